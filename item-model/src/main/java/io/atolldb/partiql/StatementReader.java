package io.atolldb.partiql;

import io.atolldb.expression.InvalidExpression;
import io.atolldb.partiql.Token.Kind;
import java.util.List;

/// Goes through the tokens of a statement, and counts what is counted over all of it.
final class StatementReader {

  private final List<Token> tokens;
  private int at;
  private int nesting;
  private int parameters;
  private int operators;

  StatementReader(String text) {
    tokens = StatementTokens.of(text);
  }

  Token current() {
    return tokens.get(at);
  }

  /// The token behind the current one.
  Token following() {
    return tokens.get(Math.min(at + 1, tokens.size() - 1));
  }

  boolean isAt(Kind kind) {
    return current().kind() == kind;
  }

  boolean isAt(String keyword) {
    return current().isKeyword(keyword);
  }

  /// Passes the current token.
  Token take() {
    Token taken = current();
    if (taken.kind() != Kind.END) at++;
    return taken;
  }

  boolean accept(Kind kind) {
    if (!isAt(kind)) return false;
    take();
    return true;
  }

  boolean accept(String keyword) {
    if (!isAt(keyword)) return false;
    take();
    return true;
  }

  void expect(Kind kind) throws InvalidExpression {
    if (!accept(kind)) throw malformed();
  }

  void expect(String keyword) throws InvalidExpression {
    if (!accept(keyword)) throw malformed();
  }

  /// To be called on the way into what can hold itself, with [#leave] on the way out.
  void enter() throws InvalidExpression {
    if (++nesting <= StatementLimits.NESTING_MAX) return;
    throw malformed("Nested too deeply" + current().at());
  }

  void leave() {
    nesting--;
  }

  int nextParameter() {
    return parameters++;
  }

  int parameters() {
    return parameters;
  }

  void countOperator() {
    operators++;
  }

  int operators() {
    return operators;
  }

  /// The current token cannot stand where it stands.
  InvalidExpression malformed() {
    Token token = current();
    return token.kind() == Kind.END
        ? malformed("Unexpected end of statement" + token.at())
        : malformed("Unexpected token " + token.text() + token.at());
  }

  private static InvalidExpression malformed(String reason) {
    return new InvalidExpression("Statement wasn't well formed, can't be processed: " + reason);
  }
}
