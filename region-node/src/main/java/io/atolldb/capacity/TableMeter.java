package io.atolldb.capacity;

import io.atolldb.catalog.BillingMode;
import io.atolldb.catalog.CapacityUnits;
import io.atolldb.catalog.Index;
import io.atolldb.catalog.InsightsMode;
import io.atolldb.catalog.OwnSettings;
import io.atolldb.catalog.Table;
import io.atolldb.catalog.TableSettings;
import io.atolldb.fault.ApiFault.CapacityExceeded;
import io.atolldb.globaltable.TableDescriptor;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.replication.Ticks;
import io.atolldb.table.IndexKeys;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.DoubleAdder;
import org.jspecify.annotations.Nullable;

/// What the accesses to one table and its indexes take, and what their settings let them take. A
/// local index shares the capacity of its table, a global one has its own.
public final class TableMeter {

  private record IndexMeter(UUID id, Meter meter) {}

  private final Meter own;
  private final DoubleAdder replicated = new DoubleAdder();
  private final Ticks ticks;
  private final boolean limits;
  private volatile @Nullable TableDescriptor followed;
  private volatile SortedMap<String, IndexMeter> globals = new TreeMap<>();

  TableMeter(Ticks ticks, boolean limits) {
    this.own = new Meter(ticks, false);
    this.ticks = ticks;
    this.limits = limits;
  }

  /// Takes over what the table's settings say now. One comparison where they are known.
  void follow(Table table) {
    if (!Objects.equals(table.descriptor(), followed)) learn(table);
  }

  private synchronized void learn(Table table) {
    var settings = TableSettings.of(table);
    boolean provisioned = settings.billing() == BillingMode.PROVISIONED;
    own.learn(
        table.arn(),
        provisioned,
        allowed(provisioned ? settings.provisioned() : settings.onDemand()));
    var kept = OwnSettings.of(table);
    own.count(mode(kept, OwnSettings.TABLE), table.keys(), IndexKeys.of(table.keys()));
    var meters = new TreeMap<String, IndexMeter>();
    for (Index shared : table.indexes().of(Index.Kind.GLOBAL)) {
      Index index = settings.here(shared);
      IndexMeter known = globals.get(index.name());
      Meter meter =
          known != null && known.id.equals(index.id()) ? known.meter : new Meter(ticks, true);
      meter.learn(
          table.arn() + "/index/" + index.name(),
          provisioned,
          allowed(provisioned ? index.provisioned() : index.onDemand()));
      meter.count(mode(kept, OwnSettings.of(index)), table.keys(), index.keys());
      meters.put(index.name(), new IndexMeter(index.id(), meter));
    }
    globals = meters;
    followed = table.descriptor();
  }

  private static @Nullable InsightsMode mode(OwnSettings kept, String resource) {
    OwnSettings.Insights insights = kept.insights(resource);
    return insights == null ? null : insights.mode();
  }

  private CapacityUnits allowed(@Nullable CapacityUnits set) {
    return limits && set != null ? set : CapacityUnits.NONE;
  }

  /// Of the table and its local indexes.
  public Meter own() {
    return own;
  }

  /// Of what is read: the table itself if `index` is null.
  public Meter of(@Nullable Index index) {
    if (index == null || index.isLocal()) return own;
    IndexMeter meter = globals.get(index.name());
    return meter == null ? own : meter.meter;
  }

  /// Of the global indexes, by their names.
  public SortedMap<String, Meter> globals() {
    var meters = new TreeMap<String, Meter>();
    globals.forEach((name, known) -> meters.put(name, known.meter));
    return Collections.unmodifiableSortedMap(meters);
  }

  /// Whether a global index is out of units for writes.
  public boolean hasDryIndex() {
    for (IndexMeter index : globals.values()) {
      if (index.meter.writes().isDry()) return true;
    }
    return false;
  }

  /// Why a write that takes this of the indexes may not pass now; null if it may: a global index
  /// holds up the writes of its table. `item` has the keys that are counted as throttled.
  public @Nullable CapacityExceeded refusedWrite(Item item, IndexUnits units) {
    for (String name : units.globals().keySet()) {
      IndexMeter index = globals.get(name);
      CapacityExceeded refused = index == null ? null : index.meter.refusedWrite(item);
      if (refused != null) return refused;
    }
    return null;
  }

  /// The item of the key was written. Which keys of indexes that concerns is for the caller to
  /// tell.
  public void wrote(Bytes key, TableUnits units) {
    own.wrote(key, units.table() + units.indexes().ofLocals());
    takeOfIndexes(units.indexes());
  }

  private void takeOfIndexes(IndexUnits units) {
    units
        .globals()
        .forEach((name, share) -> {
          IndexMeter index = globals.get(name);
          if (index != null) index.meter.writes().take(share);
        });
  }

  /// An index that is new was given entries of items that were there before it. That is billed, and
  /// holds up nobody.
  public void filled(Index index, double units) {
    of(index).writes().count(units);
  }

  /// Writes of another region were applied here. They take from the units of the table and its
  /// indexes, too, but are never refused.
  public void replicated(TableUnits units) {
    replicated.add(units.table());
    own.writes().charge(units.table());
    own.writes().take(units.indexes().ofLocals());
    takeOfIndexes(units.indexes());
  }

  /// Units of replicated writes since the process began; those of indexes are counted as writes of
  /// the indexes, as the service does.
  public double replicatedUnits() {
    return replicated.sum();
  }
}
