package io.atolldb.table;

/// A key attribute: its name and the type that its values must have.
public record KeyAttribute(String name, ScalarType type) {}
