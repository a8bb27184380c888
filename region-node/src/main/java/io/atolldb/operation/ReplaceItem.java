package io.atolldb.operation;

import io.atolldb.fault.ApiFault;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.table.TableId;

/// Puts an item in the place of whatever is there, if that has the version it should have.
public record ReplaceItem(TableId table, Bytes key, Item item, VersionCondition condition)
    implements ItemOperation {

  @Override
  public boolean isConditional() {
    return condition.isConditional();
  }

  @Override
  public Decision decide(Current current) {
    ApiFault refusal = condition.refusal(current);
    return refusal == null ? new Decision.Put(item) : new Decision.Refuse(refusal);
  }
}
