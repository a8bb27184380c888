package io.atolldb.partiql;

import io.atolldb.expression.DocumentPath;
import io.atolldb.expression.ExpressionBuilder;
import io.atolldb.expression.InvalidExpression;
import io.atolldb.expression.Update;
import io.atolldb.expression.UpdateAction;
import io.atolldb.expression.UpdateValue;
import io.atolldb.item.AttributeValue;
import io.atolldb.partiql.Statement.Change;
import io.atolldb.partiql.Term.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Makes updates of changes. `set_add` and `set_delete` are the actions `ADD` and `DELETE`, so they
/// stand alone and speak of the attribute that they are assigned to.
final class UpdateBinder {

  private static final String SET_ADD = "SET_ADD";
  private static final String SET_DELETE = "SET_DELETE";

  private final ValueBinder values;

  UpdateBinder(ValueBinder values) {
    this.values = values;
  }

  Update update(List<Change> changes) throws InvalidExpression {
    var actions = new ArrayList<UpdateAction>();
    for (Change change : changes) actions.add(action(change));
    return ExpressionBuilder.update(actions);
  }

  private UpdateAction action(Change change) throws InvalidExpression {
    return switch (change) {
      case Change.Remove(DocumentPath path) -> new UpdateAction.Remove(path);
      case Change.Set(DocumentPath path, Term.Call call) when isSetFunction(call.function()) ->
          setAction(path, call);
      case Change.Set(DocumentPath path, Term value) -> new UpdateAction.Set(path, value(value));
    };
  }

  private static boolean isSetFunction(String name) {
    return name.equalsIgnoreCase(SET_ADD) || name.equalsIgnoreCase(SET_DELETE);
  }

  private UpdateAction setAction(DocumentPath path, Term.Call call) throws InvalidExpression {
    String name = call.function().toUpperCase(Locale.ROOT);
    if (call.operands().size() != 2) {
      throw new InvalidExpression(name + " must have exactly two arguments" + call.at());
    }
    Term second = call.operands().getLast();
    if (!(call.operands().getFirst() instanceof Term.Attribute(var first, _))
        || !first.equals(path)) {
      throw new InvalidExpression(
          "The first argument to " + name + " must equal the assignment value");
    }
    AttributeValue operand = values.valueOf(second);
    if (operand == null || !isSet(operand)) {
      throw new InvalidExpression(
          "The second argument to " + name + " must be a value with type SET" + second.at());
    }
    return name.equals(SET_ADD)
        ? new UpdateAction.Add(path, operand)
        : new UpdateAction.Delete(path, operand);
  }

  private static boolean isSet(AttributeValue value) {
    return value instanceof AttributeValue.StringSet
        || value instanceof AttributeValue.NumberSet
        || value instanceof AttributeValue.BinarySet;
  }

  private UpdateValue value(Term term) throws InvalidExpression {
    AttributeValue constant = values.valueOf(term);
    if (constant != null) return new UpdateValue.Constant(constant);
    return switch (term) {
      case Term.Attribute(var path, _) -> new UpdateValue.Path(path);
      case Term.Call call -> call(call);
      case Term.Operation(var operator, var operands, _) -> calculation(operator, operands);
      case Term.IsMissing _, Term.IsNull _ -> throw unsupported("is");
      case Term.Constant _,
          Term.Parameter _,
          Term.Missing _,
          Term.Sequence _,
          Term.Bag _,
          Term.Tuple _ ->
          throw new IllegalStateException("a value was not made of " + term);
    };
  }

  private UpdateValue call(Term.Call call) throws InvalidExpression {
    Aggregates.refuse(call);
    var bound = new ArrayList<UpdateValue>();
    for (Term operand : call.operands()) bound.add(value(operand));
    UpdateValue value = ExpressionBuilder.updateCall(call.function(), bound);
    if (value == null) throw ExpressionBuilder.notCallable(call.function(), true);
    return value;
  }

  private UpdateValue calculation(Operator operator, List<Term> operands) throws InvalidExpression {
    boolean adds = operator == Operator.PLUS;
    if (!adds && operator != Operator.MINUS) throw unsupported(operator.symbol());
    ExpressionBuilder.requireOperandCount(operator.symbol(), 2, operands.size());
    UpdateValue left = value(operands.getFirst());
    UpdateValue right = value(operands.getLast());
    return adds ? ExpressionBuilder.sum(left, right) : ExpressionBuilder.difference(left, right);
  }

  private static InvalidExpression unsupported(String operator) {
    return new InvalidExpression(
        "Unsupported operator in Update Expression. Operator: " + operator);
  }
}
