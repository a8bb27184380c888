package io.atolldb.request;

import java.util.List;
import java.util.SortedMap;

/// The items that were found, those keys that were not looked up for want of room, to be sent
/// again, and what reading has cost, a table each; empty if the client did not ask.
public record BatchGetItemAnswer(
    SortedMap<String, List<ShownItem>> responses,
    SortedMap<String, SentKeys> unprocessed,
    List<ConsumedCapacity> consumed) {
  public BatchGetItemAnswer {
    consumed = List.copyOf(consumed);
  }
}
