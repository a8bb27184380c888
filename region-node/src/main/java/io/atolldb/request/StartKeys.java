package io.atolldb.request;

import io.atolldb.fault.Refusal;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.table.KeySchema;
import org.jspecify.annotations.Nullable;

/// `ExclusiveStartKey`: where a page goes on. It must be a key of the table, though not of an item
/// that is still there.
final class StartKeys {

  private static final String INVALID = "The provided starting key is invalid: ";

  private StartKeys() {}

  /// The key as an item, if its values are values; null if none was sent.
  static @Nullable Item valid(@Nullable SentItem sent) throws Refusal {
    if (sent == null) return null;
    SentItem.Problem problem = sent.problem();
    if (problem != null) throw Refusal.invalid(INVALID + problem.message());
    return sent.item();
  }

  /// The encoded key, if it is one of this schema.
  static Bytes encoded(KeySchema keys, Item startKey) throws Refusal {
    try {
      return Keys.ofKey(keys, startKey);
    } catch (Refusal refusal) {
      throw Refusal.invalid(INVALID + refusal.fault().message());
    }
  }

  /// Of an index: not all of its keys and the table's, or more.
  static Refusal notAKey() {
    return Refusal.invalid("The provided starting key is invalid");
  }

  static Refusal mismatch() {
    return Refusal.invalid(INVALID + "The provided key element does not match the schema");
  }

  static Refusal outsideSegment(int segment, int totalSegments) {
    return Refusal.invalid(
        INVALID
            + "Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment."
            + " TotalSegments: %d Segment: %d".formatted(totalSegments, segment));
  }

  static Refusal outsidePartition() {
    return Refusal.invalid(
        "The provided starting key is outside query boundaries based on provided conditions");
  }

  static Refusal outsideSortRange() {
    return Refusal.invalid("The provided starting key does not match the range key predicate");
  }
}
