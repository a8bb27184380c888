package io.atolldb.operation;

import io.atolldb.expiry.Expiry;
import io.atolldb.item.Bytes;
import io.atolldb.table.TableId;

/// Removes an item whose time has come: if it still has, when this is decided. An item that was
/// written meanwhile stays.
public record ExpireItem(TableId table, Bytes key, String attribute, long nowMillis)
    implements ItemOperation {

  @Override
  public Decision decide(Current current) {
    boolean due =
        current.exists() && Expiry.isDue(Expiry.secondsOf(current.item(), attribute), nowMillis);
    return due ? new Decision.Expire() : new Decision.LeaveAsIs();
  }
}
