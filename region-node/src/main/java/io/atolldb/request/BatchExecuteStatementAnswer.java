package io.atolldb.request;

import java.util.List;

/// What became of each statement of a batch, in their order, and what they have cost together, a
/// table each; empty if the client did not ask.
public record BatchExecuteStatementAnswer(
    List<StatementOutcome> responses, List<ConsumedCapacity> consumed) {
  public BatchExecuteStatementAnswer {
    responses = List.copyOf(responses);
    consumed = List.copyOf(consumed);
  }
}
