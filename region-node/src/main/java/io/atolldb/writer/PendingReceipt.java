package io.atolldb.writer;

import io.atolldb.replication.ReplicaStore.Receipt;
import org.jspecify.annotations.Nullable;

/// What will become of records from another region: the writer answers it.
final class PendingReceipt implements Receipt {

  private record Outcome(int applied, int conflicts, @Nullable String failure) {}

  private final Pending<Outcome> pending = new Pending<>();

  void committed(int applied, int conflicts) {
    pending.answer(new Outcome(applied, conflicts, null));
  }

  void failed(String reason) {
    pending.answer(new Outcome(0, 0, reason));
  }

  @Override
  public boolean isDone() {
    return pending.isDone();
  }

  @Override
  public void await(long millisMax) throws InterruptedException {
    pending.await(millisMax);
  }

  @Override
  public int applied() {
    return pending.get().applied();
  }

  @Override
  public int conflicts() {
    return pending.get().conflicts();
  }

  @Override
  public @Nullable String failure() {
    return pending.get().failure();
  }
}
