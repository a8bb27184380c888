package io.atolldb.request;

import org.jspecify.annotations.Nullable;

/// What a client asks to be told about a write, in the words it sent.
public record SentReturns(
    @Nullable String returnValues,
    @Nullable String returnConsumedCapacity,
    @Nullable String returnItemCollectionMetrics,
    @Nullable String returnValuesOnConditionCheckFailure) {}
