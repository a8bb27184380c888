package io.atolldb.request;

import org.jspecify.annotations.Nullable;

/// What `Expected` says of one attribute, as sent; filters and key conditions of the same time use
/// the operator and the list alone.
public record SentExpectation(
    @Nullable SentValues value,
    @Nullable Boolean exists,
    @Nullable String comparisonOperator,
    @Nullable SentValues attributeValueList) {}
