package io.atolldb.expression;

/// The checks that follow once the syntax of an expression is right, in the service's order: of all
/// that is wrong with a text, the earliest of these is told.
enum Check {
  PARENTHESES,
  OPERATORS,
  FUNCTION_NAME,
  FUNCTION_PLACE,
  RESERVED_WORD,
  SECTION,
  PATH,
  PLACEHOLDER,
  OPERAND,
  DISTINCT,
  BOUNDS,
  OVERLAP
}
