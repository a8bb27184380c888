package io.atolldb.expression;

import io.atolldb.expression.Condition.Comparator;
import io.atolldb.item.AttributeValue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads key conditions: a condition like any other, of which little is allowed.
public final class KeyConditionParser {

  private final TreeMap<String, KeyTest> tests = new TreeMap<>();

  private KeyConditionParser() {}

  public static KeyTests parseKeyCondition(String text, Placeholders placeholders)
      throws InvalidExpression {
    Condition condition =
        ConditionParser.parseCondition(text, ExpressionKind.KEY_CONDITION, placeholders);
    var parser = new KeyConditionParser();
    parser.collect(condition);
    return new KeyTests(parser.tests);
  }

  private void collect(Condition condition) throws InvalidExpression {
    switch (condition) {
      case Condition.And(var left, var right) -> {
        collect(left);
        collect(right);
      }
      case Condition.Comparison(var left, var comparator, var right) ->
          comparison(left, comparator, right);
      case Condition.Between(var subject, var lowest, var highest) -> {
        String attribute = keyFirst("BETWEEN", subject, lowest, highest);
        put(attribute, new KeyTest.Between(constant(lowest), constant(highest)));
      }
      case Condition.BeginsWith(var subject, var prefix) -> {
        String attribute = keyFirst("begins_with", subject, prefix);
        put(attribute, new KeyTest.BeginsWith(constant(prefix)));
      }
      case Condition.Or _ -> throw notAllowed("OR");
      case Condition.Not _ -> throw notAllowed("NOT");
      case Condition.In _ -> throw notAllowed("IN");
      case Condition.AttributeExists _ -> throw notAllowed(ConditionFunction.ATTRIBUTE_EXISTS);
      case Condition.AttributeNotExists _ ->
          throw notAllowed(ConditionFunction.ATTRIBUTE_NOT_EXISTS);
      case Condition.AttributeType _ -> throw notAllowed(ConditionFunction.ATTRIBUTE_TYPE);
      case Condition.Contains _ -> throw notAllowed(ConditionFunction.CONTAINS);
      case Condition.Always _ -> throw new InvalidExpression(Wording.KEY_NO_ATTRIBUTE);
    }
  }

  private void comparison(Operand left, Comparator comparator, Operand right)
      throws InvalidExpression {
    if (comparator == Comparator.NOT_EQUAL) throw notAllowed(comparator.symbol());
    String onLeft = attribute(left);
    String onRight = attribute(right);
    if (onLeft != null && onRight != null) {
      throw new InvalidExpression(Wording.KEY_MANY_ATTRIBUTES);
    }
    if (onLeft != null) put(onLeft, test(comparator, constant(right), false));
    else if (onRight != null) put(onRight, test(comparator, constant(left), true));
    else throw new InvalidExpression(Wording.KEY_NO_ATTRIBUTE);
  }

  /// `reversed` where the value stands before the attribute.
  private static KeyTest test(Comparator comparator, AttributeValue value, boolean reversed) {
    return switch (comparator) {
      case EQUAL -> new KeyTest.Equal(value);
      case LESS -> reversed ? new KeyTest.Greater(value) : new KeyTest.Less(value);
      case LESS_OR_EQUAL ->
          reversed ? new KeyTest.GreaterOrEqual(value) : new KeyTest.LessOrEqual(value);
      case GREATER -> reversed ? new KeyTest.Less(value) : new KeyTest.Greater(value);
      case GREATER_OR_EQUAL ->
          reversed ? new KeyTest.LessOrEqual(value) : new KeyTest.GreaterOrEqual(value);
      case NOT_EQUAL -> throw new IllegalArgumentException("<> is no test of a key");
    };
  }

  /// The attribute that is the first operand of an operator that demands it there, and nowhere
  /// else.
  private static String keyFirst(String operator, Operand first, Operand... others)
      throws InvalidExpression {
    String attribute = attribute(first);
    for (Operand other : others) {
      if (attribute(other) == null) continue;
      throw new InvalidExpression(
          attribute == null ? Wording.keyMustComeFirst(operator) : Wording.KEY_MANY_ATTRIBUTES);
    }
    if (attribute == null) throw new InvalidExpression(Wording.KEY_NO_ATTRIBUTE);
    return attribute;
  }

  /// The attribute that an operand names; null if it is a value.
  private static @Nullable String attribute(Operand operand) throws InvalidExpression {
    return switch (operand) {
      case Operand.Constant _ -> null;
      case Operand.Size _ -> throw new InvalidExpression(Wording.KEY_NESTED_OPERATION);
      case Operand.Path(var path) -> {
        if (path.steps().isEmpty()) yield path.attribute();
        throw new InvalidExpression(Wording.KEY_NESTED_ATTRIBUTE);
      }
    };
  }

  /// The value of an operand that has been seen to be one.
  private static AttributeValue constant(Operand operand) {
    if (operand instanceof Operand.Constant(var value)) return value;
    throw new IllegalStateException("not a value: " + operand);
  }

  private void put(String attribute, KeyTest test) throws InvalidExpression {
    if (tests.putIfAbsent(attribute, test) != null) {
      throw new InvalidExpression(Wording.ONE_CONDITION_PER_KEY);
    }
  }

  private static InvalidExpression notAllowed(ConditionFunction function) {
    return notAllowed(function.wireName());
  }

  private static InvalidExpression notAllowed(String operator) {
    return new InvalidExpression(Wording.keyOperator(operator));
  }
}
