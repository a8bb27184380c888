package io.atolldb.partiql;

/// The service's limits on statements. All are inclusive.
public final class StatementLimits {

  /// Characters (UTF-16 units) of a statement.
  public static final int LENGTH_MAX = 8192;

  /// Partition keys that one `SELECT` may ask for by `IN` or `OR`.
  public static final int PARTITIONS_MAX = 50;

  /// Values between the parentheses of one `IN`.
  public static final int IN_OPERANDS_MAX = 100;

  /// Lists and maps inside each other under one attribute.
  public static final int VALUE_DEPTH_MAX = 31;

  /// Terms in brackets, calls and signs inside each other. The service's own limit is not known;
  /// this one bounds the recursion of parser and binder, and lets values as deep as any be written.
  static final int NESTING_MAX = 100;

  private StatementLimits() {}
}
