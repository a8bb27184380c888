package io.atolldb.expression;

import io.atolldb.item.AttributeValue;
import org.jspecify.annotations.Nullable;

/// What `SET` gives to a path, computed from the item as it was before the update.
public sealed interface UpdateValue {

  /// What the item has there; refused if it has nothing.
  record Path(DocumentPath path) implements UpdateValue {}

  /// A `:value`.
  record Constant(AttributeValue value) implements UpdateValue {}

  record Sum(UpdateValue left, UpdateValue right) implements UpdateValue {}

  record Difference(UpdateValue left, UpdateValue right) implements UpdateValue {}

  /// What the item has there, else the other value.
  record IfNotExists(DocumentPath path, UpdateValue otherwise) implements UpdateValue {}

  /// The elements of two lists.
  record ListAppend(UpdateValue first, UpdateValue second) implements UpdateValue {}

  /// The type that this value has whatever the item, as its type code; null if that depends on it.
  default @Nullable String knownType() {
    return switch (this) {
      case Constant(var value) -> value.typeCode();
      case Sum _, Difference _ -> "N";
      case ListAppend _ -> "L";
      case Path _, IfNotExists _ -> null;
    };
  }
}
