package io.atolldb.expression;

import io.atolldb.item.AttributeValue;

/// What a query asks of one key attribute.
public sealed interface KeyTest {

  record Equal(AttributeValue value) implements KeyTest {}

  record Less(AttributeValue value) implements KeyTest {}

  record LessOrEqual(AttributeValue value) implements KeyTest {}

  record Greater(AttributeValue value) implements KeyTest {}

  record GreaterOrEqual(AttributeValue value) implements KeyTest {}

  /// Both bounds belong to it, the lower one first.
  record Between(AttributeValue lowest, AttributeValue highest) implements KeyTest {}

  /// Of strings and binaries.
  record BeginsWith(AttributeValue prefix) implements KeyTest {}

  /// The value that is compared with; of two, the lower bound.
  default AttributeValue operand() {
    return switch (this) {
      case Equal(var value) -> value;
      case Less(var value) -> value;
      case LessOrEqual(var value) -> value;
      case Greater(var value) -> value;
      case GreaterOrEqual(var value) -> value;
      case Between(var lowest, _) -> lowest;
      case BeginsWith(var prefix) -> prefix;
    };
  }
}
