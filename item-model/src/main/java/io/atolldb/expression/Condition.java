package io.atolldb.expression;

import java.util.List;

/// A condition that has been parsed and bound: every `#name` is a real attribute name and every
/// `:value` a real value. The parser reports unknown and unused placeholders, so evaluation cannot
/// meet one.
///
/// Trees from a parser are at most [ExpressionLimits#OPERATORS_MAX] operators deep.
public sealed interface Condition {

  /// How two values compare, by the sign of `compareTo`.
  enum Comparator {
    EQUAL("="),
    NOT_EQUAL("<>"),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">=");

    private final String symbol;

    Comparator(String symbol) {
      this.symbol = symbol;
    }

    public String symbol() {
      return symbol;
    }

    /// Whether values of different rank are asked for, which only strings, numbers and binaries
    /// have.
    public boolean needsOrder() {
      return this != EQUAL && this != NOT_EQUAL;
    }

    boolean accepts(int sign) {
      return switch (this) {
        case EQUAL -> sign == 0;
        case NOT_EQUAL -> sign != 0;
        case LESS -> sign < 0;
        case LESS_OR_EQUAL -> sign <= 0;
        case GREATER -> sign > 0;
        case GREATER_OR_EQUAL -> sign >= 0;
      };
    }
  }

  record And(Condition left, Condition right) implements Condition {}

  record Or(Condition left, Condition right) implements Condition {}

  record Not(Condition inner) implements Condition {}

  record Comparison(Operand left, Comparator comparator, Operand right) implements Condition {}

  record Between(Operand subject, Operand lowest, Operand highest) implements Condition {}

  record In(Operand subject, List<Operand> candidates) implements Condition {
    public In {
      candidates = List.copyOf(candidates);
    }
  }

  record AttributeExists(DocumentPath path) implements Condition {}

  record AttributeNotExists(DocumentPath path) implements Condition {}

  record AttributeType(DocumentPath path, String typeCode) implements Condition {}

  record BeginsWith(Operand subject, Operand prefix) implements Condition {}

  record Contains(Operand subject, Operand member) implements Condition {}

  /// What a request without a condition asks for.
  record Always() implements Condition {}
}
