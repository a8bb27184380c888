package io.atolldb.request;

import io.atolldb.item.Item;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a statement answers: items that were read, or what a write returns of its item.
///
/// @param nextToken where the next page goes on; null if there is nothing more to read
/// @param lastEvaluatedKey the same as a key
public record ExecuteStatementAnswer(
    List<ShownItem> items,
    @Nullable String nextToken,
    @Nullable Item lastEvaluatedKey,
    @Nullable ConsumedCapacity consumed) {
  public ExecuteStatementAnswer {
    items = List.copyOf(items);
  }
}
