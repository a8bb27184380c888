package io.atolldb.request;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// TransactGetItems, as sent.
public record TransactGetItemsRequest(
    @Nullable List<SentGet> gets, @Nullable String returnConsumedCapacity) {}
