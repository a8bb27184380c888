package io.atolldb.request;

import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// BatchGetItem, as sent: keys by table name.
public record BatchGetItemRequest(
    @Nullable SortedMap<String, SentKeys> requestItems, @Nullable String returnConsumedCapacity) {}
