package io.atolldb.expression;

import io.atolldb.expression.Condition.Comparator;
import io.atolldb.item.AttributeValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the service checks about the operands of a condition before it looks at any item: their
/// number, their types where these are known, and whether they differ.
final class ConditionChecks {

  /// In the place of a condition that was found wrong, until the whole text is read and refused.
  static final Condition WRONG = new Condition.Always();

  private static final List<String> ORDERED = List.of("S", "N", "B");
  private static final List<String> WITH_PREFIX = List.of("S", "B");
  private static final List<String> WITH_SIZE = List.of("S", "B", "SS", "NS", "BS", "L", "M");
  private static final List<String> TYPES =
      List.of("S", "N", "B", "BOOL", "NULL", "L", "M", "SS", "NS", "BS");

  private final Report found;

  ConditionChecks(Report found) {
    this.found = found;
  }

  void comparison(Operand left, Comparator comparator, Operand right) {
    if (comparator.needsOrder()) {
      type(comparator.symbol(), left, ORDERED);
      type(comparator.symbol(), right, ORDERED);
    }
    distinct(comparator.symbol(), left, List.of(right));
  }

  void between(Operand subject, Operand lowest, Operand highest) {
    type("BETWEEN", subject, ORDERED);
    type("BETWEEN", lowest, ORDERED);
    type("BETWEEN", highest, ORDERED);
    distinct("BETWEEN", subject, List.of(lowest, highest));
    if (lowest instanceof Operand.Constant(var lower)
        && highest instanceof Operand.Constant(var upper)) {
      bounds(lower, upper);
    }
  }

  void in(Operand subject, List<Operand> candidates) {
    if (candidates.size() > ExpressionLimits.IN_OPERANDS_MAX) {
      found.report(Check.OPERAND, Wording.tooManyCandidates(candidates.size()));
    }
    distinct("IN", subject, candidates);
  }

  /// Whether the function takes as many operands as these.
  boolean count(ConditionFunction function, List<Operand> operands) {
    if (operands.size() == function.operands()) return true;
    String name = function.wireName();
    found.report(Check.OPERAND, Wording.operandCount(name, operands.size()));
    return false;
  }

  /// The condition that a call with the right number of operands is.
  Condition test(ConditionFunction function, Operand first, Operand last) {
    return switch (function) {
      case ATTRIBUTE_EXISTS -> {
        DocumentPath path = path(function, first);
        yield path == null ? WRONG : new Condition.AttributeExists(path);
      }
      case ATTRIBUTE_NOT_EXISTS -> {
        DocumentPath path = path(function, first);
        yield path == null ? WRONG : new Condition.AttributeNotExists(path);
      }
      case ATTRIBUTE_TYPE -> {
        DocumentPath path = path(function, first);
        String typeCode = typeCode(last);
        yield path == null || typeCode == null
            ? WRONG
            : new Condition.AttributeType(path, typeCode);
      }
      case BEGINS_WITH -> {
        beginsWith(first, last);
        yield new Condition.BeginsWith(first, last);
      }
      case CONTAINS -> {
        contains(first, last);
        yield new Condition.Contains(first, last);
      }
      case SIZE -> {
        found.report(Check.FUNCTION_PLACE, Wording.misplacedFunction(function.wireName()));
        yield WRONG;
      }
    };
  }

  /// The path that is an operand of the function; null if it is something else.
  @Nullable DocumentPath path(ConditionFunction function, Operand operand) {
    if (operand instanceof Operand.Path(var path)) return path;
    found.report(Check.OPERAND, Wording.pathRequired(function.wireName()));
    return null;
  }

  /// The type code that is the second operand of `attribute_type`; null if it is something else.
  @Nullable String typeCode(Operand operand) {
    String name = ConditionFunction.ATTRIBUTE_TYPE.wireName();
    if (operand instanceof Operand.Constant(AttributeValue.StringValue(var code))) {
      if (TYPES.contains(code)) return code;
      found.report(Check.OPERAND, Wording.unknownTypeName(code));
    } else {
      String type = operand.knownType();
      found.report(
          Check.OPERAND, Wording.operandType(name, type == null ? Wording.anyType() : type));
    }
    return null;
  }

  void beginsWith(Operand subject, Operand prefix) {
    String name = ConditionFunction.BEGINS_WITH.wireName();
    type(name, subject, WITH_PREFIX);
    type(name, prefix, WITH_PREFIX);
    distinct(name, subject, List.of(prefix));
  }

  void contains(Operand subject, Operand member) {
    String name = ConditionFunction.CONTAINS.wireName();
    distinct(name, subject, List.of(member));
  }

  void size(Operand subject) {
    type(ConditionFunction.SIZE.wireName(), subject, WITH_SIZE);
  }

  private void type(String operator, Operand operand, List<String> allowed) {
    String type = operand.knownType();
    if (type == null || allowed.contains(type)) return;
    found.report(Check.OPERAND, Wording.operandType(operator, type));
  }

  private void distinct(String operator, Operand first, List<Operand> others) {
    if (first instanceof Operand.Path(var path) && others.contains(first)) {
      found.report(Check.DISTINCT, Wording.notDistinct(operator, path));
    }
  }

  private void bounds(AttributeValue lower, AttributeValue upper) {
    if (!lower.typeCode().equals(upper.typeCode())) {
      found.report(Check.BOUNDS, Wording.boundsOfTwoTypes(lower, upper));
    } else if (Ordering.compare(lower, Comparator.GREATER, upper)) {
      found.report(Check.BOUNDS, Wording.boundsReversed(lower, upper));
    }
  }
}
