package io.atolldb.capacity;

import io.atolldb.catalog.CapacityUnits;
import io.atolldb.catalog.InsightsMode;
import io.atolldb.catalog.SettingsChange;
import io.atolldb.fault.ApiFault.CapacityExceeded;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.replication.Ticks;
import io.atolldb.table.IndexKeys;
import io.atolldb.table.KeySchema;
import org.jspecify.annotations.Nullable;

/// What the accesses to one table, or to one global index, take, and what they may take. Keys are
/// those of items, encoded.
public final class Meter {

  private final Flow reads;
  private final Flow writes;
  private final boolean ofIndex;
  private volatile @Nullable KeyInsights insights;
  private volatile boolean provisioned;
  private volatile String arn = "";

  Meter(Ticks ticks, boolean ofIndex) {
    this.reads = new Flow(ticks);
    this.writes = new Flow(ticks);
    this.ofIndex = ofIndex;
  }

  /// @param allowed units a second; zero and [SettingsChange#UNLIMITED] are no limit
  void learn(String name, boolean isProvisioned, CapacityUnits allowed) {
    arn = name;
    provisioned = isProvisioned;
    reads.limit(unlessUnlimited(allowed.read()));
    writes.limit(unlessUnlimited(allowed.write()));
  }

  private static double unlessUnlimited(long units) {
    return units == SettingsChange.UNLIMITED ? 0 : units;
  }

  /// The counting goes on as long as it counts the same; null for none.
  void count(@Nullable InsightsMode mode, KeySchema table, IndexKeys keys) {
    KeyInsights known = insights;
    if (mode == null) insights = null;
    else if (known == null || known.mode() != mode) insights = new KeyInsights(mode, table, keys);
  }

  /// Why no read of the item of that key may pass now; null if one may.
  public @Nullable CapacityExceeded refusedRead(Bytes key) {
    return reads.admits() ? null : refused(false, key);
  }

  /// The same of a read of many; what is known of its key stands in `holder`.
  public @Nullable CapacityExceeded refusedRead(Item holder) {
    return reads.admits() ? null : refused(false, holder);
  }

  /// Why no write of the item of that key may pass now; null if one may.
  public @Nullable CapacityExceeded refusedWrite(Bytes key) {
    return writes.admits() ? null : refused(true, key);
  }

  /// The same, where `holder` has the key.
  @Nullable CapacityExceeded refusedWrite(Item holder) {
    return writes.admits() ? null : refused(true, holder);
  }

  private CapacityExceeded refused(boolean ofWrite, Bytes key) {
    KeyInsights counting = insights;
    if (counting != null) counting.throttled(key);
    return exceeded(ofWrite);
  }

  private CapacityExceeded refused(boolean ofWrite, Item holder) {
    KeyInsights counting = insights;
    if (counting != null) counting.throttled(holder);
    return exceeded(ofWrite);
  }

  private CapacityExceeded exceeded(boolean ofWrite) {
    return new CapacityExceeded(ofIndex, ofWrite, provisioned, arn);
  }

  /// A read of many, of whose keys the caller tells.
  public void read(double units) {
    reads.take(units);
  }

  public void read(Bytes key, double units) {
    reads.take(units);
    accessed(key, units);
  }

  void wrote(Bytes key, double units) {
    writes.take(units);
    accessed(key, units);
  }

  private void accessed(Bytes key, double units) {
    KeyInsights counting = insights;
    if (counting != null) counting.accessed(key, units);
  }

  /// Null where they are not counted.
  public @Nullable KeyInsights insights() {
    return insights;
  }

  public Flow reads() {
    return reads;
  }

  public Flow writes() {
    return writes;
  }
}
