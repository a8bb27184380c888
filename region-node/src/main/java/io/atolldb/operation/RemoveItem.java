package io.atolldb.operation;

import io.atolldb.fault.ApiFault;
import io.atolldb.item.Bytes;
import io.atolldb.table.TableId;

/// Deletes what is there, if it has the version it should have.
public record RemoveItem(TableId table, Bytes key, VersionCondition condition)
    implements ItemOperation {

  @Override
  public boolean isConditional() {
    return condition.isConditional();
  }

  @Override
  public Decision decide(Current current) {
    ApiFault refusal = condition.refusal(current);
    if (refusal != null) return new Decision.Refuse(refusal);
    return current.exists() ? new Decision.Delete() : new Decision.LeaveAsIs();
  }
}
