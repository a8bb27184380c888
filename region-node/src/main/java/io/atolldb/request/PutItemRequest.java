package io.atolldb.request;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// PutItem, as sent. `legacy` names the members of the time before expressions that came with it.
public record PutItemRequest(
    @Nullable String tableName,
    @Nullable SentItem item,
    List<String> legacy,
    @Nullable String conditionExpression,
    SentPlaceholders placeholders,
    SentReturns returns) {
  public PutItemRequest {
    legacy = List.copyOf(legacy);
  }
}
