package io.atolldb.partiql;

/// A piece of a statement. `text` is what it says: of texts and quoted names without the quotes, of
/// keywords in capitals, of everything else as it was written.
record Token(Kind kind, String text, Position at) {

  enum Kind {
    NAME,
    QUOTED_NAME,
    KEYWORD,
    STRING,
    NUMBER,
    ION,
    PARAMETER,
    STAR,
    SLASH,
    PERCENT,
    PLUS,
    MINUS,
    CONCATENATION,
    EQUAL,
    NOT_EQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL,
    COMMA,
    DOT,
    COLON,
    SEMICOLON,
    OPEN,
    CLOSE,
    OPEN_BRACKET,
    CLOSE_BRACKET,
    OPEN_BRACE,
    CLOSE_BRACE,
    OPEN_BAG,
    CLOSE_BAG,
    UNKNOWN,
    END
  }

  boolean isKeyword(String word) {
    return kind == Kind.KEYWORD && text.equals(word);
  }
}
