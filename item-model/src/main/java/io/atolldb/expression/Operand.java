package io.atolldb.expression;

import io.atolldb.item.AttributeValue;
import org.jspecify.annotations.Nullable;

/// What a condition compares.
public sealed interface Operand {

  /// The value that the item has there, if any.
  record Path(DocumentPath path) implements Operand {}

  /// A `:value`.
  record Constant(AttributeValue value) implements Operand {}

  /// The size of a string or binary in bytes, or of a set, list or map in members; nothing for
  /// other types.
  record Size(Operand subject) implements Operand {}

  /// The type that this operand has in every item, as its type code; null if that depends on the
  /// item.
  default @Nullable String knownType() {
    return switch (this) {
      case Path _ -> null;
      case Constant(var value) -> value.typeCode();
      case Size _ -> "N";
    };
  }
}
