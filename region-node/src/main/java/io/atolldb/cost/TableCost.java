package io.atolldb.cost;

import io.atolldb.capacity.Meter;
import io.atolldb.capacity.TableMeter;
import io.atolldb.catalog.BillingMode;
import io.atolldb.catalog.CapacityUnits;
import io.atolldb.catalog.Index;
import io.atolldb.catalog.Table;
import io.atolldb.catalog.TableClass;
import io.atolldb.catalog.TableFigures;
import io.atolldb.catalog.TableSettings;
import io.atolldb.cost.PriceList.Prices;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// What one table of a region would cost in the service, its indexes with it. Free tiers are not
/// taken off; backups, streams and transfer are not in it.
///
/// @param shares the table itself first, then its indexes by name
public record TableCost(
    String table,
    BillingMode billing,
    TableClass tableClass,
    double requestsUsd,
    double capacityUsdPerMonth,
    double storageUsdPerMonth,
    List<Share> shares) {

  /// Of the table itself, or of one of its indexes. Units are counted since the process began;
  /// those of local indexes are among their table's.
  ///
  /// @param index null for the table itself
  /// @param replicatedWriteUnits of writes that came from other regions
  /// @param billedBytes what is stored, with what the service adds for every item
  /// @param requestsUsd for the units that were counted, where the table is billed by request
  /// @param capacityUsdPerMonth for what is provisioned, where it is not
  /// @param storageUsdPerMonth for what is stored now
  public record Share(
      @Nullable String index,
      double readUnits,
      double writeUnits,
      double replicatedWriteUnits,
      long readsThrottled,
      long writesThrottled,
      long items,
      long billedBytes,
      double requestsUsd,
      double capacityUsdPerMonth,
      double storageUsdPerMonth) {}

  /// What the service adds to the size of every item, and of every entry of an index, when it bills
  /// storage.
  private static final int BYTES_PER_ITEM = 100;

  private static final double MILLION = 1e6;
  private static final double GIGABYTE = 1L << 30;

  /// As the service counts a month.
  private static final int HOURS_PER_MONTH = 730;

  public TableCost {
    shares = List.copyOf(shares);
  }

  /// Of what the table and its indexes have taken so far, and hold now.
  ///
  /// @param entries what its indexes hold, by their names
  public static TableCost of(
      Table table,
      TableMeter meter,
      TableFigures figures,
      SortedMap<String, TableFigures> entries,
      PriceList priceList) {
    var settings = TableSettings.of(table);
    String named = settings.tableClass();
    TableClass tableClass = named == null ? TableClass.STANDARD : TableClass.valueOf(named);
    Prices prices = priceList.of(tableClass);
    boolean onDemand = settings.billing() == BillingMode.PAY_PER_REQUEST;
    var shares = new ArrayList<Share>();
    shares.add(
        share(
            null,
            meter.own(),
            meter.replicatedUnits(),
            onDemand ? null : settings.provisioned(),
            figures,
            table.isShared() ? ofGlobalTable(prices) : prices));
    for (Index index : table.indexes().all()) {
      TableFigures held = entries.getOrDefault(index.name(), TableFigures.NONE);
      Share share =
          index.isLocal()
              ? stored(index.name(), held, prices)
              : share(
                  index.name(),
                  meter.of(index),
                  0,
                  onDemand ? null : settings.here(index).provisioned(),
                  held,
                  prices);
      shares.add(share);
    }
    double requests = 0;
    double capacity = 0;
    double storage = 0;
    for (Share share : shares) {
      requests += share.requestsUsd;
      capacity += share.capacityUsdPerMonth;
      storage += share.storageUsdPerMonth;
    }
    return new TableCost(
        table.name(), settings.billing(), tableClass, requests, capacity, storage, shares);
  }

  /// Where its writes are replicated ones.
  private static Prices ofGlobalTable(Prices prices) {
    return new Prices(
        prices.readPerMillion(),
        prices.replicatedPerMillion(),
        prices.replicatedPerMillion(),
        prices.readPerHour(),
        prices.replicatedPerHour(),
        prices.replicatedPerHour(),
        prices.storageMonth());
  }

  /// @param provisioned null where requests are billed
  private static Share share(
      @Nullable String index,
      Meter meter,
      double replicated,
      @Nullable CapacityUnits provisioned,
      TableFigures figures,
      Prices prices) {
    double reads = meter.reads().taken();
    double writes = meter.writes().taken();
    double requests = 0;
    double capacity = 0;
    if (provisioned == null) {
      requests =
          reads * prices.readPerMillion()
              + writes * prices.writePerMillion()
              + replicated * prices.replicatedPerMillion();
    } else {
      capacity =
          provisioned.read() * prices.readPerHour() + provisioned.write() * prices.writePerHour();
    }
    return new Share(
        index,
        reads,
        writes,
        replicated,
        meter.reads().throttled(),
        meter.writes().throttled(),
        figures.items(),
        billed(figures),
        requests / MILLION,
        capacity * HOURS_PER_MONTH,
        billed(figures) / GIGABYTE * prices.storageMonth());
  }

  private static Share stored(String index, TableFigures held, Prices prices) {
    double storage = billed(held) / GIGABYTE * prices.storageMonth();
    return new Share(index, 0, 0, 0, 0, 0, held.items(), billed(held), 0, 0, storage);
  }

  private static long billed(TableFigures figures) {
    return figures.bytes() + BYTES_PER_ITEM * figures.items();
  }
}
