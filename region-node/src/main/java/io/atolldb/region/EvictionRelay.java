package io.atolldb.region;

import io.atolldb.catalog.Table;
import io.atolldb.clock.RegionId;
import io.atolldb.globaltable.Member;
import io.atolldb.item.Bytes;
import io.atolldb.item.KeyRange;
import io.atolldb.replication.Agent;
import io.atolldb.replication.Ticks;
import io.atolldb.store.ItemStore.EntryCursor;
import io.atolldb.store.StoreDamaged;
import io.atolldb.table.TableId;
import io.atolldb.writer.RegionState;
import io.atolldb.writer.Writer;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongBiFunction;
import org.jspecify.annotations.Nullable;

/// When a region was removed from a table by others, its members have come to different places of
/// its stream, and none of them reads on. So each sends what it has of that region in its own
/// stream, but for what all are known to have: then all have the same, and only then does it say
/// that it knows of the removal ([io.atolldb.replication.Settled]).
final class EvictionRelay implements Agent {

  /// Entries that one step looks at.
  static final int STEP_ENTRIES = 1_000;

  private static final long STEP_MILLIS = 20;
  private static final long IDLE_MILLIS = 200;

  /// A removal that the others have not been told of: the table, who was removed, of which of its
  /// memberships, what of its writes all are known to have, and where the relay stands.
  private record Errand(
      TableId table, RegionId removed, int epoch, long known, @Nullable Bytes after) {}

  private final RegionState state;
  private final Writer writer;
  private final Ticks ticks;
  private final ToLongBiFunction<Table, RegionId> knownToAll;
  private BooleanSupplier answered = () -> true;
  private @Nullable Errand errand;
  private long dueAt;

  /// `knownToAll`: up to which packed timestamp all members are known to have a region's writes to
  /// a table.
  EvictionRelay(
      RegionState state, Writer writer, Ticks ticks, ToLongBiFunction<Table, RegionId> knownToAll) {
    this.state = state;
    this.writer = writer;
    this.ticks = ticks;
    this.knownToAll = knownToAll;
  }

  @Override
  public String role() {
    return "eviction-relay";
  }

  @Override
  public int doWork() {
    if (!answered.getAsBoolean() || ticks.millis() < dueAt) return 0;
    Errand current = errand == null ? next() : errand;
    if (current == null) {
      dueAt = ticks.millis() + IDLE_MILLIS;
      return 0;
    }
    return relay(current);
  }

  private @Nullable Errand next() {
    for (Table table : state.tables().all()) {
      if (!table.isHere()) continue;
      for (Map.Entry<RegionId, Member> entry : table.descriptor().members().entrySet()) {
        if (!state.owesRelay(table, entry.getKey())) continue;
        long known = knownToAll.applyAsLong(table, entry.getKey());
        return new Errand(table.id(), entry.getKey(), entry.getValue().epoch(), known, null);
      }
    }
    return null;
  }

  private int relay(Errand at) {
    byte[] from = KeyRange.justAfterOrOpen(at.after());
    EntryCursor entries = state.store().scan(state.itemsOf(at.table()), from, null, true);
    var keys = new ArrayList<Bytes>();
    Bytes last = at.after();
    int looked = 0;
    boolean ended = false;
    while (looked < STEP_ENTRIES && !ended) {
      ended = !entries.advance();
      if (ended) break;
      looked++;
      last = Bytes.of(entries.key());
      if (isOf(at, entries.value())) keys.add(last);
    }
    answered = writer.relay(at.table(), at.removed(), at.epoch(), keys, ended);
    errand = ended ? null : new Errand(at.table(), at.removed(), at.epoch(), at.known(), last);
    dueAt = ticks.millis() + STEP_MILLIS;
    return looked + 1;
  }

  private boolean isOf(Errand at, byte[] stored) {
    try {
      return state.decode(stored).version().vector().packed(at.removed()) > at.known();
    } catch (StoreDamaged damaged) {
      return false; // for a repair to find
    }
  }

  @Override
  public void awaitWork() {
    long millis = Math.clamp(dueAt - ticks.millis(), 1, IDLE_MILLIS);
    LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(millis));
  }
}
