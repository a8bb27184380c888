package io.atolldb.request;

import io.atolldb.expression.InvalidExpression;
import io.atolldb.fault.Refusal;
import io.atolldb.partiql.BoundStatement;
import io.atolldb.partiql.ParsedStatement;
import io.atolldb.partiql.StatementBinder;
import io.atolldb.partiql.StatementLimits;
import io.atolldb.partiql.StatementParser;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A PartiQL statement and what stands beside it, as sent.
public record SentStatement(
    @Nullable String text,
    @Nullable SentValues parameters,
    boolean consistentRead,
    @Nullable String onConditionFailure) {

  private static final SentValues NO_PARAMETERS = new SentValues(List.of(), null);

  /// Checks what the API's model says of the members. `at` is the way to them, ending with a dot
  /// unless it is empty.
  void checkShape(String at) throws Refusal {
    String statement = Constraints.present(at + "Statement", text);
    Constraints.length(at + "Statement", statement.length(), 1, StatementLimits.LENGTH_MAX);
    if (parameters == null) return;
    Constraints.length(at + "Parameters", parameters.values().size(), 1, Integer.MAX_VALUE);
  }

  /// Whether the client is to be shown the item that let a condition fail.
  boolean showsItem() throws Refusal {
    return Choice.ON_CONDITION_FAILURE.of(onConditionFailure) == ReturnValues.ALL_OLD;
  }

  /// Reads the text alone.
  ParsedStatement parsed() throws Refusal {
    try {
      return StatementParser.parse(Constraints.present("Statement", text));
    } catch (InvalidExpression invalid) {
      throw Refusal.invalid(invalid.text());
    }
  }

  /// Puts the parameters into the statement that was read.
  BoundStatement bound(ParsedStatement parsed) throws Refusal {
    SentValues sent = parameters == null ? NO_PARAMETERS : parameters;
    try {
      StatementBinder.requireParameters(parsed, sent.values().size());
      return StatementBinder.bind(parsed, sent.valid());
    } catch (InvalidExpression invalid) {
      throw Refusal.invalid(invalid.text());
    }
  }

  /// That every parameter is a value.
  void requireValues() throws Refusal {
    if (parameters == null) return;
    var _ = parameters.valid();
  }
}
