package io.atolldb.request;

import io.atolldb.fault.Refusal;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.BinaryValue;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.item.ItemSize;
import io.atolldb.item.KeyCodec;
import io.atolldb.table.KeyAttribute;
import io.atolldb.table.KeySchema;
import org.jspecify.annotations.Nullable;

/// Checks keys against a table's schema, in the words that differ between an item, which holds a
/// key, and a `Key`, which is one.
final class Keys {

  private static final String INVALID = "One or more parameter values were invalid: ";

  private Keys() {}

  /// The encoded key of an item that is to be put.
  static Bytes ofItem(KeySchema schema, Item item) throws Refusal {
    requireWithin(schema.partition(), item);
    KeyAttribute sort = schema.sort();
    if (sort != null) requireWithin(sort, item);
    return encode(schema, item, "One or more parameter values are not valid. ");
  }

  private static void requireWithin(KeyAttribute attribute, Item item) throws Refusal {
    AttributeValue value = item.get(attribute.name());
    if (value == null) {
      throw Refusal.invalid(INVALID + "Missing the key " + attribute.name() + " in the item");
    }
    if (!attribute.type().accepts(value)) {
      throw Refusal.invalid(
          INVALID
              + "Type mismatch for key %s expected: %s actual: %s"
                  .formatted(attribute.name(), attribute.type(), value.typeCode()));
    }
  }

  /// The encoded key that a `Key` member names.
  static Bytes ofKey(KeySchema schema, Item key) throws Refusal {
    KeyAttribute sort = schema.sort();
    boolean matches =
        key.attributes().size() == (sort == null ? 1 : 2)
            && accepts(schema.partition(), key)
            && (sort == null || accepts(sort, key));
    if (!matches) throw Refusal.invalid("The provided key element does not match the schema");
    return encode(schema, key, INVALID);
  }

  private static boolean accepts(KeyAttribute attribute, Item key) {
    AttributeValue value = key.get(attribute.name());
    return value != null && attribute.type().accepts(value);
  }

  private static Bytes encode(KeySchema schema, Item item, String ifEmpty) throws Refusal {
    KeyAttribute partition = schema.partition();
    requireNotEmpty(partition, item, ifEmpty);
    if (sizeOf(partition, item) > ItemSize.PARTITION_KEY_BYTES_MAX) {
      throw Refusal.invalid(
          INVALID
              + "Size of hashkey has exceeded the maximum size limit of"
              + ItemSize.PARTITION_KEY_BYTES_MAX
              + " bytes");
    }
    KeyAttribute sort = schema.sort();
    if (sort != null) {
      requireNotEmpty(sort, item, ifEmpty);
      if (sizeOf(sort, item) > ItemSize.SORT_KEY_BYTES_MAX) {
        throw Refusal.invalid(
            INVALID
                + "Aggregated size of all range keys has exceeded the size limit of "
                + ItemSize.SORT_KEY_BYTES_MAX
                + " bytes");
      }
    }
    return KeyCodec.encode(schema.keyOf(item));
  }

  private static int sizeOf(KeyAttribute attribute, Item item) {
    AttributeValue value = item.get(attribute.name());
    return value == null ? 0 : ItemSize.of(value);
  }

  private static void requireNotEmpty(KeyAttribute attribute, Item item, String prefix)
      throws Refusal {
    String type = emptyType(item.get(attribute.name()));
    if (type == null) return;
    throw Refusal.invalid(
        prefix
            + "The AttributeValue for a key attribute cannot contain an empty %s value. Key: %s"
                .formatted(type, attribute.name()));
  }

  private static @Nullable String emptyType(@Nullable AttributeValue value) {
    if (value instanceof StringValue(String text) && text.isEmpty()) return "string";
    if (value instanceof BinaryValue(Bytes bytes) && bytes.length() == 0) return "binary";
    return null;
  }
}
