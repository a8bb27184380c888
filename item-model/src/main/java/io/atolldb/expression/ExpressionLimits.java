package io.atolldb.expression;

/// The service's limits on expressions. All are inclusive.
public final class ExpressionLimits {

  /// UTF-8 bytes of an expression as it was sent, before names are put in.
  public static final int SIZE_BYTES_MAX = 4096;

  /// Comparators, `AND`, `OR`, `NOT`, `BETWEEN`, `IN`, `+` and `-`; functions and parentheses do
  /// not count.
  public static final int OPERATORS_MAX = 300;

  /// Values between the parentheses of one `IN`.
  public static final int IN_OPERANDS_MAX = 100;

  /// Names and indexes of one document path.
  public static final int PATH_DEPTH_MAX = 32;

  /// Characters of a `#name` or `:value`, its sign included.
  public static final int PLACEHOLDER_LENGTH_MAX = 255;

  /// Lists and maps inside each other under one attribute. The item itself is one level more.
  public static final int VALUE_DEPTH_MAX = PATH_DEPTH_MAX - 1;

  /// Groups, negations and calls inside each other that a parser follows. Above what any acceptable
  /// expression needs: 301 groups and 300 negations, or 256 calls of `if_not_exists`, fill
  /// `OPERATORS_MAX` or `SIZE_BYTES_MAX`. It bounds the recursion of parsers and evaluators.
  static final int NESTING_MAX = 850;

  private ExpressionLimits() {}
}
