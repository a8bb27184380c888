package io.atolldb.operation;

import io.atolldb.fault.ApiFault;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.table.TableId;

/// Puts an item in the place of whatever is there.
public record PutItem(TableId table, Bytes key, Item item, Guard guard) implements ItemOperation {

  @Override
  public boolean isConditional() {
    return guard.isConditional();
  }

  @Override
  public Decision decide(Current current) {
    ApiFault refusal = guard.refusal(current);
    return refusal == null ? new Decision.Put(item) : new Decision.Refuse(refusal);
  }
}
