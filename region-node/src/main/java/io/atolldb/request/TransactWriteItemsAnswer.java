package io.atolldb.request;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// That it was done, what it has cost, a table each, and how large the item collections are that it
/// touched, by the name of their table; empty if the client did not ask.
public record TransactWriteItemsAnswer(
    SortedMap<String, List<CollectionSize>> collections, List<TransactedCapacity> consumed) {
  public TransactWriteItemsAnswer {
    collections = Collections.unmodifiableSortedMap(collections);
    consumed = List.copyOf(consumed);
  }

  static TransactWriteItemsAnswer of(List<TransactedCapacity> consumed) {
    return new TransactWriteItemsAnswer(new TreeMap<>(), consumed);
  }
}
