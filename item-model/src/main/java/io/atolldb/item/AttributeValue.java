package io.atolldb.item;

import io.atolldb.codec.Utf8;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/// One value of an item, of one of DynamoDB's ten types.
///
/// Every variant copies what it is given and keeps it in a fixed order, so equal values print, hash
/// and serialize alike in every region and in every run. `Map.copyOf` and `Set.copyOf` would not:
/// their iteration order changes from one JVM to the next.
///
/// All text is well formed ([io.atolldb.codec.Utf8]): the edge refuses what is not, and a value
/// that could not be stored cannot be made.
public sealed interface AttributeValue {

  record StringValue(String text) implements AttributeValue {
    public StringValue {
      requireText(text);
    }
  }

  record NumberValue(DynamoNumber number) implements AttributeValue {}

  record BinaryValue(Bytes bytes) implements AttributeValue {}

  record BooleanValue(boolean truth) implements AttributeValue {}

  record NullValue() implements AttributeValue {}

  record ListValue(List<AttributeValue> elements) implements AttributeValue {
    public ListValue {
      elements = List.copyOf(elements);
    }
  }

  /// Ordered by `String.compareTo` of the names.
  record MapValue(SortedMap<String, AttributeValue> entries) implements AttributeValue {
    public MapValue {
      entries = AttributeMap.copyOf(entries);
    }
  }

  /// Ordered by UTF-8 bytes.
  record StringSet(SortedSet<String> members) implements AttributeValue {
    public StringSet {
      members = copyOf(members, Utf8Order.INSTANCE);
      for (String member : members) requireText(member);
    }
  }

  /// Ordered by value.
  record NumberSet(SortedSet<DynamoNumber> members) implements AttributeValue {
    public NumberSet {
      members = copyOf(members, Comparator.<DynamoNumber>naturalOrder());
    }
  }

  /// Ordered by unsigned bytes.
  record BinarySet(SortedSet<Bytes> members) implements AttributeValue {
    public BinarySet {
      members = copyOf(members, Comparator.<Bytes>naturalOrder());
    }
  }

  /// The name this type has on the wire and in `attribute_type(path, :type)`.
  default String typeCode() {
    return switch (this) {
      case StringValue _ -> "S";
      case NumberValue _ -> "N";
      case BinaryValue _ -> "B";
      case BooleanValue _ -> "BOOL";
      case NullValue _ -> "NULL";
      case ListValue _ -> "L";
      case MapValue _ -> "M";
      case StringSet _ -> "SS";
      case NumberSet _ -> "NS";
      case BinarySet _ -> "BS";
    };
  }

  private static void requireText(String text) {
    if (!Utf8.isWellFormed(text)) {
      throw new IllegalArgumentException("half a surrogate pair in a text");
    }
  }

  private static <T> SortedSet<T> copyOf(SortedSet<T> members, Comparator<T> order) {
    if (members.isEmpty()) throw new IllegalArgumentException("a set has at least one member");
    var copy = new TreeSet<T>(order);
    copy.addAll(members);
    return Collections.unmodifiableSortedSet(copy);
  }
}
