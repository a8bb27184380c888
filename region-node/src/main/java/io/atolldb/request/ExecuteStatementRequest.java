package io.atolldb.request;

import org.jspecify.annotations.Nullable;

/// ExecuteStatement, as sent.
public record ExecuteStatementRequest(
    SentStatement statement,
    @Nullable String nextToken,
    @Nullable String returnConsumedCapacity,
    @Nullable Integer limit) {}
