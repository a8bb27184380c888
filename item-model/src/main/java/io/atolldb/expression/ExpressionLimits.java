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

  /// Bytes of all placeholders of a request and what they stand for.
  public static final int PLACEHOLDERS_BYTES_MAX = 2 * 1024 * 1024;

  /// Lists and maps inside each other under one attribute. The item itself is one level more.
  public static final int VALUE_DEPTH_MAX = PATH_DEPTH_MAX - 1;

  /// Groups in parentheses inside each other. A group that is not redundant holds an operator of
  /// its own, so there can be no more of them than this.
  static final int GROUP_NESTING_MAX = OPERATORS_MAX + 1;

  /// Calls inside each other. The service's own limit is not known; conditions make sense down to
  /// the second call, and 4096 bytes hold 240 calls of `if_not_exists`. This and the limit on
  /// groups bound the recursion of parsers and evaluators.
  static final int CALL_NESTING_MAX = 100;

  private ExpressionLimits() {}
}
