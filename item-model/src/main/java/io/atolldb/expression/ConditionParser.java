package io.atolldb.expression;

import io.atolldb.expression.Condition.Comparator;
import io.atolldb.expression.ExpressionReader.Group;
import io.atolldb.expression.Tokens.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads conditions: `NOT` binds closer than `AND`, `AND` closer than `OR`.
///
/// After a `(` it is open for a while whether a condition or an operand stands there, so both are
/// read as a [Node] and the reader decides when it sees what follows.
public final class ConditionParser {

  private static final Operand WRONG_OPERAND = new Operand.Path(DocumentPath.of(""));

  /// What joins two conditions; the closer, the greater.
  private enum Junction {
    OR,
    AND
  }

  private sealed interface Node {
    record Test(Condition condition) implements Node {}

    record Value(Operand operand) implements Node {}

    record Call(String name, List<Operand> operands) implements Node {}
  }

  private final ExpressionReader reader;
  private final ConditionChecks checks;

  private ConditionParser(ExpressionReader reader) {
    this.reader = reader;
    this.checks = new ConditionChecks(reader::report);
  }

  /// Parses and binds a text that is a condition: of a write, of a filter, or of a query's key.
  public static Condition parseCondition(
      String text, ExpressionKind kind, Placeholders placeholders) throws InvalidExpression {
    var reader = ExpressionReader.open(text, kind, placeholders);
    var parser = new ConditionParser(reader);
    Condition condition = parser.asCondition(parser.joined(Junction.OR));
    reader.finish();
    return condition;
  }

  /// Operators that bind at least as closely as `lowest`, with what they join.
  private Node joined(Junction lowest) throws InvalidExpression {
    Node left = negation();
    while (true) {
      Junction junction = junctionHere();
      if (junction == null || junction.compareTo(lowest) < 0) return left;
      Condition first = asCondition(left);
      reader.take();
      reader.countOperator();
      left =
          switch (junction) {
            case OR -> new Node.Test(new Condition.Or(first, asCondition(joined(Junction.AND))));
            case AND -> new Node.Test(new Condition.And(first, asCondition(negation())));
          };
    }
  }

  private @Nullable Junction junctionHere() {
    if (reader.isAtKeyword("AND")) return Junction.AND;
    return reader.isAtKeyword("OR") ? Junction.OR : null;
  }

  private Node negation() throws InvalidExpression {
    int negations = 0;
    while (reader.acceptKeyword("NOT")) {
      reader.countOperator();
      negations++;
    }
    Node node = comparison();
    for (; negations > 0; negations--) {
      node = new Node.Test(new Condition.Not(asCondition(node)));
    }
    return node;
  }

  private Node comparison() throws InvalidExpression {
    Node left = primary();
    Comparator comparator = comparator(reader.kind());
    if (comparator != null) {
      Operand first = asOperand(left);
      reader.take();
      reader.countOperator();
      Operand second = operand();
      checks.comparison(first, comparator, second);
      return new Node.Test(new Condition.Comparison(first, comparator, second));
    }
    if (reader.isAtKeyword("BETWEEN")) return between(asOperand(left));
    if (reader.isAtKeyword("IN")) return in(asOperand(left));
    return left;
  }

  private Node between(Operand subject) throws InvalidExpression {
    reader.take();
    reader.countOperator();
    Operand lowest = operand();
    if (!reader.acceptKeyword("AND")) throw reader.syntaxError();
    Operand highest = operand();
    checks.between(subject, lowest, highest);
    return new Node.Test(new Condition.Between(subject, lowest, highest));
  }

  private Node in(Operand subject) throws InvalidExpression {
    reader.take();
    reader.countOperator();
    List<Operand> candidates = operands();
    checks.in(subject, candidates);
    return new Node.Test(new Condition.In(subject, candidates));
  }

  /// A condition or an operand in parentheses, or an operand.
  private Node primary() throws InvalidExpression {
    if (reader.kind() != Kind.OPEN) return simple();
    Group group = reader.openGroup();
    Node inside = joined(Junction.OR);
    reader.closeGroup(group);
    return inside;
  }

  private Operand operand() throws InvalidExpression {
    if (reader.kind() != Kind.OPEN) return asOperand(simple());
    Group group = reader.openGroup();
    Operand inside = operand();
    reader.closeGroup(group);
    return inside;
  }

  /// A path, a `:value` or a call.
  private Node simple() throws InvalidExpression {
    return switch (reader.kind()) {
      case VALUE_PLACEHOLDER -> new Node.Value(new Operand.Constant(reader.value()));
      case NAME_PLACEHOLDER -> new Node.Value(new Operand.Path(reader.path()));
      case NAME -> {
        String name = reader.take();
        yield reader.kind() == Kind.OPEN
            ? call(name)
            : new Node.Value(new Operand.Path(reader.pathAfter(name)));
      }
      case KEYWORD, DIGITS, OPEN, CLOSE, OPEN_BRACKET, CLOSE_BRACKET, COMMA, DOT -> wrong();
      case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> wrong();
      case PLUS, MINUS, UNKNOWN, END -> wrong();
    };
  }

  private Node wrong() throws InvalidExpression {
    throw reader.syntaxError();
  }

  private Node call(String name) throws InvalidExpression {
    if (ConditionFunction.named(name) == null) {
      reader.report(
          Check.FUNCTION_NAME,
          UpdateFunction.named(name) == null
              ? Wording.unknownFunction(name)
              : Wording.functionNotInCondition(name));
    }
    reader.enterCall(name);
    List<Operand> operands = operands();
    reader.leaveCall();
    return new Node.Call(name, operands);
  }

  private List<Operand> operands() throws InvalidExpression {
    reader.expect(Kind.OPEN);
    var operands = new ArrayList<Operand>();
    do {
      operands.add(operand());
    } while (reader.accept(Kind.COMMA));
    reader.expect(Kind.CLOSE);
    return operands;
  }

  /// What stands before the current token must be an operand.
  private Operand asOperand(Node node) throws InvalidExpression {
    return switch (node) {
      case Node.Test _ -> throw reader.syntaxError();
      case Node.Value(var operand) -> operand;
      case Node.Call(var name, var operands) -> {
        ConditionFunction function = ConditionFunction.named(name);
        if (function == null) yield WRONG_OPERAND;
        if (function != ConditionFunction.SIZE) {
          reader.report(Check.FUNCTION_PLACE, Wording.misplacedFunction(name));
          yield WRONG_OPERAND;
        }
        if (!checks.count(function, operands)) yield WRONG_OPERAND;
        checks.size(operands.getFirst());
        yield new Operand.Size(operands.getFirst());
      }
    };
  }

  /// What stands before the current token must be a condition.
  private Condition asCondition(Node node) throws InvalidExpression {
    return switch (node) {
      case Node.Test(var condition) -> condition;
      case Node.Value _ -> throw reader.syntaxError();
      case Node.Call(var name, var operands) -> {
        ConditionFunction function = ConditionFunction.named(name);
        boolean callable = function != null && checks.count(function, operands);
        yield function != null && callable
            ? checks.test(function, operands.getFirst(), operands.getLast())
            : ConditionChecks.WRONG;
      }
    };
  }

  private static @Nullable Comparator comparator(Kind kind) {
    return switch (kind) {
      case EQUAL -> Comparator.EQUAL;
      case NOT_EQUAL -> Comparator.NOT_EQUAL;
      case LESS -> Comparator.LESS;
      case LESS_OR_EQUAL -> Comparator.LESS_OR_EQUAL;
      case GREATER -> Comparator.GREATER;
      case GREATER_OR_EQUAL -> Comparator.GREATER_OR_EQUAL;
      case KEYWORD, NAME, NAME_PLACEHOLDER, VALUE_PLACEHOLDER, DIGITS -> null;
      case OPEN, CLOSE, OPEN_BRACKET, CLOSE_BRACKET, COMMA, DOT -> null;
      case PLUS, MINUS, UNKNOWN, END -> null;
    };
  }
}
