package io.atolldb.request;

import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// UpdateItem, as sent.
public record UpdateItemRequest(
    @Nullable String tableName,
    @Nullable SentItem key,
    @Nullable String updateExpression,
    @Nullable SortedMap<String, SentAttributeUpdate> attributeUpdates,
    SentCondition condition,
    SentPlaceholders placeholders,
    SentReturns returns) {}
