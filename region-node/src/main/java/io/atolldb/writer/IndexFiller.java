package io.atolldb.writer;

import io.atolldb.capacity.TableMeters;
import io.atolldb.catalog.Index;
import io.atolldb.catalog.Table;
import io.atolldb.index.WriteCost;
import io.atolldb.item.Bytes;
import io.atolldb.item.KeyRange;
import io.atolldb.record.LogRecord.IndexFilled;
import io.atolldb.replication.Agent;
import io.atolldb.store.ItemStore.EntryCursor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Fills new indexes of tables that hold items already, step by step, while writes go on. Each step
/// says only up to which key the index is to be filled; the writer puts the entries, in its order
/// with all other writes, and remembers how far it has come: a restart goes on from there.
public final class IndexFiller implements Agent {

  /// Stored keys that one step covers, tombstones included.
  static final int STEP_KEYS_MAX = 500;

  /// Stored bytes that one step covers, about.
  static final int STEP_BYTES_MAX = 1 << 20;

  private static final long IDLE_MILLIS = 100;
  private static final long BUSY_MILLIS = 1;

  /// A step on its way, and what it will cost.
  private record Step(
      Pending<RecordSubmission.Outcome> pending, Table table, Index index, double units) {}

  private final RegionState state;
  private final Writer writer;
  private final TableMeters meters;
  private @Nullable Step step;

  public IndexFiller(RegionState state, Writer writer, TableMeters meters) {
    this.state = state;
    this.writer = writer;
    this.meters = meters;
  }

  @Override
  public String role() {
    return "index-filler";
  }

  @Override
  public int doWork() {
    Step before = step;
    if (before != null) {
      if (!before.pending.isDone()) return 0;
      step = null;
      if (before.pending.get().failure() != null) return 0; // not at once again
      meters.of(before.table).filled(before.index, before.units);
    }
    for (Table table : state.tables().all()) {
      if (!table.isHere() || table.filling().isEmpty()) continue;
      for (Index index : table.indexes().all()) {
        if (!table.isFilling(index)) continue;
        step = next(table, index);
        return 1;
      }
    }
    return 0;
  }

  /// Entries cost what writing them would.
  private Step next(Table table, Index index) {
    Bytes known = state.filledThrough(index.id());
    Bytes after = known == null ? KeyRange.ALL.from() : known;
    byte[] from = after.length() == 0 ? null : KeyRange.justAfter(after).unsafeArray();
    EntryCursor items = state.store().scan(state.itemsOf(table.id()), from, null, true);
    Bytes through = null;
    double units = 0;
    int bytes = 0;
    for (int keys = 1; through == null && items.advance(); keys++) {
      bytes += items.value().length;
      units += WriteCost.ofEntry(table, index, state.readable(items).item());
      if (keys == STEP_KEYS_MAX || bytes >= STEP_BYTES_MAX) through = Bytes.owning(items.key());
    }
    var filled = new IndexFilled(table.id(), index.id(), after, through);
    return new Step(writer.submit(filled), table, index, units);
  }

  @Override
  public void awaitWork() {
    long millis = step == null ? IDLE_MILLIS : BUSY_MILLIS;
    LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(millis));
  }
}
