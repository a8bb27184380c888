package io.atolldb.differential;

/// A place where two answers are not the same.
///
/// @param at `outcome` for status and error type, `message` for the text of an error, else the path
///   of the member with `[]` for any element
/// @param local what DynamoDB Local has there, `-` if nothing
/// @param atoll what Atoll has there
record Mismatch(String at, String local, String atoll) {

  static final String OUTCOME = "outcome";

  /// Where one of the two has nothing.
  static final String NOTHING = "-";

  static final String MESSAGE = "message";

  /// Texts are the weaker class: the service itself has changed its own.
  boolean isText() {
    return at.equals(MESSAGE) || at.endsWith("/Message");
  }

  @Override
  public String toString() {
    return at + "\n    local: " + local + "\n    atoll: " + atoll;
  }
}
