package io.atolldb.item;

/// The byte that says what follows, in items and in keys alike.
final class Tag {

  static final int STRING = 1;
  static final int NUMBER = 2;
  static final int BINARY = 3;
  static final int TRUE = 4;
  static final int FALSE = 5;
  static final int NULL = 6;
  static final int LIST = 7;
  static final int MAP = 8;
  static final int STRING_SET = 9;
  static final int NUMBER_SET = 10;
  static final int BINARY_SET = 11;

  private Tag() {}
}
