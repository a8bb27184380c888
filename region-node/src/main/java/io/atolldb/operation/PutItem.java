package io.atolldb.operation;

import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.table.TableId;

/// Puts an item in the place of whatever is there.
public record PutItem(TableId table, Bytes key, Item item) implements ItemOperation {

  @Override
  public Decision decide(Current current) {
    return new Decision.Put(item);
  }
}
