package io.atolldb.partiql;

/// A statement, how many parameters it has, and how many operators that count.
public record ParsedStatement(Statement statement, int parameters, int operators) {}
