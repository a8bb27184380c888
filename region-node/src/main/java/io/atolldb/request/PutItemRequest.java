package io.atolldb.request;

import org.jspecify.annotations.Nullable;

/// PutItem, as sent.
public record PutItemRequest(
    @Nullable String tableName,
    @Nullable SentItem item,
    SentCondition condition,
    SentPlaceholders placeholders,
    SentReturns returns) {}
