package io.atolldb.writer;

import io.atolldb.catalog.Index;
import io.atolldb.catalog.Table;
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

  private final RegionState state;
  private final Writer writer;
  private @Nullable Pending<RecordSubmission.Outcome> step;

  public IndexFiller(RegionState state, Writer writer) {
    this.state = state;
    this.writer = writer;
  }

  @Override
  public String role() {
    return "index-filler";
  }

  @Override
  public int doWork() {
    Pending<RecordSubmission.Outcome> before = step;
    if (before != null) {
      if (!before.isDone()) return 0;
      step = null;
      if (before.get().failure() != null) return 0; // not at once again
    }
    for (Table table : state.tables().all()) {
      if (!table.isHere() || table.filling().isEmpty()) continue;
      for (Index index : table.indexes().all()) {
        if (!table.isFilling(index)) continue;
        step = writer.submit(next(table, index));
        return 1;
      }
    }
    return 0;
  }

  private IndexFilled next(Table table, Index index) {
    Bytes known = state.filledThrough(index.id());
    Bytes after = known == null ? KeyRange.ALL.from() : known;
    byte[] from = after.length() == 0 ? null : KeyRange.justAfter(after).unsafeArray();
    EntryCursor items = state.store().scan(state.itemsOf(table.id()), from, null, true);
    int bytes = 0;
    for (int keys = 1; items.advance(); keys++) {
      bytes += items.value().length;
      if (keys < STEP_KEYS_MAX && bytes < STEP_BYTES_MAX) continue;
      return new IndexFilled(table.id(), index.id(), after, Bytes.owning(items.key()));
    }
    return new IndexFilled(table.id(), index.id(), after, null);
  }

  @Override
  public void awaitWork() {
    long millis = step == null ? IDLE_MILLIS : BUSY_MILLIS;
    LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(millis));
  }
}
