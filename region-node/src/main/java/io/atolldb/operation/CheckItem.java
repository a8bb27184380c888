package io.atolldb.operation;

import io.atolldb.fault.ApiFault;
import io.atolldb.item.Bytes;
import io.atolldb.table.TableId;

/// Changes nothing, and is refused where its condition does not hold: a transaction's look at an
/// item that it does not write.
public record CheckItem(TableId table, Bytes key, Guard guard) implements ItemOperation {

  @Override
  public boolean isConditional() {
    return true;
  }

  @Override
  public Decision decide(Current current) {
    ApiFault refusal = guard.refusal(current);
    return refusal == null ? new Decision.LeaveAsIs() : new Decision.Refuse(refusal);
  }
}
