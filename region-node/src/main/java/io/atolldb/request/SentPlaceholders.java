package io.atolldb.request;

import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// `ExpressionAttributeNames` and `ExpressionAttributeValues`, as sent.
public record SentPlaceholders(
    @Nullable SortedMap<String, String> names, @Nullable SentItem values) {}
