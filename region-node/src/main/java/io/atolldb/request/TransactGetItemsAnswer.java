package io.atolldb.request;

import java.util.List;

/// One item for each read, in their order, [ShownItem#NOTHING] where there is none; and what it has
/// cost, a table each; empty if the client did not ask.
public record TransactGetItemsAnswer(List<ShownItem> responses, List<TransactedCapacity> consumed) {
  public TransactGetItemsAnswer {
    responses = List.copyOf(responses);
    consumed = List.copyOf(consumed);
  }
}
