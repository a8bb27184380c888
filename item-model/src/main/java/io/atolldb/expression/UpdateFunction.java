package io.atolldb.expression;

import org.jspecify.annotations.Nullable;

/// The functions of updates. Both take two operands.
enum UpdateFunction {
  IF_NOT_EXISTS("if_not_exists"),
  LIST_APPEND("list_append");

  static final int OPERANDS = 2;

  private final String wireName;

  UpdateFunction(String wireName) {
    this.wireName = wireName;
  }

  String wireName() {
    return wireName;
  }

  static @Nullable UpdateFunction named(String name) {
    for (UpdateFunction function : values()) {
      if (function.wireName.equals(name)) return function;
    }
    return null;
  }
}
