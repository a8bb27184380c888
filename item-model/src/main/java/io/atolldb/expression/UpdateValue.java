package io.atolldb.expression;

import io.atolldb.item.AttributeValue;
import java.util.Collection;
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

  /// Adds the paths that are read for this value.
  default void collectPaths(Collection<DocumentPath> paths) {
    switch (this) {
      case Path(var path) -> paths.add(path);
      case Constant _ -> {}
      case Sum(var left, var right) -> {
        left.collectPaths(paths);
        right.collectPaths(paths);
      }
      case Difference(var left, var right) -> {
        left.collectPaths(paths);
        right.collectPaths(paths);
      }
      case IfNotExists(var path, var otherwise) -> {
        paths.add(path);
        otherwise.collectPaths(paths);
      }
      case ListAppend(var first, var second) -> {
        first.collectPaths(paths);
        second.collectPaths(paths);
      }
    }
  }

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
