package io.atolldb.request;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// GetItem, as sent.
public record GetItemRequest(
    @Nullable String tableName,
    @Nullable SentItem key,
    @Nullable List<String> attributesToGet,
    boolean consistentRead,
    @Nullable String returnConsumedCapacity,
    @Nullable String projectionExpression,
    SentPlaceholders placeholders) {}
