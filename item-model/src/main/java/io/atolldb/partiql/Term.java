package io.atolldb.partiql;

import io.atolldb.expression.DocumentPath;
import io.atolldb.item.AttributeValue;
import java.util.List;

/// What stands in a statement where a value, a path or a condition may stand, before it is known
/// what it is good for. Trees are at most [StatementLimits#NESTING_MAX] brackets deep, and as deep
/// as there are operators.
public sealed interface Term {

  /// Where the term begins or, for operators, where the operator stands.
  Position at();

  enum Operator {
    AND("and"),
    OR("or"),
    NOT("not"),
    EQUAL("="),
    NOT_EQUAL("<>"),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">="),
    IN("in"),
    BETWEEN("between"),
    LIKE("like"),
    PLUS("+"),
    MINUS("-"),
    TIMES("*"),
    DIVIDED("/"),
    MODULO("%"),
    CONCATENATED("||");

    private final String symbol;

    Operator(String symbol) {
      this.symbol = symbol;
    }

    String symbol() {
      return symbol;
    }
  }

  /// A text, a number, `TRUE`, `FALSE` or `NULL`.
  record Constant(AttributeValue value, Position at) implements Term {}

  record Missing(Position at) implements Term {}

  /// A `?`; the first has the number 0.
  record Parameter(int number, Position at) implements Term {}

  record Attribute(DocumentPath path, Position at) implements Term {}

  record Call(String function, List<Term> operands, Position at) implements Term {
    public Call {
      operands = List.copyOf(operands);
    }
  }

  /// `[a, b]`, or `(a, b)` of at least two; behind `IN` of at least one.
  record Sequence(List<Term> elements, Position at) implements Term {
    public Sequence {
      elements = List.copyOf(elements);
    }
  }

  /// `<<a, b>>`.
  record Bag(List<Term> members, Position at) implements Term {
    public Bag {
      members = List.copyOf(members);
    }
  }

  record Field(Term name, Term value) {}

  /// `{'a': b}`.
  record Tuple(List<Field> fields, Position at) implements Term {
    public Tuple {
      fields = List.copyOf(fields);
    }
  }

  /// An operator with as many operands as it takes; of a sign, one.
  record Operation(Operator operator, List<Term> operands, Position at) implements Term {
    public Operation {
      operands = List.copyOf(operands);
    }
  }

  /// `IS MISSING`.
  record IsMissing(Term subject, Position at) implements Term {}

  /// `IS NULL`.
  record IsNull(Term subject, Position at) implements Term {}
}
