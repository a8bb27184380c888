package io.atolldb.capacity;

import io.atolldb.catalog.BillingMode;
import io.atolldb.catalog.CapacityUnits;
import io.atolldb.catalog.InsightsMode;
import io.atolldb.catalog.OwnSettings;
import io.atolldb.catalog.SettingsChange;
import io.atolldb.catalog.Table;
import io.atolldb.catalog.TableSettings;
import io.atolldb.fault.ApiFault.CapacityExceeded;
import io.atolldb.globaltable.TableDescriptor;
import io.atolldb.item.Bytes;
import io.atolldb.item.KeyCodec;
import io.atolldb.replication.Ticks;
import java.util.Objects;
import java.util.concurrent.atomic.DoubleAdder;
import org.jspecify.annotations.Nullable;

/// What the accesses to one table take, and what its settings let them take.
public final class TableMeter {

  private final Flow reads;
  private final Flow writes;
  private final DoubleAdder replicated = new DoubleAdder();
  private final boolean limits;
  private volatile @Nullable TableDescriptor followed;
  private volatile @Nullable KeyInsights insights;
  private volatile boolean provisioned;
  private volatile String arn = "";

  TableMeter(Ticks ticks, boolean limits) {
    this.reads = new Flow(ticks);
    this.writes = new Flow(ticks);
    this.limits = limits;
  }

  /// Takes over what the table's settings say now. One comparison where they are known.
  void follow(Table table) {
    if (!Objects.equals(table.descriptor(), followed)) learn(table);
  }

  private synchronized void learn(Table table) {
    var settings = TableSettings.of(table);
    provisioned = settings.billing() == BillingMode.PROVISIONED;
    arn = table.arn();
    CapacityUnits allowed = provisioned ? settings.provisioned() : settings.onDemand();
    if (!limits || allowed == null) allowed = CapacityUnits.NONE;
    reads.limit(unlessUnlimited(allowed.read()));
    writes.limit(unlessUnlimited(allowed.write()));
    insights = insights(OwnSettings.of(table).insights(OwnSettings.TABLE));
    followed = table.descriptor();
  }

  /// The counting goes on as long as it counts the same.
  private @Nullable KeyInsights insights(OwnSettings.@Nullable Insights wanted) {
    InsightsMode mode = wanted == null ? null : wanted.mode();
    KeyInsights known = insights;
    if (mode == null) return null;
    return known != null && known.mode() == mode ? known : new KeyInsights(mode);
  }

  private static double unlessUnlimited(long units) {
    return units == SettingsChange.UNLIMITED ? 0 : units;
  }

  /// Why no read may pass now; null if one may. `key` is encoded; null for a read of many.
  public @Nullable CapacityExceeded refusedRead(@Nullable Bytes key) {
    return reads.admits() ? null : refused(false, key);
  }

  /// Why no write of that (encoded) key may pass now; null if one may.
  public @Nullable CapacityExceeded refusedWrite(Bytes key) {
    return writes.admits() ? null : refused(true, key);
  }

  private CapacityExceeded refused(boolean ofWrite, @Nullable Bytes key) {
    KeyInsights counting = insights;
    if (counting != null && key != null) counting.throttled(KeyCodec.decode(key));
    return new CapacityExceeded(false, ofWrite, provisioned, arn);
  }

  /// `key` as for [#refusedRead].
  public void read(@Nullable Bytes key, double units) {
    reads.take(units);
    accessed(key, units);
  }

  public void wrote(Bytes key, double units) {
    writes.take(units);
    accessed(key, units);
  }

  private void accessed(@Nullable Bytes key, double units) {
    KeyInsights counting = insights;
    if (counting != null && key != null) counting.accessed(KeyCodec.decode(key), units);
  }

  /// Null where they are not counted.
  public @Nullable KeyInsights insights() {
    return insights;
  }

  /// A write of another region was applied here. It takes from the units of the table, too, but is
  /// never refused.
  public void replicated(double units) {
    replicated.add(units);
    writes.charge(units);
  }

  public Flow reads() {
    return reads;
  }

  public Flow writes() {
    return writes;
  }

  /// Units of replicated writes since the process began.
  public double replicatedUnits() {
    return replicated.sum();
  }
}
