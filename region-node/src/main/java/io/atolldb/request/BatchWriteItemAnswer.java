package io.atolldb.request;

import java.util.List;
import java.util.SortedMap;

/// What was not done, to be sent again; the sizes of item collections that the rest touched, and
/// what it has cost, a table each: empty if the client did not ask.
public record BatchWriteItemAnswer(
    SortedMap<String, List<SentWrite>> unprocessed,
    SortedMap<String, List<CollectionSize>> collections,
    List<ConsumedCapacity> consumed) {
  public BatchWriteItemAnswer {
    consumed = List.copyOf(consumed);
  }
}
