package io.atolldb.writer;

import io.atolldb.catalog.TableChange;
import io.atolldb.catalog.TableOperation;
import io.atolldb.catalog.TableOperation.Outcome;
import io.atolldb.catalog.Tables;
import io.atolldb.clock.ClockBound;
import io.atolldb.fault.ApiFault;
import org.jspecify.annotations.Nullable;

/// One wish to change the tables.
final class TableSubmission implements Submission {

  private final TableOperation operation;
  private final Pending<Outcome> pending = new Pending<>();
  private @Nullable Outcome decided;

  TableSubmission(TableOperation operation) {
    this.operation = operation;
  }

  Pending<Outcome> pending() {
    return pending;
  }

  @Override
  public void decideOn(Draft draft) throws ClockBound.NotPersisted {
    Tables before = draft.tables();
    switch (operation.decide(before)) {
      case TableOperation.Decision.Change(var changes) -> {
        for (TableChange change : changes) draft.change(change);
        decided = new Outcome.Done(before, draft.tables());
      }
      case TableOperation.Decision.Refuse(var fault) -> decided = new Outcome.Refused(fault);
    }
  }

  @Override
  public void committed() {
    Outcome answer = decided;
    if (answer == null) throw new IllegalStateException("committed before it was decided");
    pending.answer(answer);
  }

  @Override
  public void failed(String reason) {
    pending.answer(new Outcome.Refused(new ApiFault.InternalFailure(reason)));
  }

  @Override
  public int weight() {
    return 1;
  }
}
