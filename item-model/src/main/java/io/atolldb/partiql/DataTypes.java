package io.atolldb.partiql;

import io.atolldb.expression.InvalidExpression;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The words behind `IS` that name a type, and what they stand for.
final class DataTypes {

  /// What `attribute_type` calls them.
  private static final Map<String, String> CODES =
      Map.of(
          "BLOB", "B", "BOOL", "BOOL", "BOOLEAN", "BOOL", "LIST", "L", "NUMERIC", "N", "STRING",
          "S", "STRUCT", "M", "TUPLE", "M");

  /// The types of other databases, by the names that the service has for them.
  private static final Map<String, String> UNSUPPORTED =
      Map.ofEntries(
          Map.entry("BAG", "BAG"),
          Map.entry("CHAR", "CHARACTER"),
          Map.entry("CHARACTER", "CHARACTER"),
          Map.entry("CLOB", "CLOB"),
          Map.entry("DATE", "DATE"),
          Map.entry("DEC", "DECIMAL"),
          Map.entry("DECIMAL", "DECIMAL"),
          Map.entry("FLOAT", "FLOAT"),
          Map.entry("INT", "INTEGER"),
          Map.entry("INTEGER", "INTEGER"),
          Map.entry("REAL", "REAL"),
          Map.entry("SEXP", "SEXP"),
          Map.entry("SMALLINT", "SMALLINT"),
          Map.entry("SYMBOL", "SYMBOL"),
          Map.entry("TIME", "TIME"),
          Map.entry("TIMESTAMP", "TIMESTAMP"),
          Map.entry("VARCHAR", "CHARACTER_VARYING"));

  private DataTypes() {}

  /// Null if the token is no type.
  ///
  /// @param at where the `IS` stands, for messages
  static @Nullable String codeOf(Token token, Position at) throws InvalidExpression {
    if (token.kind() != Token.Kind.KEYWORD) return null;
    String unsupported = UNSUPPORTED.get(token.text());
    if (unsupported == null) return CODES.get(token.text());
    throw new InvalidExpression(
        ("Unsupported data type for IS operator: %s. Supported data types are [MISSING, NULL,"
                + " BOOLEAN, BLOB, STRING, NUMERIC, STRUCT, TUPLE, LIST]%s")
            .formatted(unsupported, at));
  }
}
