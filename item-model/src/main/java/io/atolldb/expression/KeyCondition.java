package io.atolldb.expression;

import io.atolldb.item.AttributeValue;
import org.jspecify.annotations.Nullable;

/// Which items of one partition a query wants: those whose sort key passes the test, or all if
/// there is none. Its values have the types of the table's key.
public record KeyCondition(AttributeValue partition, @Nullable KeyTest sort) {}
