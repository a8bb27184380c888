package io.atolldb.expression;

import io.atolldb.item.AttributeValue;

/// One change that an update makes to an item.
public sealed interface UpdateAction {

  DocumentPath path();

  /// `SET`: the value is there afterwards; an element beyond the end of its list is appended.
  record Set(DocumentPath path, UpdateValue value) implements UpdateAction {}

  /// `REMOVE`: nothing is there afterwards; elements behind a removed one move up.
  record Remove(DocumentPath path) implements UpdateAction {}

  /// `ADD`: adds a number to a number, or members to a set; what is missing counts as zero or as
  /// empty.
  record Add(DocumentPath path, AttributeValue operand) implements UpdateAction {}

  /// `DELETE`: takes members out of a set; a set without members is no more.
  record Delete(DocumentPath path, AttributeValue operand) implements UpdateAction {}

  /// Whether the action carries a value; if not, it only clears. Both kinds count in the size that
  /// an update may give to an item, in another measure.
  default boolean writesValue() {
    return switch (this) {
      case Set _, Add _, Delete _ -> true;
      case Remove _ -> false;
    };
  }
}
