package io.atolldb.partiql;

/// What a write answers of its item.
public enum Returning {
  ALL_OLD("ALL OLD"),
  ALL_NEW("ALL NEW"),
  MODIFIED_OLD("MODIFIED OLD"),
  MODIFIED_NEW("MODIFIED NEW");

  private final String words;

  Returning(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }
}
