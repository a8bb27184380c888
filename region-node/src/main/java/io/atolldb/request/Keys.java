package io.atolldb.request;

import static io.atolldb.fault.ApiFault.Validation.INVALID;

import io.atolldb.expression.IndexCondition;
import io.atolldb.expression.InvalidExpression;
import io.atolldb.expression.KeyCondition;
import io.atolldb.expression.KeyTest;
import io.atolldb.expression.KeyTests;
import io.atolldb.fault.Refusal;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.BinaryValue;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.item.ItemSize;
import io.atolldb.item.KeyCodec;
import io.atolldb.item.PrimaryKey;
import io.atolldb.operation.TableFaults;
import io.atolldb.table.IndexKeys;
import io.atolldb.table.KeyAttribute;
import io.atolldb.table.KeySchema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Checks keys against a table's schema, in the words that differ between an item, which holds a
/// key, and a `Key`, which is one.
public final class Keys {

  private static final String NOT_VALID = "One or more parameter values are not valid. ";

  private Keys() {}

  /// The encoded key of an item that is to be put.
  static Bytes ofItem(KeySchema schema, Item item) throws Refusal {
    requireIn(schema, item);
    return encode(schema, item, NOT_VALID);
  }

  /// Of a request that names an item more than once.
  static Refusal duplicates() {
    return Refusal.invalid("Provided list of item keys contains duplicates");
  }

  /// That an item has a key of the schema's types, whatever its value is.
  static void requireIn(KeySchema schema, Item item) throws Refusal {
    requireWithin(schema.partition(), item);
    KeyAttribute sort = schema.sort();
    if (sort != null) requireWithin(sort, item);
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
  public static Bytes ofKey(KeySchema schema, Item key) throws Refusal {
    requireMatch(schema, key);
    return encode(schema, key, INVALID);
  }

  /// That a `Key` has the schema's attributes and types, whatever their values are.
  static void requireMatch(KeySchema schema, Item key) throws Refusal {
    KeyAttribute sort = schema.sort();
    boolean matches =
        key.attributes().size() == (sort == null ? 1 : 2)
            && accepts(schema.partition(), key)
            && (sort == null || accepts(sort, key));
    if (!matches) throw Refusal.invalid("The provided key element does not match the schema");
  }

  /// The key condition of a query, bound to the schema.
  static KeyCondition ofQuery(KeySchema schema, KeyTests tests) throws Refusal {
    try {
      KeyCondition condition = tests.bind(schema);
      requireSizes(schema, condition);
      return condition;
    } catch (InvalidExpression invalid) {
      throw Refusal.invalid(invalid.text());
    }
  }

  /// The key condition of a query, bound to an index.
  static IndexCondition ofQuery(IndexKeys keys, KeyTests tests) throws Refusal {
    try {
      IndexCondition condition = tests.bind(keys);
      requirePartition(keys, condition.partition());
      int sorts = condition.equal().size();
      for (int at = 0; at < sorts; at++) {
        requireSort(keys.sort().get(at), condition.equal().get(at), NOT_VALID);
      }
      KeyTest last = condition.last();
      if (last != null) requireTest(keys.sort().get(sorts), last);
      return condition;
    } catch (InvalidExpression invalid) {
      throw Refusal.invalid(invalid.text());
    }
  }

  private static void requireTest(KeyAttribute sort, KeyTest test) throws Refusal {
    requireSort(sort, test.operand(), NOT_VALID);
    if (test instanceof KeyTest.Between(_, var highest)) requireSort(sort, highest, NOT_VALID);
  }

  /// That values of partition attributes can be keys.
  static void requirePartition(IndexKeys keys, List<AttributeValue> values) throws Refusal {
    for (int at = 0; at < values.size(); at++) {
      requirePartition(keys.partition().get(at), values.get(at), NOT_VALID);
    }
  }

  private static void requireSizes(KeySchema schema, KeyCondition condition) throws Refusal {
    requirePartition(schema.partition(), condition.partition(), NOT_VALID);
    KeyTest test = condition.sort();
    KeyAttribute sort = schema.sort();
    if (test == null || sort == null) return;
    requireTest(sort, test);
  }

  private static boolean accepts(KeyAttribute attribute, Item key) {
    AttributeValue value = key.get(attribute.name());
    return value != null && attribute.type().accepts(value);
  }

  private static Bytes encode(KeySchema schema, Item item, String ifEmpty) throws Refusal {
    PrimaryKey key = schema.keyOf(item);
    requirePartition(schema.partition(), key.partition(), ifEmpty);
    KeyAttribute sort = schema.sort();
    AttributeValue sortValue = key.sort();
    if (sort != null && sortValue != null) requireSort(sort, sortValue, ifEmpty);
    return KeyCodec.encode(key);
  }

  private static void requirePartition(KeyAttribute attribute, AttributeValue value, String ifEmpty)
      throws Refusal {
    requireNotEmpty(attribute, value, ifEmpty);
    if (ItemSize.of(value) <= ItemSize.PARTITION_KEY_BYTES_MAX) return;
    throw new Refusal(TableFaults.PARTITION_KEY_TOO_LARGE);
  }

  private static void requireSort(KeyAttribute attribute, AttributeValue value, String ifEmpty)
      throws Refusal {
    requireNotEmpty(attribute, value, ifEmpty);
    if (ItemSize.of(value) <= ItemSize.SORT_KEY_BYTES_MAX) return;
    throw new Refusal(TableFaults.SORT_KEY_TOO_LARGE);
  }

  private static void requireNotEmpty(KeyAttribute attribute, AttributeValue value, String prefix)
      throws Refusal {
    String type = emptyType(value);
    if (type == null) return;
    throw Refusal.invalid(
        prefix
            + "The AttributeValue for a key attribute cannot contain an empty %s value. Key: %s"
                .formatted(type, attribute.name()));
  }

  private static @Nullable String emptyType(AttributeValue value) {
    if (value instanceof StringValue(String text) && text.isEmpty()) return "string";
    if (value instanceof BinaryValue(Bytes bytes) && bytes.length() == 0) return "binary";
    return null;
  }
}
