package io.atolldb.request;

import java.util.List;

/// That it was done, and what it has cost, a table each; empty if the client did not ask.
public record TransactWriteItemsAnswer(List<TransactedCapacity> consumed) {
  public TransactWriteItemsAnswer {
    consumed = List.copyOf(consumed);
  }
}
