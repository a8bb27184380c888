package io.atolldb.index;

import static io.atolldb.fault.ApiFault.Validation.INVALID;

import io.atolldb.catalog.Index;
import io.atolldb.catalog.Table;
import io.atolldb.expression.Update;
import io.atolldb.fault.ApiFault;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.Item;
import io.atolldb.item.ItemSize;
import io.atolldb.operation.Current;
import io.atolldb.operation.Decision;
import io.atolldb.operation.ItemOperation;
import io.atolldb.operation.TableFaults;
import io.atolldb.operation.UpdateInTransaction;
import io.atolldb.operation.UpdateItem;
import io.atolldb.table.KeyAttribute;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An item need not have the key attributes of an index; those it has must be fit to be keys.
public final class IndexKeyCheck {

  private static final String NOT_VALID = "One or more parameter values are not valid. ";

  private IndexKeyCheck() {}

  /// What becomes of a decision on an item of this table.
  public static Decision checked(
      Table table, ItemOperation operation, Current before, Decision decision) {
    if (table.indexes().isEmpty() || !(decision instanceof Decision.Put(Item after))) {
      return decision;
    }
    ApiFault fault = refusal(table, before.item(), after, updateOf(operation));
    return fault == null ? decision : new Decision.Refuse(fault);
  }

  private static @Nullable Update updateOf(ItemOperation operation) {
    if (operation instanceof UpdateInTransaction(UpdateItem inner)) return inner.update();
    return operation instanceof UpdateItem item ? item.update() : null;
  }

  /// Null if an item may be put into a table.
  public static @Nullable ApiFault refusal(Table table, Item item) {
    return table.indexes().isEmpty() ? null : refusal(table, Item.ABSENT, item, null);
  }

  /// What the item had before it may keep: it was there before the index.
  private static @Nullable ApiFault refusal(
      Table table, Item before, Item after, @Nullable Update update) {
    for (Index index : table.indexes().all()) {
      for (int at = 0; at < index.keys().size(); at++) {
        KeyAttribute attribute = index.keys().attribute(at);
        AttributeValue value = after.get(attribute.name());
        if (value == null || value.equals(before.get(attribute.name()))) continue;
        ApiFault fault = refusal(index, attribute, value, update);
        if (fault != null) return fault;
      }
      ApiFault fault = sizes(index, before, after);
      if (fault != null) return fault;
    }
    return null;
  }

  private static @Nullable ApiFault refusal(
      Index index, KeyAttribute attribute, AttributeValue value, @Nullable Update update) {
    if (!attribute.type().accepts(value)) {
      return mismatch(index, attribute, value.typeCode(), update);
    }
    if (ItemSize.of(value) > 0) return null;
    String type = value instanceof StringValue ? "string" : "binary";
    String empty =
        " The AttributeValue for a key attribute cannot contain an empty %s value.".formatted(type);
    if (update != null) {
      return new ApiFault.Validation(
          NOT_VALID
              + "The update expression attempted to update a secondary index key to a value that"
              + " is not supported."
              + empty);
    }
    return new ApiFault.Validation(
        NOT_VALID
            + "A value specified for a secondary index key is not supported."
            + empty
            + " IndexName: %s, IndexKey: %s".formatted(index.name(), attribute.name()));
  }

  /// A value of a type that a key of an index cannot have, and what would have written it: null if
  /// that was no update.
  public static ApiFault mismatch(
      Index index, KeyAttribute attribute, String typeCode, @Nullable Update update) {
    if (update != null && update.isOfExpression()) {
      return new ApiFault.Validation(
          "The update expression attempted to update the secondary index key to unsupported type");
    }
    return new ApiFault.Validation(
        INVALID
            + "Type mismatch for Index Key %s Expected: %s Actual: %s IndexName: %s"
                .formatted(attribute.name(), attribute.type(), typeCode, index.name()));
  }

  private static @Nullable ApiFault sizes(Index index, Item before, Item after) {
    List<KeyAttribute> partition = index.keys().partition();
    List<KeyAttribute> sort = index.keys().sort();
    int partitionBytes = bytes(partition, after);
    if (partitionBytes > ItemSize.PARTITION_KEY_BYTES_MAX
        && partitionBytes != bytes(partition, before)) {
      return TableFaults.PARTITION_KEY_TOO_LARGE;
    }
    int sortBytes = bytes(sort, after);
    if (sortBytes > ItemSize.SORT_KEY_BYTES_MAX && sortBytes != bytes(sort, before)) {
      return TableFaults.SORT_KEY_TOO_LARGE;
    }
    return null;
  }

  private static int bytes(List<KeyAttribute> attributes, Item item) {
    int bytes = 0;
    for (KeyAttribute attribute : attributes) {
      AttributeValue value = item.get(attribute.name());
      if (value != null) bytes += ItemSize.of(value);
    }
    return bytes;
  }
}
