package io.atolldb.capacity;

import io.atolldb.catalog.Table;
import io.atolldb.catalog.Tables;
import io.atolldb.replication.Ticks;
import io.atolldb.table.TableId;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// The meters of a region's tables. No locks where a table is known.
public final class TableMeters {

  private final Ticks ticks;
  private final boolean limits;
  private final ConcurrentMap<TableId, TableMeter> meters = new ConcurrentHashMap<>();

  private TableMeters(Ticks ticks, boolean limits) {
    this.ticks = ticks;
    this.limits = limits;
  }

  /// Meters that also refuse what is beyond a table's capacity.
  public static TableMeters limiting(Ticks ticks) {
    return new TableMeters(ticks, true);
  }

  /// Meters that count, and refuse nothing.
  public static TableMeters counting() {
    return new TableMeters(() -> 0, false);
  }

  /// A table's meter, with the limits that its settings have.
  public TableMeter of(Table table) {
    TableMeter meter = meters.get(table.id());
    if (meter == null) {
      meter = meters.computeIfAbsent(table.id(), _ -> new TableMeter(ticks, limits));
    }
    meter.follow(table);
    return meter;
  }

  /// Forgets the meters of tables that are not here any more.
  public void keepOnly(Tables tables) {
    meters
        .keySet()
        .removeIf(id -> {
          Table table = tables.of(id);
          return table == null || !table.isHere();
        });
  }
}
