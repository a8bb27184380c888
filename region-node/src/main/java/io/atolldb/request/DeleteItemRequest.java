package io.atolldb.request;

import org.jspecify.annotations.Nullable;

/// DeleteItem, as sent.
public record DeleteItemRequest(
    @Nullable String tableName,
    @Nullable SentItem key,
    SentCondition condition,
    SentPlaceholders placeholders,
    SentReturns returns) {}
