package io.atolldb.partiql;

import io.atolldb.expression.Condition;
import io.atolldb.expression.Condition.Comparator;
import io.atolldb.expression.ExpressionBuilder;
import io.atolldb.expression.InvalidExpression;
import io.atolldb.expression.Operand;
import io.atolldb.item.AttributeValue;
import io.atolldb.partiql.Term.Operator;
import java.util.ArrayList;
import java.util.List;

/// Makes conditions of terms.
final class ConditionBinder {

  private final ValueBinder values;

  ConditionBinder(ValueBinder values) {
    this.values = values;
  }

  Condition where(Term term) throws InvalidExpression {
    return condition(term, "WHERE clause must contain an expression that resolves to a boolean");
  }

  /// @param ifNone what is told where the term is no condition
  private Condition condition(Term term, String ifNone) throws InvalidExpression {
    return switch (term) {
      case Term.Operation(var operator, var operands, _) -> operation(operator, operands);
      case Term.IsMissing(Term subject, _) -> isMissing(subject);
      case Term.IsNull(Term subject, _) -> isNull(subject);
      case Term.Call call -> call(call, ifNone);
      case Term.Missing _ ->
          throw new InvalidExpression("MISSING must be compared using IS operator");
      case Term.Constant _, Term.Parameter _, Term.Attribute _ ->
          throw new InvalidExpression(ifNone);
      case Term.Sequence _, Term.Bag _, Term.Tuple _ -> throw new InvalidExpression(ifNone);
    };
  }

  private Condition operation(Operator operator, List<Term> operands) throws InvalidExpression {
    return switch (operator) {
      case AND -> new Condition.And(joined(operands.getFirst()), joined(operands.getLast()));
      case OR -> new Condition.Or(joined(operands.getFirst()), joined(operands.getLast()));
      case NOT -> not(operands.getFirst());
      case EQUAL -> comparison(Comparator.EQUAL, operands);
      case NOT_EQUAL -> comparison(Comparator.NOT_EQUAL, operands);
      case LESS -> comparison(Comparator.LESS, operands);
      case LESS_OR_EQUAL -> comparison(Comparator.LESS_OR_EQUAL, operands);
      case GREATER -> comparison(Comparator.GREATER, operands);
      case GREATER_OR_EQUAL -> comparison(Comparator.GREATER_OR_EQUAL, operands);
      case IN -> in(operands.getFirst(), operands.getLast());
      case BETWEEN ->
          ExpressionBuilder.between(
              operand(operands.getFirst()), operand(operands.get(1)), operand(operands.getLast()));
      case LIKE, PLUS, MINUS, TIMES, DIVIDED, MODULO, CONCATENATED -> throw unsupported(operator);
    };
  }

  private static InvalidExpression unsupported(Operator operator) {
    return new InvalidExpression(
        "Unsupported operator in Condition Expression. Operator: " + operator.symbol());
  }

  private Condition joined(Term term) throws InvalidExpression {
    return condition(term, "The arguments to AND/OR must be Expressions");
  }

  private Condition not(Term term) throws InvalidExpression {
    return new Condition.Not(condition(term, "The argument to NOT must be a Type or Expression"));
  }

  private Condition comparison(Comparator comparator, List<Term> operands)
      throws InvalidExpression {
    return ExpressionBuilder.comparison(
        operand(operands.getFirst()), comparator, operand(operands.getLast()));
  }

  private Condition in(Term subject, Term candidates) throws InvalidExpression {
    List<Term> terms =
        switch (candidates) {
          case Term.Sequence(var elements, _) -> elements;
          case Term.Bag(var members, _) -> members;
          case Term.Constant _, Term.Parameter _, Term.Attribute _ -> List.of();
          case Term.Tuple _, Term.Call _, Term.Operation _, Term.Missing _ -> List.of();
          case Term.IsMissing _, Term.IsNull _ -> List.of();
        };
    if (terms.isEmpty()) {
      throw new InvalidExpression(
          "IN operator must have a left hand argument of type Variable Reference and right hand"
              + " argument of type Seq with at least one member");
    }
    if (terms.size() > StatementLimits.IN_OPERANDS_MAX) throw tooManyOperands(terms.size());
    var bound = new ArrayList<Operand>();
    for (Term term : terms) bound.add(operand(term));
    return ExpressionBuilder.in(operand(subject), bound);
  }

  static InvalidExpression tooManyOperands(long count) {
    return new InvalidExpression(
        "The IN operator is provided with too many operands; number of operands: " + count);
  }

  private Condition isMissing(Term subject) throws InvalidExpression {
    requireSubject(subject);
    Condition condition =
        ExpressionBuilder.conditionCall("attribute_not_exists", List.of(operand(subject)));
    if (condition == null) throw new IllegalStateException("no function for IS MISSING");
    return condition;
  }

  /// A missing value is not `NULL`.
  private Condition isNull(Term subject) throws InvalidExpression {
    requireSubject(subject);
    return new Condition.Comparison(
        operand(subject), Comparator.EQUAL, new Operand.Constant(new AttributeValue.NullValue()));
  }

  private static void requireSubject(Term subject) throws InvalidExpression {
    if (subject instanceof Term.Attribute || subject instanceof Term.Constant) return;
    throw new InvalidExpression(
        "The left hand side argument to IS must be a Variable Reference, Literal, or Path");
  }

  private Condition call(Term.Call call, String ifNone) throws InvalidExpression {
    Aggregates.refuse(call);
    String function = call.function();
    Condition condition = ExpressionBuilder.conditionCall(function, operands(call.operands()));
    if (condition != null) return condition;
    if (ExpressionBuilder.isSize(function)) throw new InvalidExpression(ifNone);
    throw ExpressionBuilder.notCallable(function, false);
  }

  private List<Operand> operands(List<Term> terms) throws InvalidExpression {
    var operands = new ArrayList<Operand>();
    for (Term term : terms) operands.add(operand(term));
    return operands;
  }

  private Operand operand(Term term) throws InvalidExpression {
    AttributeValue value = values.valueOf(term);
    if (value != null) return new Operand.Constant(value);
    return switch (term) {
      case Term.Attribute(var path, _) -> new Operand.Path(path);
      case Term.Call call -> {
        Aggregates.refuse(call);
        if (!ExpressionBuilder.isSize(call.function())) {
          throw ExpressionBuilder.notCallable(call.function(), false);
        }
        yield ExpressionBuilder.size(operands(call.operands()));
      }
      case Term.Operation(var operator, _, _) -> throw unsupported(operator);
      case Term.IsMissing _, Term.IsNull _ ->
          throw new InvalidExpression("Unsupported operator in Condition Expression. Operator: is");
      case Term.Constant _, Term.Parameter _, Term.Missing _ -> throw noOperand(term);
      case Term.Sequence _, Term.Bag _, Term.Tuple _ -> throw noOperand(term);
    };
  }

  private static IllegalStateException noOperand(Term term) {
    return new IllegalStateException("a value was not made of " + term);
  }
}
