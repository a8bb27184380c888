package io.atolldb.region;

import io.atolldb.catalog.Table;
import io.atolldb.clock.RegionId;
import io.atolldb.item.Bytes;
import io.atolldb.item.KeyRange;
import io.atolldb.replication.Agent;
import io.atolldb.replication.Link;
import io.atolldb.replication.Ticks;
import io.atolldb.store.ItemStore.EntryCursor;
import io.atolldb.store.StoreDamaged;
import io.atolldb.stored.ItemVersion;
import io.atolldb.table.TableId;
import io.atolldb.version.VersionVector;
import io.atolldb.writer.RegionState;
import io.atolldb.writer.Writer;
import java.util.ArrayList;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Lets go of tombstones that no region needs any more: those behind the stable vector of their
/// table ([StableVector]). Goes through one table after the other in bounded steps, and only
/// through tables that hold tombstones and whose stable vector has moved since the last time.
public final class TombstoneSweeper implements Agent {

  /// How much it does, and how often.
  ///
  /// @param periodMillis from the end of one round to the next; a round that takes long is followed
  ///   by a pause as many times as long as `PAUSE_TIMES`
  public record Pace(long periodMillis, long stepMillis) {
    public static final Pace USUAL = new Pace(10_000, 50);
  }

  /// What is known of a table's deletes.
  ///
  /// @param stable as it was computed last; null if it never was
  /// @param heldBackBy the region for whose sake it cannot be computed now; or, while deletes are
  ///   remembered, the one for whose sake it has not moved for a round; null if there is none
  /// @param stableMillis when, by this region's ticks, it was computed last
  public record Figures(
      @Nullable VersionVector stable, @Nullable RegionId heldBackBy, long stableMillis) {}

  /// Entries that one step looks at.
  static final int STEP_ENTRIES = 2_000;

  /// Tombstones that one step asks to be forgotten, and bytes of their keys.
  static final int STEP_TOMBSTONES = 500;

  static final int STEP_KEY_BYTES = 256 << 10;

  /// Rounds take at most one part in so many of the time.
  private static final int PAUSE_TIMES = 20;

  private final RegionState state;
  private final Writer writer;
  private final StableVector stableVector;
  private final Ticks ticks;
  private final Pace pace;
  private final Map<TableId, Figures> figures = new ConcurrentHashMap<>();
  private final Map<TableId, VersionVector> sweptThrough = new TreeMap<>();
  private BooleanSupplier answered = () -> true;
  private @Nullable Round round;
  private long roundBegan;
  private long dueAt;

  /// Where it stands in a table.
  private record Round(Table table, VersionVector stable, @Nullable Bytes after) {}

  TombstoneSweeper(
      RegionState state, Writer writer, SortedMap<RegionId, Link> links, Ticks ticks, Pace pace) {
    this.state = state;
    this.writer = writer;
    this.stableVector = new StableVector(state, links);
    this.ticks = ticks;
    this.pace = pace;
    this.dueAt = ticks.millis() + pace.periodMillis();
  }

  @Override
  public String role() {
    return "tombstone-sweeper";
  }

  /// Null if nothing is known of the table yet.
  @Nullable Figures figures(TableId table) {
    return figures.get(table);
  }

  long ageMillis(Figures known) {
    return Math.max(0, ticks.millis() - known.stableMillis());
  }

  /// Up to which packed timestamp all members are known to have a region's writes to a table.
  long knownToAll(Table table, RegionId region) {
    Figures known = figures.get(table.id());
    VersionVector last = known == null ? null : known.stable();
    return Math.max(last == null ? 0 : last.packed(region), state.floor(table.id()).packed(region));
  }

  @Override
  public int doWork() {
    if (!answered.getAsBoolean() || ticks.millis() < dueAt) return 0;
    Round current = round;
    if (current == null) {
      roundBegan = ticks.millis();
      return begin(null);
    }
    return sweep(current);
  }

  /// Enters the first table behind `behind` (null: the first of all) that has something to sweep.
  private int begin(@Nullable TableId behind) {
    for (Table table : inOrder().values()) {
      if (behind != null && table.id().compareTo(behind) <= 0) continue;
      VersionVector stable = stableOf(table);
      if (stable == null || !hasWork(table, stable)) continue;
      round = new Round(table, stable, null);
      return 1;
    }
    round = null;
    long took = ticks.millis() - roundBegan;
    dueAt = ticks.millis() + Math.max(pace.periodMillis(), PAUSE_TIMES * took);
    return 0;
  }

  private SortedMap<TableId, Table> inOrder() {
    var tables = new TreeMap<TableId, Table>();
    for (Table table : state.tables().all()) {
      if (table.isActive()) tables.put(table.id(), table);
    }
    figures.keySet().retainAll(tables.keySet());
    sweptThrough.keySet().retainAll(tables.keySet());
    return tables;
  }

  private @Nullable VersionVector stableOf(Table table) {
    StableVector.Answer answer = stableVector.of(table);
    Figures before = figures.get(table.id());
    long since = before == null ? roundBegan : before.stableMillis();
    VersionVector stable = answer.vector();
    VersionVector earlier = before == null ? null : before.stable();
    RegionId heldBackBy = answer.heldBackBy();
    if (stable != null && earlier != null && state.tombstones(table.id()) > 0) {
      heldBackBy = stableVector.behind(table, earlier);
    }
    Figures now =
        stable == null
            ? new Figures(earlier, heldBackBy, since)
            : new Figures(stable, heldBackBy, ticks.millis());
    figures.put(table.id(), now);
    return stable;
  }

  private boolean hasWork(Table table, VersionVector stable) {
    VersionVector swept = sweptThrough.get(table.id());
    return state.tombstones(table.id()) > 0 && (swept == null || !stable.equals(swept));
  }

  private int sweep(Round at) {
    byte[] from = KeyRange.justAfterOrOpen(at.after());
    EntryCursor entries = state.store().scan(state.itemsOf(at.table().id()), from, null, true);
    var keys = new ArrayList<Bytes>();
    int keyBytes = 0;
    int looked = 0;
    Bytes last = null;
    while (looked < STEP_ENTRIES && keys.size() < STEP_TOMBSTONES && keyBytes < STEP_KEY_BYTES) {
      if (!entries.advance()) {
        forget(at, keys);
        sweptThrough.put(at.table().id(), at.stable());
        return 1 + begin(at.table().id());
      }
      looked++;
      last = Bytes.of(entries.key());
      if (!isForgettable(entries.value(), at.stable())) continue;
      keys.add(last);
      keyBytes += last.length();
    }
    forget(at, keys);
    round = new Round(at.table(), at.stable(), last);
    dueAt = ticks.millis() + pace.stepMillis();
    return looked;
  }

  private boolean isForgettable(byte[] stored, VersionVector stable) {
    try {
      ItemVersion item = state.decode(stored);
      return item.isTombstone() && item.version().vector().isIncludedIn(stable);
    } catch (StoreDamaged damaged) {
      return false; // for a repair to find
    }
  }

  private void forget(Round at, ArrayList<Bytes> keys) {
    if (keys.isEmpty()) return;
    Table table = at.table();
    answered = writer.forget(table.id(), table.descriptor().membership(), at.stable(), keys);
  }

  @Override
  public void awaitWork() {
    long millis = Math.clamp(dueAt - ticks.millis(), 1, 500);
    LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(millis));
  }
}
