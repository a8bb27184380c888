package io.atolldb.admin;

import io.atolldb.catalog.Table;
import io.atolldb.catalog.Tables;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.BinaryValue;
import io.atolldb.item.AttributeValue.NumberValue;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.Bytes;
import io.atolldb.item.DynamoNumber;
import io.atolldb.item.InvalidNumber;
import io.atolldb.item.KeyCodec;
import io.atolldb.item.PrimaryKey;
import io.atolldb.table.KeyAttribute;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// What callers of the admin port name in text, looked up and read.
final class Asked {

  private Asked() {}

  static Table table(Tables tables, String name) {
    Table table = tables.named(name);
    if (table == null) throw new NotFound("there is no table " + name + " in this region");
    return table;
  }

  /// The encoded key; text for strings, digits for numbers, base64 for binaries.
  static Bytes key(Table table, String partition, @Nullable String sort) {
    KeyAttribute sortKey = table.keys().sort();
    if ((sortKey == null) != (sort == null)) {
      throw new IllegalArgumentException(
          sortKey == null
              ? "table " + table.name() + " has no sort key"
              : "table " + table.name() + " needs the value of its sort key " + sortKey.name());
    }
    AttributeValue sortValue = sortKey == null || sort == null ? null : value(sortKey, sort);
    return KeyCodec.encode(new PrimaryKey(value(table.keys().partition(), partition), sortValue));
  }

  static AttributeValue value(KeyAttribute key, String text) {
    return switch (key.type()) {
      case S -> new StringValue(text);
      case N -> number(key, text);
      case B -> new BinaryValue(Bytes.owning(Base64.getDecoder().decode(text)));
    };
  }

  private static AttributeValue number(KeyAttribute key, String text) {
    try {
      return new NumberValue(DynamoNumber.parse(text));
    } catch (InvalidNumber invalid) {
      throw new IllegalArgumentException(key.name() + ": " + invalid.getMessage(), invalid);
    }
  }

  /// Where a list goes on: what the answer before gave as `next`. Null: at its beginning.
  static @Nullable Long next(@Nullable String given) {
    if (given == null) return null;
    try {
      return Long.valueOf(given);
    } catch (NumberFormatException wrong) {
      throw new IllegalArgumentException(
          "next is what the answer before gave as next, not " + given, wrong);
    }
  }

  /// There is nothing of that name.
  static final class NotFound extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotFound(String message) {
      super(message);
    }
  }
}
