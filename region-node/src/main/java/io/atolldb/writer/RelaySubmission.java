package io.atolldb.writer;

import io.atolldb.catalog.Table;
import io.atolldb.clock.RegionId;
import io.atolldb.item.Bytes;
import io.atolldb.record.LogRecord.RemovalRelayed;
import io.atolldb.store.StoreDamaged;
import io.atolldb.stored.ItemVersion;
import io.atolldb.table.TableId;
import java.util.List;

/// What is here of a removed region's writes goes into this region's own stream, for others who
/// lack it.
final class RelaySubmission implements Submission {

  /// Why it was not done; empty if it was.
  record Outcome(String failure) {}

  private final TableId table;
  private final RegionId removed;
  private final int epoch;
  private final List<Bytes> keys;
  private final boolean isLast;
  private final Pending<Outcome> pending = new Pending<>();

  RelaySubmission(TableId table, RegionId removed, int epoch, List<Bytes> keys, boolean isLast) {
    this.table = table;
    this.removed = removed;
    this.epoch = epoch;
    this.keys = List.copyOf(keys);
    this.isLast = isLast;
  }

  Pending<Outcome> pending() {
    return pending;
  }

  @Override
  public void decideOn(Draft draft) {
    Table known = draft.tables().of(table);
    if (known == null || !known.isHere()) return;
    for (Bytes key : keys) relay(draft, known, key);
    if (isLast) draft.add(new RemovalRelayed(table, removed, epoch));
  }

  private void relay(Draft draft, Table known, Bytes key) {
    ItemVersion held = readable(draft, key);
    if (held.wasWritten()) draft.relay(known, key, held);
  }

  private ItemVersion readable(Draft draft, Bytes key) {
    try {
      return draft.current(table, key);
    } catch (StoreDamaged damaged) {
      return ItemVersion.NEVER; // for a repair to find
    }
  }

  @Override
  public void committed() {
    pending.answer(new Outcome(""));
  }

  @Override
  public void failed(String reason) {
    pending.answer(new Outcome(reason));
  }

  @Override
  public int weight() {
    return Math.max(1, keys.size());
  }
}
