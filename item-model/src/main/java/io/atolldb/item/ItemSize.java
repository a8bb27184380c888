package io.atolldb.item;

import io.atolldb.codec.Utf8;
import io.atolldb.item.AttributeValue.BinarySet;
import io.atolldb.item.AttributeValue.BinaryValue;
import io.atolldb.item.AttributeValue.BooleanValue;
import io.atolldb.item.AttributeValue.ListValue;
import io.atolldb.item.AttributeValue.MapValue;
import io.atolldb.item.AttributeValue.NullValue;
import io.atolldb.item.AttributeValue.NumberSet;
import io.atolldb.item.AttributeValue.NumberValue;
import io.atolldb.item.AttributeValue.StringSet;
import io.atolldb.item.AttributeValue.StringValue;

/// What items, attributes and keys count for in the limits and in the bill, in bytes, exactly as
/// the service counts. (The rule of its guide for numbers is another one, and not what it does.)
public final class ItemSize {

  /// Of a stored item, the greatest that is accepted.
  public static final int ITEM_BYTES_MAX = 409_600;

  public static final int PARTITION_KEY_BYTES_MAX = 2048;
  public static final int SORT_KEY_BYTES_MAX = 1024;

  /// What a list or a map counts for beside its members.
  static final int CONTAINER_BYTES = 3;

  private static final int WRITING_ACTION_BYTES = 19;
  private static final int CLEARING_ACTION_BYTES = 2;

  private ItemSize() {}

  public static int of(Item item) {
    return ofEntries(item.map());
  }

  /// Of one attribute: its name and its value.
  public static int of(String name, AttributeValue value) {
    return Utf8.length(name) + of(value);
  }

  /// Of a value without its name; of a key attribute's value, what its limit is about.
  public static int of(AttributeValue value) {
    return switch (value) {
      case StringValue(var text) -> Utf8.length(text);
      case NumberValue(var number) -> number.sizeBytes();
      case BinaryValue(var bytes) -> bytes.length();
      case BooleanValue _, NullValue _ -> 1;
      case ListValue(var elements) -> ofElements(elements);
      case MapValue(var entries) ->
          CONTAINER_BYTES + entries.size() + ofEntries(AttributeMap.copyOf(entries));
      case StringSet(var members) -> members.stream().mapToInt(Utf8::length).sum();
      case NumberSet(var members) -> members.stream().mapToInt(DynamoNumber::sizeBytes).sum();
      case BinarySet(var members) -> members.stream().mapToInt(Bytes::length).sum();
    };
  }

  private static int ofElements(Iterable<AttributeValue> elements) {
    int size = CONTAINER_BYTES;
    for (AttributeValue element : elements) size += 1 + of(element);
    return size;
  }

  private static int ofEntries(AttributeMap entries) {
    int size = 0;
    int count = entries.size();
    for (int at = 0; at < count; at++) size += of(entries.nameAt(at), entries.valueAt(at));
    return size;
  }

  /// What an UpdateItem outside of a transaction is measured by, against [#ITEM_BYTES_MAX]: the
  /// greater of the item it makes and of a figure that counts its actions.
  ///
  /// @param itemBytes of the item that results
  /// @param keyBytes of the key attributes in it, names and values
  /// @param writingActions how many actions give an attribute a value
  /// @param clearingActions how many take away
  public static int ofUpdate(int itemBytes, int keyBytes, int writingActions, int clearingActions) {
    int byActions =
        itemBytes
            - keyBytes
            + CONTAINER_BYTES
            + WRITING_ACTION_BYTES * writingActions
            + CLEARING_ACTION_BYTES * clearingActions;
    return Math.max(itemBytes, byActions);
  }
}
