package io.atolldb.request;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// BatchWriteItem, as sent: writes by table name.
public record BatchWriteItemRequest(
    @Nullable SortedMap<String, List<SentWrite>> requestItems, SentReturns returns) {}
