package io.atolldb.operation;

import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.table.TableId;

/// Makes what a conflict lost the newest write of its key: the item it wrote, or its delete if that
/// is [Item#ABSENT].
public record RestoreLost(TableId table, Bytes key, Item lost) implements ItemOperation {

  @Override
  public Decision decide(Current current) {
    return lost.isAbsent() ? new Decision.Delete() : new Decision.Put(lost);
  }
}
