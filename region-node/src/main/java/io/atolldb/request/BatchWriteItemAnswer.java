package io.atolldb.request;

import java.util.List;
import java.util.SortedMap;

/// What was not done, to be sent again, and what the rest has cost, a table each; empty if the
/// client did not ask.
public record BatchWriteItemAnswer(
    SortedMap<String, List<SentWrite>> unprocessed, List<ConsumedCapacity> consumed) {
  public BatchWriteItemAnswer {
    consumed = List.copyOf(consumed);
  }
}
