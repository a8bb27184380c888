package io.atolldb.expression;

/// Takes what the checks find wrong.
@FunctionalInterface
interface Report {
  void report(Check check, String reason);
}
