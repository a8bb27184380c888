package io.atolldb.version;

/// How the writes that one version includes relate to those of another.
public enum Causality {
  /// All of its writes are among the other's, which has more.
  BEFORE,
  EQUAL,
  /// It has all of the other's writes, and more.
  AFTER,
  /// Each has a write that the other has not.
  CONCURRENT;

  static Causality of(boolean someBehind, boolean someAhead) {
    if (someBehind) return someAhead ? CONCURRENT : BEFORE;
    return someAhead ? AFTER : EQUAL;
  }
}
