package io.atolldb.partiql;

import io.atolldb.expression.DocumentPath;
import io.atolldb.expression.DocumentPath.Step;
import io.atolldb.expression.ExpressionBuilder;
import io.atolldb.expression.InvalidExpression;
import io.atolldb.partiql.Token.Kind;
import java.util.ArrayList;

/// Reads document paths: `a.b[3]["c"]`.
final class PathParser {

  private static final int INDEX_DIGITS_MAX = 9;

  private final StatementReader reader;

  PathParser(StatementReader reader) {
    this.reader = reader;
  }

  DocumentPath path() throws InvalidExpression {
    String attribute = name();
    var steps = new ArrayList<Step>();
    while (true) {
      if (reader.accept(Kind.DOT)) {
        requireNoStar("Unpivot path component like a.*.b are not supported");
        steps.add(new Step.Member(name()));
      } else if (reader.accept(Kind.OPEN_BRACKET)) {
        requireNoStar("Wildcard path component like a[*].b are not supported");
        steps.add(bracketed());
        reader.expect(Kind.CLOSE_BRACKET);
      } else {
        ExpressionBuilder.requireDepth(1 + steps.size());
        return new DocumentPath(attribute, steps);
      }
    }
  }

  private String name() throws InvalidExpression {
    if (!reader.isAt(Kind.NAME) && !reader.isAt(Kind.QUOTED_NAME)) throw reader.malformed();
    return nonEmpty(reader.take());
  }

  private static String nonEmpty(Token token) throws InvalidExpression {
    if (!token.text().isEmpty()) return token.text();
    throw new InvalidExpression("Path component cannot be an empty string");
  }

  private void requireNoStar(String message) throws InvalidExpression {
    if (reader.isAt(Kind.STAR)) throw new InvalidExpression(message + reader.current().at());
  }

  private Step bracketed() throws InvalidExpression {
    Token token = reader.current();
    if (reader.isAt(Kind.STRING) || reader.isAt(Kind.QUOTED_NAME)) {
      return new Step.Member(nonEmpty(reader.take()));
    }
    boolean negative = reader.accept(Kind.MINUS);
    if (!reader.isAt(Kind.NUMBER)) {
      throw new InvalidExpression("Unexpected path component" + token.at());
    }
    Token number = reader.take();
    String digits = number.text();
    if (!digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new InvalidExpression("Unexpected path component" + number.at());
    }
    if (negative || digits.length() > INDEX_DIGITS_MAX) {
      throw new InvalidExpression(
          "List index is not within the allowable range; index: [%s%s]%s"
              .formatted(negative ? "-" : "", digits, number.at()));
    }
    return new Step.Element(Integer.parseInt(digits));
  }
}
