package io.atolldb.request;

import io.atolldb.fault.Refusal;
import io.atolldb.item.Item;
import org.jspecify.annotations.Nullable;

/// Attributes as a client sent them: an item, a key, or the values of placeholders.
///
/// A value that is no value (a number that is none, an empty set, two types at once) is well-formed
/// JSON, and the service complains about it only after much else has been checked. So it is noted
/// here, and said when its turn comes. `item` holds some other value in its place.
public record SentItem(Item item, @Nullable Problem problem) {

  /// The first thing wrong, and the attribute in whose value it is.
  public record Problem(String attribute, String message) {}

  /// The item, if all its values are values.
  public Item valid() throws Refusal {
    if (problem != null) throw Refusal.invalid(problem.message());
    return item;
  }
}
