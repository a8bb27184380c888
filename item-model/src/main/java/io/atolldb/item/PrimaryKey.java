package io.atolldb.item;

import org.jspecify.annotations.Nullable;

/// The key of one item: the value of its partition key and, where the table has one, of its sort
/// key. Both are strings, numbers or binaries.
public record PrimaryKey(AttributeValue partition, @Nullable AttributeValue sort) {}
