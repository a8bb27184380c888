package io.atolldb.operation;

import io.atolldb.fault.ApiFault;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.table.TableId;

/// Puts an item where there is none.
public record InsertItem(TableId table, Bytes key, Item item) implements ItemOperation {

  @Override
  public boolean isConditional() {
    return true;
  }

  @Override
  public Decision decide(Current current) {
    return current.exists()
        ? new Decision.Refuse(new ApiFault.DuplicateItem(current.sizeBytes()))
        : new Decision.Put(item);
  }
}
