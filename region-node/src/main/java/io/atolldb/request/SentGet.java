package io.atolldb.request;

import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// One read of a transaction, as sent. `isThere` is false for an element without a `Get`.
public record SentGet(
    boolean isThere,
    @Nullable String tableName,
    @Nullable SentItem key,
    @Nullable String projectionExpression,
    @Nullable SortedMap<String, String> names) {

  /// An element that asks for nothing.
  public static final SentGet MISSING = new SentGet(false, null, null, null, null);
}
