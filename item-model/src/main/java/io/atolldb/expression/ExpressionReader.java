package io.atolldb.expression;

import io.atolldb.expression.Tokens.Kind;
import io.atolldb.item.AttributeValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;

/// What the parsers of all expressions have in common: tokens, document paths, placeholders, groups
/// in parentheses, and what was found wrong.
///
/// A mistake of syntax ends the reading at once. Everything else is put down and told at the end,
/// in the order of [Check].
final class ExpressionReader {

  /// Stands for a value that is not defined, until the whole text is read and refused.
  private static final AttributeValue UNDEFINED = new AttributeValue.NullValue();

  private final Tokens tokens;
  private final ExpressionKind kind;
  private final Placeholders placeholders;
  private final Findings findings = new Findings();
  private int operators;
  private int groups;
  private int calls;

  /// The last group that was closed: where it began and where it ended.
  private int closedStart = -1;

  private int closedEnd = -1;

  private ExpressionReader(Tokens tokens, ExpressionKind kind, Placeholders placeholders) {
    this.tokens = tokens;
    this.kind = kind;
    this.placeholders = placeholders;
  }

  /// Checks the size of the text and makes its first token current.
  static ExpressionReader open(String text, ExpressionKind kind, Placeholders placeholders)
      throws InvalidExpression {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > ExpressionLimits.SIZE_BYTES_MAX) {
      throw new InvalidExpression(Wording.invalid(kind, Wording.tooLong(bytes)));
    }
    if (text.isEmpty()) throw new InvalidExpression(Wording.invalid(kind, Wording.EMPTY));
    return new ExpressionReader(new Tokens(text), kind, placeholders);
  }

  /// The text must end here; then the earliest of what was found wrong is told.
  void finish() throws InvalidExpression {
    if (tokens.kind() != Kind.END) throw syntaxError();
    if (operators > ExpressionLimits.OPERATORS_MAX) {
      report(Check.OPERATORS, Wording.tooManyOperators(operators));
    }
    if (!findings.isEmpty()) throw refusal(findings.earliest());
  }

  Kind kind() {
    return tokens.kind();
  }

  boolean isAtKeyword(String keyword) {
    return tokens.isKeyword(keyword);
  }

  boolean accept(Kind wanted) {
    if (tokens.kind() != wanted) return false;
    tokens.advance();
    return true;
  }

  boolean acceptKeyword(String keyword) {
    if (!tokens.isKeyword(keyword)) return false;
    tokens.advance();
    return true;
  }

  void expect(Kind wanted) throws InvalidExpression {
    if (!accept(wanted)) throw syntaxError();
  }

  /// The text of the current token, which is passed.
  String take() {
    String text = tokens.text();
    tokens.advance();
    return text;
  }

  void report(Check check, String reason) {
    findings.report(check, reason);
  }

  void countOperator() {
    operators++;
  }

  InvalidExpression syntaxError() {
    return refusal(Wording.syntaxError(tokens.text(), tokens.near()));
  }

  private InvalidExpression refusal(String reason) {
    return new InvalidExpression(Wording.invalid(kind, reason));
  }

  /// To be called on the way into a call, with [#leaveCall] on the way out.
  void enterCall(String function) throws InvalidExpression {
    calls++;
    if (calls <= ExpressionLimits.CALL_NESTING_MAX) return;
    throw tooDeep(Check.FUNCTION_PLACE, Wording.misplacedFunction(function));
  }

  void leaveCall() {
    calls--;
  }

  /// The text goes no further: what was found so far is told, else the given reason.
  private InvalidExpression tooDeep(Check check, String reason) {
    if (findings.isEmpty()) report(check, reason);
    return refusal(findings.earliest());
  }

  /// Where a group in parentheses begins, and the first token in it.
  record Group(int start, int inside) {}

  /// Passes a `(`.
  Group openGroup() throws InvalidExpression {
    int start = tokens.start();
    expect(Kind.OPEN);
    groups++;
    if (groups > ExpressionLimits.GROUP_NESTING_MAX) {
      throw tooDeep(Check.PARENTHESES, Wording.REDUNDANT_PARENTHESES);
    }
    return new Group(start, tokens.start());
  }

  /// Passes the `)` of a group. The group is redundant if all it holds is one group more: that one
  /// began with the first token of this one and has ended just now.
  void closeGroup(Group group) throws InvalidExpression {
    groups--;
    boolean holdsGroupOnly = closedStart == group.inside && closedEnd == tokens.previousEnd();
    expect(Kind.CLOSE);
    if (holdsGroupOnly) report(Check.PARENTHESES, Wording.REDUNDANT_PARENTHESES);
    closedStart = group.start;
    closedEnd = tokens.previousEnd();
  }

  /// A document path: a name or `#name`, then members and elements.
  DocumentPath path() throws InvalidExpression {
    return tokens.kind() == Kind.NAME ? pathAfter(take()) : pathFrom(namePlaceholder());
  }

  /// The document path that begins with a name that has been passed already.
  DocumentPath pathAfter(String name) throws InvalidExpression {
    checkReserved(name);
    return pathFrom(name);
  }

  private DocumentPath pathFrom(String attribute) throws InvalidExpression {
    if (tokens.kind() != Kind.DOT && tokens.kind() != Kind.OPEN_BRACKET) {
      return DocumentPath.of(attribute);
    }
    var steps = new ArrayList<DocumentPath.Step>();
    while (true) {
      if (accept(Kind.DOT)) {
        steps.add(new DocumentPath.Step.Member(member()));
      } else if (accept(Kind.OPEN_BRACKET)) {
        steps.add(new DocumentPath.Step.Element(index()));
        expect(Kind.CLOSE_BRACKET);
      } else {
        break;
      }
    }
    int depth = 1 + steps.size();
    if (depth > ExpressionLimits.PATH_DEPTH_MAX) report(Check.PATH, Wording.pathTooDeep(depth));
    return new DocumentPath(attribute, steps);
  }

  private String member() throws InvalidExpression {
    if (tokens.kind() != Kind.NAME) return namePlaceholder();
    String name = take();
    checkReserved(name);
    return name;
  }

  private int index() throws InvalidExpression {
    if (tokens.kind() != Kind.DIGITS) throw syntaxError();
    String digits = take();
    long index = 0;
    for (int at = 0; at < digits.length() && index <= Integer.MAX_VALUE; at++) {
      index = index * 10 + (digits.charAt(at) - '0');
    }
    if (index <= Integer.MAX_VALUE) return (int) index;
    report(Check.PATH, Wording.indexOutOfRange(digits));
    return Integer.MAX_VALUE;
  }

  private String namePlaceholder() throws InvalidExpression {
    if (tokens.kind() != Kind.NAME_PLACEHOLDER) throw syntaxError();
    String placeholder = take();
    String name = placeholders.name(placeholder);
    if (name != null) return name;
    report(Check.PLACEHOLDER, Wording.undefinedName(placeholder));
    return placeholder;
  }

  private void checkReserved(String name) {
    if (ReservedWords.contains(name)) report(Check.RESERVED_WORD, Wording.reservedWord(name));
  }

  /// A `:value`.
  AttributeValue value() throws InvalidExpression {
    if (tokens.kind() != Kind.VALUE_PLACEHOLDER) throw syntaxError();
    String placeholder = take();
    AttributeValue value = placeholders.value(placeholder);
    if (value != null) return value;
    report(Check.PLACEHOLDER, Wording.undefinedValue(placeholder));
    return UNDEFINED;
  }
}
