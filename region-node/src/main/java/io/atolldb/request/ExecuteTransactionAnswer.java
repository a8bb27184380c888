package io.atolldb.request;

import java.util.List;

/// One item for each statement that reads, in their order, [ShownItem#NOTHING] where there is none;
/// of a transaction that writes, none at all. And what it has cost, a table each; empty if the
/// client did not ask.
public record ExecuteTransactionAnswer(
    List<ShownItem> responses, List<TransactedCapacity> consumed) {
  public ExecuteTransactionAnswer {
    responses = List.copyOf(responses);
    consumed = List.copyOf(consumed);
  }
}
