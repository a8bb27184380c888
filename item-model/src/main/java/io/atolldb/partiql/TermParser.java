package io.atolldb.partiql;

import io.atolldb.expression.InvalidExpression;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.BooleanValue;
import io.atolldb.item.AttributeValue.NullValue;
import io.atolldb.item.AttributeValue.NumberValue;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.DynamoNumber;
import io.atolldb.item.InvalidNumber;
import io.atolldb.partiql.Term.Operator;
import io.atolldb.partiql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// Reads terms: `OR` binds loosest, then `AND`, `NOT`, comparisons, sums, products, signs.
final class TermParser {

  private static final Map<Kind, Operator> COMPARATORS =
      Map.of(
          Kind.EQUAL, Operator.EQUAL,
          Kind.NOT_EQUAL, Operator.NOT_EQUAL,
          Kind.LESS, Operator.LESS,
          Kind.LESS_OR_EQUAL, Operator.LESS_OR_EQUAL,
          Kind.GREATER, Operator.GREATER,
          Kind.GREATER_OR_EQUAL, Operator.GREATER_OR_EQUAL);

  private static final Map<Kind, Operator> SUMS =
      Map.of(
          Kind.PLUS, Operator.PLUS,
          Kind.MINUS, Operator.MINUS,
          Kind.CONCATENATION, Operator.CONCATENATED);

  private static final Map<Kind, Operator> PRODUCTS =
      Map.of(
          Kind.STAR, Operator.TIMES,
          Kind.SLASH, Operator.DIVIDED,
          Kind.PERCENT, Operator.MODULO);

  private final StatementReader reader;
  private final PathParser paths;

  TermParser(StatementReader reader) {
    this.reader = reader;
    this.paths = new PathParser(reader);
  }

  Term term() throws InvalidExpression {
    reader.enter();
    Term left = conjunction();
    while (reader.isAt("OR")) left = binary(Operator.OR, left, this::conjunction);
    reader.leave();
    return left;
  }

  private Term conjunction() throws InvalidExpression {
    Term left = negation();
    while (reader.isAt("AND")) left = binary(Operator.AND, left, this::negation);
    return left;
  }

  private Term negation() throws InvalidExpression {
    var negations = new ArrayList<Position>();
    while (reader.isAt("NOT")) negations.add(reader.take().at());
    Term inner = comparison();
    for (Position at : negations.reversed()) inner = not(inner, at);
    return inner;
  }

  private Term not(Term inner, Position at) {
    reader.countOperator();
    return new Term.Operation(Operator.NOT, List.of(inner), at);
  }

  private Term comparison() throws InvalidExpression {
    Term left = sum();
    Operator comparator = COMPARATORS.get(reader.current().kind());
    if (comparator != null) return binary(comparator, left, this::sum);
    if (reader.isAt("IS")) return is(left);
    boolean negated = reader.isAt("NOT");
    Position at = reader.current().at();
    if (negated) {
      reader.take();
    } else if (!reader.isAt("IN") && !reader.isAt("BETWEEN") && !reader.isAt("LIKE")) {
      return left;
    }
    Term test = test(left);
    return negated ? not(test, at) : test;
  }

  private Term test(Term subject) throws InvalidExpression {
    if (reader.isAt("IN")) return binary(Operator.IN, subject, this::candidates);
    if (reader.isAt("LIKE")) return binary(Operator.LIKE, subject, this::sum);
    if (!reader.isAt("BETWEEN")) throw reader.malformed();
    Position at = reader.take().at();
    reader.countOperator();
    Term lowest = sum();
    reader.expect("AND");
    return new Term.Operation(Operator.BETWEEN, List.of(subject, lowest, sum()), at);
  }

  /// What stands in parentheses is a list here, of one term too.
  private Term candidates() throws InvalidExpression {
    return reader.isAt(Kind.OPEN) ? listed() : sum();
  }

  private Term is(Term subject) throws InvalidExpression {
    Position at = reader.take().at();
    boolean negated = reader.accept("NOT");
    Term test;
    if (reader.accept("MISSING")) test = new Term.IsMissing(subject, at);
    else if (reader.accept("NULL")) test = new Term.IsNull(subject, at);
    else test = isOfType(subject, at);
    return negated ? not(test, at) : test;
  }

  /// `IS STRING` and the like are another way to write `attribute_type`.
  private Term isOfType(Term subject, Position at) throws InvalidExpression {
    String code = DataTypes.codeOf(reader.current(), at);
    if (code == null) throw reader.malformed();
    Term type = constant(new StringValue(code), reader.take());
    return new Term.Call("attribute_type", List.of(subject, type), at);
  }

  private Term sum() throws InvalidExpression {
    Term left = product();
    Operator operator;
    while ((operator = SUMS.get(reader.current().kind())) != null) {
      left = binary(operator, left, this::product);
    }
    return left;
  }

  private Term product() throws InvalidExpression {
    Term left = sign();
    Operator operator;
    while ((operator = PRODUCTS.get(reader.current().kind())) != null) {
      left = binary(operator, left, this::sign);
    }
    return left;
  }

  /// Signs before a number belong to it.
  private Term sign() throws InvalidExpression {
    boolean minus = reader.isAt(Kind.MINUS);
    if (!minus && !reader.isAt(Kind.PLUS)) return primary();
    Token sign = reader.take();
    if (reader.isAt(Kind.NUMBER)) return number(reader.take(), minus ? "-" : "");
    reader.enter();
    Term operand = sign();
    reader.leave();
    Operator operator = minus ? Operator.MINUS : Operator.PLUS;
    return new Term.Operation(operator, List.of(operand), sign.at());
  }

  private Term primary() throws InvalidExpression {
    Token token = reader.current();
    if (reader.isAt(Kind.NAME) || reader.isAt(Kind.QUOTED_NAME)) {
      if (reader.following().kind() == Kind.OPEN) return call();
      return new Term.Attribute(paths.path(), token.at());
    }
    if (reader.isAt(Kind.KEYWORD)) return keyword(token);
    if (reader.isAt(Kind.STRING)) return constant(new StringValue(token.text()), reader.take());
    if (reader.isAt(Kind.NUMBER)) return number(reader.take(), "");
    if (reader.accept(Kind.PARAMETER)) {
      return new Term.Parameter(reader.nextParameter(), token.at());
    }
    if (reader.isAt(Kind.OPEN)) return parenthesized();
    if (reader.isAt(Kind.OPEN_BRACKET)) {
      return new Term.Sequence(terms(Kind.CLOSE_BRACKET), token.at());
    }
    if (reader.isAt(Kind.OPEN_BAG)) return new Term.Bag(terms(Kind.CLOSE_BAG), token.at());
    if (reader.isAt(Kind.OPEN_BRACE)) return tuple();
    if (reader.isAt(Kind.ION)) {
      throw new InvalidExpression("Ion Literals are not supported" + token.at());
    }
    throw reader.malformed();
  }

  private Term keyword(Token token) throws InvalidExpression {
    if (reader.following().kind() == Kind.OPEN) return call();
    return switch (token.text()) {
      case "TRUE" -> constant(new BooleanValue(true), reader.take());
      case "FALSE" -> constant(new BooleanValue(false), reader.take());
      case "NULL" -> constant(new NullValue(), reader.take());
      case "MISSING" -> new Term.Missing(reader.take().at());
      case "CASE", "SELECT" ->
          throw new InvalidExpression(
              "Unsupported token in expression: " + token.text() + token.at());
      default -> throw reader.malformed();
    };
  }

  private static Term constant(AttributeValue value, Token token) {
    return new Term.Constant(value, token.at());
  }

  private static Term number(Token token, String sign) throws InvalidExpression {
    try {
      return constant(new NumberValue(DynamoNumber.parse(sign + token.text())), token);
    } catch (InvalidNumber invalid) {
      throw new InvalidExpression(Objects.requireNonNull(invalid.getMessage()));
    }
  }

  private Term call() throws InvalidExpression {
    Token name = reader.take();
    boolean keyword = name.kind() == Kind.KEYWORD;
    String function = keyword ? name.text().toLowerCase(Locale.ROOT) : name.text();
    if (keyword && Aggregates.contains(function)) return aggregate(function, name.at());
    return new Term.Call(function, terms(Kind.CLOSE), name.at());
  }

  private Term aggregate(String function, Position at) throws InvalidExpression {
    reader.expect(Kind.OPEN);
    if (!reader.accept("DISTINCT")) reader.accept("ALL");
    List<Term> operands = reader.accept(Kind.STAR) ? List.of() : List.of(term());
    reader.expect(Kind.CLOSE);
    return new Term.Call(function, operands, at);
  }

  /// Passes what opens, terms with commas between them, and what closes.
  private List<Term> terms(Kind closing) throws InvalidExpression {
    reader.take();
    var terms = new ArrayList<Term>();
    if (reader.accept(closing)) return terms;
    do {
      terms.add(term());
    } while (reader.accept(Kind.COMMA));
    reader.expect(closing);
    return terms;
  }

  /// One term in parentheses is that term, more are a list.
  private Term parenthesized() throws InvalidExpression {
    Term.Sequence list = listed();
    return list.elements().size() == 1 ? list.elements().getFirst() : list;
  }

  private Term.Sequence listed() throws InvalidExpression {
    Position at = reader.current().at();
    List<Term> terms = terms(Kind.CLOSE);
    if (terms.isEmpty()) throw reader.malformed();
    return new Term.Sequence(terms, at);
  }

  private Term tuple() throws InvalidExpression {
    Position at = reader.take().at();
    var fields = new ArrayList<Term.Field>();
    if (reader.accept(Kind.CLOSE_BRACE)) return new Term.Tuple(fields, at);
    do {
      Term name = term();
      reader.expect(Kind.COLON);
      fields.add(new Term.Field(name, term()));
    } while (reader.accept(Kind.COMMA));
    reader.expect(Kind.CLOSE_BRACE);
    return new Term.Tuple(fields, at);
  }

  @FunctionalInterface
  private interface Operand {
    Term read() throws InvalidExpression;
  }

  private Term binary(Operator operator, Term left, Operand right) throws InvalidExpression {
    Position at = reader.take().at();
    reader.countOperator();
    return new Term.Operation(operator, List.of(left, right.read()), at);
  }
}
