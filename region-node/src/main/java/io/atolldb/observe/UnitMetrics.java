package io.atolldb.observe;

import io.atolldb.capacity.Flow;
import io.atolldb.capacity.Meter;
import io.atolldb.capacity.TableMeter;
import io.atolldb.catalog.Table;
import io.atolldb.region.RegionCore;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/// What the tables of a region and their global indexes take and are refused, counted since the
/// process began. Tables come and go, so the figures are looked up each time somebody asks.
///
/// Labels: `table`, `index` (empty for the table itself), `operation` (`read` or `write`), and
/// CloudWatch's name for the figure.
public final class UnitMetrics implements MultiCollector {

  private final RegionCore core;

  public UnitMetrics(RegionCore core) {
    this.core = core;
  }

  @Override
  public MetricSnapshots collect() {
    var consumed =
        CounterSnapshot.builder()
            .name("atoll_consumed_units")
            .help("Capacity units that reads and writes have taken");
    var throttled =
        CounterSnapshot.builder()
            .name("atoll_throttled_requests")
            .help("Reads and writes that found no units left");
    var replicated =
        CounterSnapshot.builder()
            .name("atoll_replicated_write_units")
            .help("Capacity units of writes that came from other regions");
    for (Table table : core.state().tables().byName().values()) {
      TableMeter meter = core.meters().of(table);
      add(table, "", meter.own(), consumed, throttled);
      meter.globals().forEach((index, each) -> add(table, index, each, consumed, throttled));
      replicated.dataPoint(point(meter.replicatedUnits(), Labels.of("table", table.name())));
    }
    return MetricSnapshots.of(consumed.build(), throttled.build(), replicated.build());
  }

  private static void add(
      Table table,
      String index,
      Meter meter,
      CounterSnapshot.Builder consumed,
      CounterSnapshot.Builder throttled) {
    var labels = Labels.of("table", table.name(), "index", index);
    add(labels, "read", "Read", meter.reads(), consumed, throttled);
    add(labels, "write", "Write", meter.writes(), consumed, throttled);
  }

  private static void add(
      Labels labels,
      String operation,
      String named,
      Flow flow,
      CounterSnapshot.Builder consumed,
      CounterSnapshot.Builder throttled) {
    Labels all = labels.merge(Labels.of("operation", operation));
    consumed.dataPoint(
        point(flow.taken(), all.add("cloudwatch", "Consumed" + named + "CapacityUnits")));
    throttled.dataPoint(
        point((double) flow.throttled(), all.add("cloudwatch", named + "ThrottleEvents")));
  }

  private static CounterDataPointSnapshot point(double value, Labels labels) {
    return CounterDataPointSnapshot.builder().value(value).labels(labels).build();
  }
}
