package io.atolldb.operation;

import io.atolldb.item.Bytes;
import io.atolldb.item.ItemSize;
import io.atolldb.table.TableId;
import java.util.Set;

/// An update that is part of a transaction: the size of the item alone counts, where otherwise the
/// update's own actions count as well.
public record UpdateInTransaction(UpdateItem update) implements ItemOperation {

  @Override
  public TableId table() {
    return update.table();
  }

  @Override
  public Bytes key() {
    return update.key();
  }

  @Override
  public Set<String> increments() {
    return update.increments();
  }

  @Override
  public boolean isConditional() {
    return update.isConditional();
  }

  @Override
  public Decision decide(Current current) {
    return update.decide(current, ItemSize::of);
  }
}
