package io.atolldb.operation;

import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.MapValue;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A JSON merge patch (RFC 7396), bound to attribute values.
public sealed interface Patch {

  /// The attribute goes.
  record Remove() implements Patch {}

  /// The attribute is this from now on.
  record Replace(AttributeValue value) implements Patch {}

  /// The attribute is a map from now on, with these members changed.
  record Merge(SortedMap<String, Patch> members) implements Patch {
    public Merge {
      members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
    }

    /// What becomes of attributes. Recursion is as deep as the patch, which is limited.
    public TreeMap<String, AttributeValue> apply(Map<String, AttributeValue> before) {
      var after = new TreeMap<String, AttributeValue>(before);
      members.forEach((name, patch) -> {
        AttributeValue value = patch.valueAfter(before.get(name));
        if (value == null) after.remove(name);
        else after.put(name, value);
      });
      return after;
    }
  }

  /// What becomes of one value; null stands for none.
  private @Nullable AttributeValue valueAfter(@Nullable AttributeValue before) {
    return switch (this) {
      case Remove() -> null;
      case Replace(AttributeValue value) -> value;
      case Merge merge ->
          new MapValue(
              merge.apply(before instanceof MapValue(var entries) ? entries : new TreeMap<>()));
    };
  }
}
