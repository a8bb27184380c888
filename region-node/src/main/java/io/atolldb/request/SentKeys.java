package io.atolldb.request;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// The keys that a batch asks of one table, and what it wants of their items, as sent.
public record SentKeys(
    @Nullable List<SentItem> keys,
    @Nullable List<String> attributesToGet,
    @Nullable Boolean consistentRead,
    @Nullable String projectionExpression,
    @Nullable SortedMap<String, String> names) {

  boolean isConsistent() {
    return consistentRead != null && consistentRead;
  }

  /// The same request for other keys.
  SentKeys withKeys(List<SentItem> others) {
    return new SentKeys(others, attributesToGet, consistentRead, projectionExpression, names);
  }
}
