package io.atolldb.partiql;

/// Where in a statement something stands, counted from 1, and how many characters it takes.
public record Position(int line, int column, int length) {

  /// As the service appends it to messages: ` at 1:8:4`.
  @Override
  public String toString() {
    return " at " + line + ":" + column + ":" + length;
  }
}
