package io.atolldb.partiql;

import io.atolldb.expression.InvalidExpression;
import java.util.Set;

/// The functions over many items, which the language has and the service does not.
final class Aggregates {

  private static final Set<String> NAMES = Set.of("avg", "count", "max", "min", "sum");

  private Aggregates() {}

  /// @param function in small letters
  static boolean contains(String function) {
    return NAMES.contains(function);
  }

  static void refuse(Term.Call call) throws InvalidExpression {
    if (!contains(call.function())) return;
    throw new InvalidExpression("Unsupported token in expression: " + call.function() + call.at());
  }
}
