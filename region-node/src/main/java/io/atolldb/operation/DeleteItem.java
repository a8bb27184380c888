package io.atolldb.operation;

import io.atolldb.fault.ApiFault;
import io.atolldb.item.Bytes;
import io.atolldb.table.TableId;

/// Deletes an item; where there is none, changes nothing.
public record DeleteItem(TableId table, Bytes key, Guard guard) implements ItemOperation {

  @Override
  public boolean isConditional() {
    return guard.isConditional();
  }

  @Override
  public Decision decide(Current current) {
    ApiFault refusal = guard.refusal(current);
    if (refusal != null) return new Decision.Refuse(refusal);
    return current.exists() ? new Decision.Delete() : new Decision.LeaveAsIs();
  }
}
