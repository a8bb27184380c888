package io.atolldb.request;

import static io.atolldb.fault.ApiFault.Validation.INVALID;

import io.atolldb.expression.Condition;
import io.atolldb.expression.Condition.And;
import io.atolldb.expression.Condition.AttributeExists;
import io.atolldb.expression.Condition.AttributeNotExists;
import io.atolldb.expression.Condition.BeginsWith;
import io.atolldb.expression.Condition.Between;
import io.atolldb.expression.Condition.Comparator;
import io.atolldb.expression.Condition.Comparison;
import io.atolldb.expression.Condition.Contains;
import io.atolldb.expression.Condition.In;
import io.atolldb.expression.Condition.Not;
import io.atolldb.expression.Condition.Or;
import io.atolldb.expression.DocumentPath;
import io.atolldb.expression.Operand;
import io.atolldb.fault.Refusal;
import io.atolldb.item.AttributeValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Turns `Expected`, and what filters of its time say, into conditions.
final class LegacyConditions {

  /// How several conditions are joined.
  enum Join {
    OR,
    AND
  }

  private LegacyConditions() {}

  /// Checks what the API's model says about single members.
  static void checkWords(SentCondition sent) throws Refusal {
    if (sent.expected() != null) {
      for (SentExpectation expectation : sent.expected().values()) {
        var _ = Choice.COMPARISON_OPERATOR.of(expectation.comparisonOperator());
      }
    }
    var _ = Choice.CONDITIONAL_OPERATOR.of(sent.conditionalOperator());
  }

  /// All expectations together.
  static Condition of(SentCondition sent) throws Refusal {
    var conditions = new ArrayList<Condition>();
    if (sent.expected() != null) {
      for (Map.Entry<String, SentExpectation> entry : sent.expected().entrySet()) {
        LegacyNames.require(entry.getKey());
        conditions.add(of(entry.getKey(), entry.getValue()));
      }
    }
    return joined(conditions, sent.conditionalOperator());
  }

  /// Conditions of several attributes as one. Halved and halved again, because nothing but the size
  /// of a body limits how many there are, and whoever evaluates goes down the tree.
  static Condition joined(List<Condition> conditions, @Nullable String conditionalOperator)
      throws Refusal {
    Join join = Choice.CONDITIONAL_OPERATOR.of(conditionalOperator);
    if (conditions.size() == 1 && conditionalOperator != null) {
      throw Refusal.invalid(
          "ConditionalOperator can only be used when Filter or Expected has two or more elements");
    }
    if (!conditions.isEmpty()) return joined(conditions, join);
    if (conditionalOperator == null) return new Condition.Always();
    throw Refusal.invalid("ConditionalOperator cannot be used without Filter or Expected");
  }

  private static Condition joined(List<Condition> conditions, Join join) {
    if (conditions.size() == 1) return conditions.getFirst();
    int half = conditions.size() / 2;
    Condition left = joined(conditions.subList(0, half), join);
    Condition right = joined(conditions.subList(half, conditions.size()), join);
    return switch (join) {
      case AND -> new And(left, right);
      case OR -> new Or(left, right);
    };
  }

  private static Condition of(String attribute, SentExpectation sent) throws Refusal {
    if (sent.value() != null && sent.attributeValueList() != null) {
      throw refuse("Value and AttributeValueList cannot be used together", attribute);
    }
    if (sent.comparisonOperator() != null) return compared(attribute, sent);
    if (sent.attributeValueList() != null) {
      throw refuse("AttributeValueList can only be used with a ComparisonOperator", attribute);
    }
    return expected(attribute, sent.value(), sent.exists());
  }

  private static Condition expected(
      String attribute, @Nullable SentValues value, @Nullable Boolean exists) throws Refusal {
    DocumentPath path = DocumentPath.of(attribute);
    if (exists == null || exists) {
      if (value == null) {
        throw refuse("Value must be provided when Exists is " + exists, attribute);
      }
      return equal(path, value.valid().getFirst());
    }
    if (value != null) throw refuse("Value cannot be used when Exists is false", attribute);
    return new AttributeNotExists(path);
  }

  private static Condition compared(String attribute, SentExpectation sent) throws Refusal {
    if (sent.exists() != null) {
      throw refuse("Exists and ComparisonOperator cannot be used together", attribute);
    }
    LegacyOperator operator = Choice.COMPARISON_OPERATOR.of(sent.comparisonOperator());
    SentValues values = sent.value() == null ? sent.attributeValueList() : sent.value();
    if (values == null && !operator.takesNone()) {
      throw refuse(
          "Value or AttributeValueList must be used with ComparisonOperator: " + operator,
          attribute);
    }
    return compared(attribute, operator, values == null ? List.of() : values.valid());
  }

  /// One attribute compared with values. Shared by `Expected` and filters.
  static Condition compared(String attribute, LegacyOperator operator, List<AttributeValue> values)
      throws Refusal {
    requireComparable(operator, values);
    DocumentPath path = DocumentPath.of(attribute);
    Operand subject = new Operand.Path(path);
    return switch (operator) {
      case EQ -> equal(path, values.getFirst());
      case NE -> new Not(equal(path, values.getFirst()));
      case LE -> comparison(subject, Comparator.LESS_OR_EQUAL, values);
      case LT -> comparison(subject, Comparator.LESS, values);
      case GE -> comparison(subject, Comparator.GREATER_OR_EQUAL, values);
      case GT -> comparison(subject, Comparator.GREATER, values);
      case NOT_NULL -> new AttributeExists(path);
      case NULL -> new AttributeNotExists(path);
      case CONTAINS -> new Contains(subject, constant(values, 0));
      // An attribute that is not there contains nothing, and yet does not satisfy this.
      case NOT_CONTAINS ->
          new And(new AttributeExists(path), new Not(new Contains(subject, constant(values, 0))));
      case BEGINS_WITH -> new BeginsWith(subject, constant(values, 0));
      case IN -> new In(subject, constants(values));
      case BETWEEN -> new Between(subject, constant(values, 0), constant(values, 1));
    };
  }

  /// Checks the number of values and their types.
  static void requireComparable(LegacyOperator operator, List<AttributeValue> values)
      throws Refusal {
    if (!operator.takes(values.size())) {
      throw Refusal.invalid(
          INVALID
              + "Invalid number of argument(s) for the %s ComparisonOperator".formatted(operator));
    }
    for (AttributeValue value : values) {
      if (!LegacyTypes.accepts(operator, value)) {
        throw Refusal.invalid(
            INVALID
                + "ComparisonOperator %s is not valid for %s AttributeValue type"
                    .formatted(operator, value.typeCode()));
      }
      if (!value.typeCode().equals(values.getFirst().typeCode())) {
        throw Refusal.invalid(
            INVALID + "AttributeValues inside AttributeValueList must be of same type");
      }
    }
    if (operator == LegacyOperator.BETWEEN && LegacyTypes.isReversed(values)) {
      throw Refusal.invalid(
          "The BETWEEN condition was provided a range where the lower bound is greater than the"
              + " upper bound");
    }
  }

  private static Refusal refuse(String message, String attribute) {
    return Refusal.invalid(INVALID + message + " for Attribute: " + attribute);
  }

  private static Condition equal(DocumentPath path, AttributeValue value) {
    return new Comparison(new Operand.Path(path), Comparator.EQUAL, new Operand.Constant(value));
  }

  private static Condition comparison(
      Operand subject, Comparator comparator, List<AttributeValue> values) {
    return new Comparison(subject, comparator, constant(values, 0));
  }

  private static Operand constant(List<AttributeValue> values, int at) {
    return new Operand.Constant(values.get(at));
  }

  private static List<Operand> constants(List<AttributeValue> values) {
    var operands = new ArrayList<Operand>();
    for (AttributeValue value : values) operands.add(new Operand.Constant(value));
    return operands;
  }
}
