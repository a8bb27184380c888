package io.atolldb.expression;

import org.jspecify.annotations.Nullable;

/// The functions of conditions, and the number of operands that each takes. Names of functions,
/// unlike keywords, are written in one case only.
enum ConditionFunction {
  ATTRIBUTE_EXISTS("attribute_exists", 1),
  ATTRIBUTE_NOT_EXISTS("attribute_not_exists", 1),
  ATTRIBUTE_TYPE("attribute_type", 2),
  BEGINS_WITH("begins_with", 2),
  CONTAINS("contains", 2),
  SIZE("size", 1);

  private final String wireName;
  private final int operands;

  ConditionFunction(String wireName, int operands) {
    this.wireName = wireName;
    this.operands = operands;
  }

  String wireName() {
    return wireName;
  }

  int operands() {
    return operands;
  }

  static @Nullable ConditionFunction named(String name) {
    for (ConditionFunction function : values()) {
      if (function.wireName.equals(name)) return function;
    }
    return null;
  }
}
