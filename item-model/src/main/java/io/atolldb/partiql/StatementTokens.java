package io.atolldb.partiql;

import io.atolldb.partiql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Cuts a statement into tokens. Total: what is no token is one of the kind [Token.Kind#UNKNOWN],
/// for the parser to refuse.
final class StatementTokens {

  private final String text;
  private int at;
  private int line = 1;
  private int lineStart;

  private StatementTokens(String text) {
    this.text = text;
  }

  /// At least one: the last is [Token.Kind#END].
  static List<Token> of(String text) {
    var cutter = new StatementTokens(text);
    var tokens = new ArrayList<Token>();
    do {
      tokens.add(cutter.next());
    } while (tokens.getLast().kind() != Kind.END);
    return tokens;
  }

  private Token next() {
    skipBlanks();
    if (at >= text.length()) return new Token(Kind.END, "", position(at));
    char first = text.charAt(at);
    if (isNameStart(first)) return word();
    if (isDigit(first) || (first == '.' && isDigit(charAt(at + 1)))) return number();
    return switch (first) {
      case '\'' -> quoted(Kind.STRING, '\'');
      case '"' -> quoted(Kind.QUOTED_NAME, '"');
      case '`' -> quoted(Kind.ION, '`');
      default -> symbol(first);
    };
  }

  private char charAt(int index) {
    return index < text.length() ? text.charAt(index) : 0;
  }

  /// Of the token that began at `start` and ends here.
  private Position position(int start) {
    return new Position(line, start - lineStart + 1, at - start);
  }

  private void skipBlanks() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '-' && charAt(at + 1) == '-') {
        while (at < text.length() && text.charAt(at) != '\n') at++;
      } else if (c == '/' && charAt(at + 1) == '*') {
        int end = text.indexOf("*/", at + 2);
        if (end < 0) return; // The slash is then no token of a statement.
        while (at < end + 2) pass();
      } else if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
        pass();
      } else {
        return;
      }
    }
  }

  private void pass() {
    if (text.charAt(at++) != '\n') return;
    line++;
    lineStart = at;
  }

  private Token word() {
    int start = at;
    while (isNameStart(charAt(at)) || isDigit(charAt(at))) at++;
    String word = text.substring(start, at);
    String capitals = word.toUpperCase(Locale.ROOT);
    return Keywords.contains(capitals)
        ? new Token(Kind.KEYWORD, capitals, position(start))
        : new Token(Kind.NAME, word, position(start));
  }

  private Token number() {
    int start = at;
    while (isDigit(charAt(at))) at++;
    if (charAt(at) == '.') {
      at++;
      while (isDigit(charAt(at))) at++;
    }
    if (charAt(at) == 'e' || charAt(at) == 'E') {
      int exponent = at + 1;
      if (charAt(exponent) == '+' || charAt(exponent) == '-') exponent++;
      if (isDigit(charAt(exponent))) {
        at = exponent;
        while (isDigit(charAt(at))) at++;
      }
    }
    return new Token(Kind.NUMBER, text.substring(start, at), position(start));
  }

  /// A quote inside is doubled. May hold line ends, after which positions count from the next line.
  private Token quoted(Kind kind, char quote) {
    int start = at;
    int startLine = line;
    int column = start - lineStart + 1;
    var content = new StringBuilder();
    at++;
    while (at < text.length()) {
      char c = text.charAt(at);
      pass();
      if (c != quote) {
        content.append(c);
      } else if (charAt(at) == quote) {
        content.append(quote);
        at++;
      } else {
        return new Token(kind, content.toString(), new Position(startLine, column, at - start));
      }
    }
    String rest = text.substring(start);
    return new Token(Kind.UNKNOWN, rest, new Position(startLine, column, rest.length()));
  }

  private Token symbol(char first) {
    int start = at;
    char second = charAt(at + 1);
    Kind pair = pair(first, second);
    at += pair == null ? 1 : 2;
    Kind kind = pair == null ? single(first) : pair;
    return new Token(kind, text.substring(start, at), position(start));
  }

  private static @Nullable Kind pair(char first, char second) {
    return switch (first) {
      case '<' ->
          switch (second) {
            case '<' -> Kind.OPEN_BAG;
            case '>' -> Kind.NOT_EQUAL;
            case '=' -> Kind.LESS_OR_EQUAL;
            default -> null;
          };
      case '>' ->
          switch (second) {
            case '>' -> Kind.CLOSE_BAG;
            case '=' -> Kind.GREATER_OR_EQUAL;
            default -> null;
          };
      case '!' -> second == '=' ? Kind.NOT_EQUAL : null;
      case '|' -> second == '|' ? Kind.CONCATENATION : null;
      default -> null;
    };
  }

  private static Kind single(char symbol) {
    return switch (symbol) {
      case '?' -> Kind.PARAMETER;
      case '*' -> Kind.STAR;
      case '/' -> Kind.SLASH;
      case '%' -> Kind.PERCENT;
      case '+' -> Kind.PLUS;
      case '-' -> Kind.MINUS;
      case '=' -> Kind.EQUAL;
      case '<' -> Kind.LESS;
      case '>' -> Kind.GREATER;
      case ',' -> Kind.COMMA;
      case '.' -> Kind.DOT;
      case ':' -> Kind.COLON;
      case ';' -> Kind.SEMICOLON;
      case '(' -> Kind.OPEN;
      case ')' -> Kind.CLOSE;
      case '[' -> Kind.OPEN_BRACKET;
      case ']' -> Kind.CLOSE_BRACKET;
      case '{' -> Kind.OPEN_BRACE;
      case '}' -> Kind.CLOSE_BRACE;
      default -> Kind.UNKNOWN;
    };
  }

  private static boolean isNameStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
