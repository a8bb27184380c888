package io.atolldb.expression;

import java.util.List;

/// What the service checks about the operands of an update's values before it looks at any item.
final class UpdateChecks {

  /// In the place of a value that was found wrong, until the whole text is read and refused.
  static final UpdateValue WRONG = new UpdateValue.Path(DocumentPath.of(""));

  private final Report found;

  UpdateChecks(Report found) {
    this.found = found;
  }

  UpdateValue sum(UpdateValue left, UpdateValue right) {
    checkNumbers("+", left, right);
    return new UpdateValue.Sum(left, right);
  }

  UpdateValue difference(UpdateValue left, UpdateValue right) {
    checkNumbers("-", left, right);
    return new UpdateValue.Difference(left, right);
  }

  private void checkNumbers(String sign, UpdateValue left, UpdateValue right) {
    checkPlace(left);
    checkPlace(right);
    checkType(sign, left, "N");
    checkType(sign, right, "N");
  }

  UpdateValue call(UpdateFunction function, List<UpdateValue> operands) {
    String name = function.wireName();
    operands.forEach(this::checkPlace);
    if (operands.size() != UpdateFunction.OPERANDS) {
      found.report(Check.OPERAND, Wording.operandCount(name, operands.size()));
      return WRONG;
    }
    UpdateValue first = operands.getFirst();
    UpdateValue second = operands.getLast();
    return switch (function) {
      case IF_NOT_EXISTS -> {
        if (first instanceof UpdateValue.Path(var path)) {
          if (second.equals(first)) found.report(Check.DISTINCT, Wording.notDistinct(name, path));
          yield new UpdateValue.IfNotExists(path, second);
        }
        found.report(Check.OPERAND, Wording.pathRequired(name));
        yield WRONG;
      }
      case LIST_APPEND -> {
        checkType(name, first, "L");
        checkType(name, second, "L");
        yield new UpdateValue.ListAppend(first, second);
      }
    };
  }

  /// A list that is put together is what a path is set to, and nothing else.
  private void checkPlace(UpdateValue operand) {
    if (!(operand instanceof UpdateValue.ListAppend)) return;
    String name = UpdateFunction.LIST_APPEND.wireName();
    found.report(Check.FUNCTION_PLACE, Wording.misplacedFunction(name));
  }

  private void checkType(String operator, UpdateValue operand, String wanted) {
    String type = operand.knownType();
    if (type == null || type.equals(wanted)) return;
    found.report(Check.OPERAND, Wording.operandType(operator, type));
  }
}
