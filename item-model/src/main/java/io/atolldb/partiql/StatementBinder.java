package io.atolldb.partiql;

import io.atolldb.expression.Condition;
import io.atolldb.expression.DocumentPath;
import io.atolldb.expression.ExpressionBuilder;
import io.atolldb.expression.InvalidExpression;
import io.atolldb.item.AttributeValue;
import io.atolldb.partiql.BoundStatement.Order;
import io.atolldb.partiql.Statement.OrderTerm;
import io.atolldb.partiql.Statement.Source;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Puts parameters into a statement and makes of it what can be carried out.
public final class StatementBinder {

  private static final Condition NO_CONDITION = new Condition.Always();

  private final ValueBinder values;
  private final ConditionBinder conditions;

  private StatementBinder(List<AttributeValue> parameters) {
    values = new ValueBinder(parameters);
    conditions = new ConditionBinder(values);
  }

  /// There must be a parameter for every `?`; more are not looked at, as the service does.
  public static void requireParameters(ParsedStatement parsed, int parameters)
      throws InvalidExpression {
    if (parsed.parameters() <= parameters) return;
    throw new InvalidExpression("Number of parameters in request and statement don't match.");
  }

  public static BoundStatement bind(ParsedStatement parsed, List<AttributeValue> parameters)
      throws InvalidExpression {
    requireParameters(parsed, parameters.size());
    ExpressionBuilder.requireOperators(parsed.operators());
    return new StatementBinder(parameters).bound(parsed.statement());
  }

  private BoundStatement bound(Statement statement) throws InvalidExpression {
    return switch (statement) {
      case Statement.Select select -> bound(select);
      case Statement.Insert(Source source, Term item) -> {
        if (source.index() != null) {
          throw new InvalidExpression(
              "FROM clause may only contain a single table name in data manipulation statements");
        }
        yield new BoundStatement.Insert(source, values.item(item));
      }
      case Statement.Update(Source source, var changes, var where, var returning) -> {
        requireTable(source);
        var update = new UpdateBinder(values).update(changes);
        yield new BoundStatement.Update(source, update, condition(where), returning);
      }
      case Statement.Delete(Source source, var where, var returning) -> {
        requireTable(source);
        if (returning != null && returning != Returning.ALL_OLD) {
          throw new InvalidExpression(
              "Invalid returning clause: RETURNING %s *. Only RETURNING ALL OLD * is allowed in"
                      .formatted(returning.words())
                  + " DELETE statements.");
        }
        yield new BoundStatement.Delete(source, condition(where), returning);
      }
      case Statement.Exists(Statement.Select select) -> new BoundStatement.Exists(bound(select));
    };
  }

  private static void requireTable(Source source) throws InvalidExpression {
    if (source.index() == null) return;
    throw new InvalidExpression("This operation is not supported on an index");
  }

  private Condition condition(@Nullable Term where) throws InvalidExpression {
    return where == null ? NO_CONDITION : conditions.where(where);
  }

  private BoundStatement.Select bound(Statement.Select select) throws InvalidExpression {
    SelectList list = list(select.selected());
    Condition where = condition(select.where());
    var order = new ArrayList<Order>();
    for (OrderTerm term : select.order()) order.add(order(term));
    if (!order.isEmpty() && select.where() == null) {
      throw new InvalidExpression(
          "Must have WHERE clause in the statement when using ORDER BY clause.");
    }
    return new BoundStatement.Select(select.source(), list, where, order);
  }

  private static SelectList list(List<Term> selected) throws InvalidExpression {
    if (selected.isEmpty()) return SelectList.ALL;
    var paths = new ArrayList<DocumentPath>();
    for (Term term : selected) {
      if (!(term instanceof Term.Attribute(var path, _))) {
        throw new IllegalStateException("selected is " + term);
      }
      paths.add(path);
    }
    return SelectList.of(paths);
  }

  private static Order order(OrderTerm term) throws InvalidExpression {
    if (term.by() instanceof Term.Attribute(var path, _) && path.steps().isEmpty()) {
      return new Order(path.attribute(), term.ascending());
    }
    throw new InvalidExpression(
        "Argument to ORDER BY must be of type VariableReference. Type: "
            + (term.by() instanceof Term.Attribute ? "PATH" : "EXPRESSION"));
  }
}
