package io.atolldb.partiql;

import io.atolldb.expression.Condition;
import io.atolldb.expression.InvalidExpression;
import io.atolldb.expression.Operand;
import io.atolldb.table.IndexKeys;
import io.atolldb.table.KeyAttribute;
import java.util.List;

/// What a scan checks: a key attribute is compared with values of its own type only.
final class KeyTypes {

  private KeyTypes() {}

  static void check(Condition condition, IndexKeys keys) throws InvalidExpression {
    switch (condition) {
      case Condition.And(var left, var right) -> {
        check(left, keys);
        check(right, keys);
      }
      case Condition.Or(var left, var right) -> {
        check(left, keys);
        check(right, keys);
      }
      case Condition.Not(var inner) -> check(inner, keys);
      case Condition.Comparison(var left, _, var right) -> {
        check(left, List.of(right), keys);
        check(right, List.of(left), keys);
      }
      case Condition.Between(var subject, var lowest, var highest) ->
          check(subject, List.of(lowest, highest), keys);
      case Condition.In(var subject, var candidates) -> check(subject, candidates, keys);
      case Condition.BeginsWith(var subject, var prefix) -> check(subject, List.of(prefix), keys);
      case Condition.Always _, Condition.Contains _, Condition.AttributeType _ -> {}
      case Condition.AttributeExists _, Condition.AttributeNotExists _ -> {}
    }
  }

  private static void check(Operand subject, List<Operand> others, IndexKeys keys)
      throws InvalidExpression {
    for (KeyAttribute attribute : keys.partition()) check(subject, others, attribute);
    for (KeyAttribute attribute : keys.sort()) check(subject, others, attribute);
  }

  private static void check(Operand subject, List<Operand> others, KeyAttribute attribute)
      throws InvalidExpression {
    if (!KeyValues.isAttribute(subject, attribute.name())) return;
    for (Operand other : others) {
      if (other instanceof Operand.Constant(var value) && !attribute.type().accepts(value)) {
        throw new InvalidExpression(
            "One or more parameter values were invalid: Condition parameter type does not match"
                + " schema type");
      }
    }
  }
}
