package io.atolldb.admin;

import io.atolldb.capacity.HotKeys;
import io.atolldb.capacity.HotKeys.HotKey;
import io.atolldb.capacity.KeyInsights;
import io.atolldb.capacity.TableMeter;
import io.atolldb.catalog.Index;
import io.atolldb.catalog.InsightsMode;
import io.atolldb.catalog.Table;
import io.atolldb.catalog.TableFigures;
import io.atolldb.cost.PriceList;
import io.atolldb.cost.TableCost;
import io.atolldb.region.RegionCore;
import io.atolldb.request.IndexFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// What the tables of this region take: in money as the service would ask for it, and by key.
@RestController
@RequestMapping("/api/v1")
public final class CostController {

  /// Keys that are shown of each list.
  private static final int KEYS_SHOWN = 25;

  /// Units are counted since the process began; sums are those over `tables`.
  record Cost(
      String region,
      String currency,
      String priceSource,
      String pricesAsOf,
      double requestsUsd,
      double capacityUsdPerMonth,
      double storageUsdPerMonth,
      List<TableCost> tables) {}

  /// `weight` is what the key weighs at most, `surplus` by how much that may be too much.
  record CountedKey(Map<String, Object> key, double weight, double surplus) {}

  /// Of a table, or of a global index, whose name is null or not. Accessed keys weigh consumed
  /// units, throttled ones refused requests. `mode` is null where nothing is counted.
  record Insights(
      @Nullable String index,
      @Nullable InsightsMode mode,
      List<CountedKey> accessedPartitions,
      List<CountedKey> accessedKeys,
      List<CountedKey> throttledPartitions,
      List<CountedKey> throttledKeys) {}

  record TableInsights(Insights table, List<Insights> indexes) {}

  private final RegionCore core;
  private final PriceList prices;

  public CostController(RegionCore core, PriceList prices) {
    this.core = core;
    this.prices = prices;
  }

  @GetMapping("/cost")
  Cost cost() {
    var tables = new ArrayList<TableCost>();
    double requests = 0;
    double capacity = 0;
    double storage = 0;
    for (Table table : core.state().tables().byName().values()) {
      TableCost cost = cost(table);
      tables.add(cost);
      requests += cost.requestsUsd();
      capacity += cost.capacityUsdPerMonth();
      storage += cost.storageUsdPerMonth();
    }
    String region = core.state().self().name();
    return new Cost(
        region, "USD", prices.source(), prices.asOf(), requests, capacity, storage, tables);
  }

  private TableCost cost(Table table) {
    var entries = new TreeMap<String, TableFigures>();
    for (Index index : table.indexes().all()) {
      IndexFigures held = IndexFigures.of(core.region(), index);
      entries.put(index.name(), new TableFigures(held.items(), held.bytes()));
    }
    TableFigures figures = core.state().figures(table.id());
    return TableCost.of(table, core.meters().of(table), figures, entries, prices);
  }

  @GetMapping("/tables/{table}/insights")
  TableInsights insights(@PathVariable("table") String name) {
    Table table = Asked.table(core.state().tables(), name);
    TableMeter meter = core.meters().of(table);
    var indexes = new ArrayList<Insights>();
    meter.globals().forEach((index, of) -> indexes.add(insights(index, of.insights())));
    return new TableInsights(insights(null, meter.own().insights()), indexes);
  }

  private static Insights insights(@Nullable String index, @Nullable KeyInsights counted) {
    if (counted == null) {
      return new Insights(index, null, List.of(), List.of(), List.of(), List.of());
    }
    return new Insights(
        index,
        counted.mode(),
        shown(counted.accessedPartitions()),
        shown(counted.accessedKeys()),
        shown(counted.throttledPartitions()),
        shown(counted.throttledKeys()));
  }

  private static List<CountedKey> shown(HotKeys keys) {
    var shown = new ArrayList<CountedKey>();
    for (HotKey hot : keys.top(KEYS_SHOWN)) {
      shown.add(new CountedKey(Shown.item(hot.key()), hot.weight(), hot.surplus()));
    }
    return shown;
  }
}
