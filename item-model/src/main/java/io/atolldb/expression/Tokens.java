package io.atolldb.expression;

import java.util.List;

/// The tokens of an expression, one at a time. Whitespace separates them and means nothing else.
///
/// Any character that begins no token is one by itself (`UNKNOWN`), so every text has tokens and it
/// is the parser that refuses, naming the token.
final class Tokens {

  enum Kind {
    KEYWORD,
    NAME,
    NAME_PLACEHOLDER,
    VALUE_PLACEHOLDER,
    DIGITS,
    OPEN,
    CLOSE,
    OPEN_BRACKET,
    CLOSE_BRACKET,
    COMMA,
    DOT,
    EQUAL,
    NOT_EQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL,
    PLUS,
    MINUS,
    UNKNOWN,
    END
  }

  /// Words of the grammar, in any case of letters. None of them is ever a name.
  private static final List<String> KEYWORDS =
      List.of("ADD", "AND", "BETWEEN", "DELETE", "IN", "NOT", "OR", "REMOVE", "SET");

  private static final String END_TEXT = "<EOF>";

  private final String text;
  private int previousStart = -1;
  private int previousEnd = -1;
  private int start;
  private int end;
  private Kind kind;

  Tokens(String text) {
    this.text = text;
    this.start = skipSpace(0);
    this.kind = kindAt(start);
    this.end = endOf(kind, start);
  }

  Kind kind() {
    return kind;
  }

  /// Where the current token begins.
  int start() {
    return start;
  }

  /// Where the token before the current one ended; -1 if there was none.
  int previousEnd() {
    return previousEnd;
  }

  String text() {
    return kind == Kind.END ? END_TEXT : text.substring(start, end);
  }

  boolean isKeyword(String keyword) {
    return kind == Kind.KEYWORD && isWord(start, keyword);
  }

  private boolean isKeywordAt(int at) {
    for (String keyword : KEYWORDS) {
      if (isWord(at, keyword)) return true;
    }
    return false;
  }

  /// Whether this word stands there as a whole.
  private boolean isWord(int at, String word) {
    int wordEnd = at + word.length();
    return text.regionMatches(true, at, word, 0, word.length())
        && (wordEnd == text.length() || !isWordPart(text.charAt(wordEnd)));
  }

  void advance() {
    previousStart = start;
    previousEnd = end;
    start = skipSpace(end);
    kind = kindAt(start);
    end = endOf(kind, start);
  }

  /// The current token between its neighbours, as they stand in the text, whose begin and end are
  /// neighbours too.
  String near() {
    int nextStart = skipSpace(end);
    int to = endOf(kindAt(nextStart), nextStart);
    return text.substring(Math.max(previousStart, 0), to);
  }

  private int skipSpace(int from) {
    int at = from;
    while (at < text.length() && isSpace(text.charAt(at))) at++;
    return at;
  }

  private Kind kindAt(int at) {
    if (at >= text.length()) return Kind.END;
    char first = text.charAt(at);
    if (isLetter(first)) return isKeywordAt(at) ? Kind.KEYWORD : Kind.NAME;
    if (isDigit(first)) return Kind.DIGITS;
    return switch (first) {
      case '#' -> continues(at) ? Kind.NAME_PLACEHOLDER : Kind.UNKNOWN;
      case ':' -> continues(at) ? Kind.VALUE_PLACEHOLDER : Kind.UNKNOWN;
      case '(' -> Kind.OPEN;
      case ')' -> Kind.CLOSE;
      case '[' -> Kind.OPEN_BRACKET;
      case ']' -> Kind.CLOSE_BRACKET;
      case ',' -> Kind.COMMA;
      case '.' -> Kind.DOT;
      case '=' -> Kind.EQUAL;
      case '<' ->
          isAt(at + 1, '>') ? Kind.NOT_EQUAL : isAt(at + 1, '=') ? Kind.LESS_OR_EQUAL : Kind.LESS;
      case '>' -> isAt(at + 1, '=') ? Kind.GREATER_OR_EQUAL : Kind.GREATER;
      case '+' -> Kind.PLUS;
      case '-' -> Kind.MINUS;
      default -> Kind.UNKNOWN;
    };
  }

  private int endOf(Kind kindThere, int from) {
    return switch (kindThere) {
      case KEYWORD, NAME, NAME_PLACEHOLDER, VALUE_PLACEHOLDER -> endOfWord(from + 1);
      // No number begins with a zero: `00` are two.
      case DIGITS -> text.charAt(from) == '0' ? from + 1 : endOfDigits(from + 1);
      case NOT_EQUAL, LESS_OR_EQUAL, GREATER_OR_EQUAL -> from + 2;
      case UNKNOWN -> text.offsetByCodePoints(from, 1);
      case OPEN, CLOSE, OPEN_BRACKET, CLOSE_BRACKET, COMMA, DOT -> from + 1;
      case EQUAL, LESS, GREATER, PLUS, MINUS -> from + 1;
      case END -> from;
    };
  }

  private int endOfWord(int from) {
    int at = from;
    while (at < text.length() && isWordPart(text.charAt(at))) at++;
    return at;
  }

  private int endOfDigits(int from) {
    int at = from;
    while (at < text.length() && isDigit(text.charAt(at))) at++;
    return at;
  }

  private boolean continues(int at) {
    return at + 1 < text.length() && isWordPart(text.charAt(at + 1));
  }

  private boolean isAt(int at, char wanted) {
    return at < text.length() && text.charAt(at) == wanted;
  }

  /// Whether `placeholder` is `sign` and then letters, digits and underscores, at least one.
  static boolean isPlaceholder(String placeholder, char sign) {
    if (placeholder.length() < 2 || placeholder.charAt(0) != sign) return false;
    for (int at = 1; at < placeholder.length(); at++) {
      if (!isWordPart(placeholder.charAt(at))) return false;
    }
    return true;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  private static boolean isWordPart(char c) {
    return isLetter(c) || isDigit(c) || c == '_';
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
