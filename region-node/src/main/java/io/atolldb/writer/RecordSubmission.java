package io.atolldb.writer;

import io.atolldb.record.LogRecord;
import org.jspecify.annotations.Nullable;

/// A record that needs no decision: an operator's order, or something to remember. Answered with
/// null-like emptiness on success and with the reason on failure.
final class RecordSubmission implements Submission {

  /// What became of it: `failure` is null when it is durable.
  record Outcome(@Nullable String failure) {}

  private final LogRecord record;
  private final Pending<Outcome> pending = new Pending<>();

  RecordSubmission(LogRecord record) {
    this.record = record;
  }

  Pending<Outcome> pending() {
    return pending;
  }

  @Override
  public void decideOn(Draft draft) {
    draft.add(record);
  }

  @Override
  public void committed() {
    pending.answer(new Outcome(null));
  }

  @Override
  public void failed(String reason) {
    pending.answer(new Outcome(reason));
  }

  @Override
  public int weight() {
    return 1;
  }
}
