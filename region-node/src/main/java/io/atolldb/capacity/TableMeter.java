package io.atolldb.capacity;

import io.atolldb.catalog.BillingMode;
import io.atolldb.catalog.CapacityUnits;
import io.atolldb.catalog.SettingsChange;
import io.atolldb.catalog.Table;
import io.atolldb.catalog.TableSettings;
import io.atolldb.fault.ApiFault.CapacityExceeded;
import io.atolldb.globaltable.TableDescriptor;
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
    followed = table.descriptor();
  }

  private static double unlessUnlimited(long units) {
    return units == SettingsChange.UNLIMITED ? 0 : units;
  }

  /// Why no read may pass now; null if one may.
  public @Nullable CapacityExceeded refusedRead() {
    return reads.admits() ? null : new CapacityExceeded(false, false, provisioned, arn);
  }

  /// Why no write may pass now; null if one may.
  public @Nullable CapacityExceeded refusedWrite() {
    return writes.admits() ? null : new CapacityExceeded(false, true, provisioned, arn);
  }

  public void read(double units) {
    reads.take(units);
  }

  public void wrote(double units) {
    writes.take(units);
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
