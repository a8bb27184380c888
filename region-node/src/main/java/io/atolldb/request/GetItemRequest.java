package io.atolldb.request;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// GetItem, as sent. `legacy` names the members of the time before expressions that came with it.
public record GetItemRequest(
    @Nullable String tableName,
    @Nullable SentItem key,
    List<String> legacy,
    boolean consistentRead,
    @Nullable String returnConsumedCapacity,
    @Nullable String projectionExpression,
    SentPlaceholders placeholders) {
  public GetItemRequest {
    legacy = List.copyOf(legacy);
  }
}
