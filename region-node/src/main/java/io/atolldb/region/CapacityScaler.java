package io.atolldb.region;

import io.atolldb.capacity.Flow;
import io.atolldb.capacity.Meter;
import io.atolldb.capacity.TableMeter;
import io.atolldb.capacity.TableMeters;
import io.atolldb.catalog.BillingMode;
import io.atolldb.catalog.CapacityTimes;
import io.atolldb.catalog.CapacityUnits;
import io.atolldb.catalog.Index;
import io.atolldb.catalog.Table;
import io.atolldb.catalog.TableOperation;
import io.atolldb.catalog.TableSettings;
import io.atolldb.clock.RegionId;
import io.atolldb.clock.WallClock;
import io.atolldb.item.Item;
import io.atolldb.operation.DecreaseRule;
import io.atolldb.operation.ScaleCapacity;
import io.atolldb.replication.Agent;
import io.atolldb.replication.Ticks;
import io.atolldb.scaling.RecentUse;
import io.atolldb.scaling.ScalingRule;
import io.atolldb.scaling.ScalingSettings;
import io.atolldb.scaling.ScalingTarget;
import io.atolldb.table.TableId;
import io.atolldb.writer.Pending;
import io.atolldb.writer.RegionState;
import io.atolldb.writer.Writer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Once a minute, looks at what was used of the capacities that scale by themselves, and asks for
/// other ones. Reads are scaled by each region for its own replica. All regions share the writes of
/// a global table, and see all of them: the first region that holds it scales them.
final class CapacityScaler implements Agent {

  private static final long PERIOD_MILLIS = TimeUnit.MINUTES.toMillis(1);
  private static final long IDLE_MILLIS = 500;

  private record Place(TableId table, ScalingTarget target) {}

  /// What was asked for, and from where to where.
  private record Asked(
      Map<Place, Boolean> raises, long sinceMillis, Pending<TableOperation.Outcome> answer) {}

  private final RegionState state;
  private final TableMeters meters;
  private final Writer writer;
  private final WallClock wallClock;
  private final Ticks ticks;
  private final Map<Place, RecentUse> uses = new HashMap<>();
  private final List<Asked> asked = new ArrayList<>();
  private long lookedAt;

  CapacityScaler(RegionCore core, WallClock wallClock, Ticks ticks) {
    this.state = core.state();
    this.meters = core.meters();
    this.writer = core.writer();
    this.wallClock = wallClock;
    this.ticks = ticks;
    this.lookedAt = ticks.millis();
  }

  @Override
  public String role() {
    return "capacity-scaler";
  }

  @Override
  public int doWork() {
    asked.removeIf(this::isAnswered);
    long elapsed = ticks.millis() - lookedAt;
    if (elapsed < PERIOD_MILLIS) return 0;
    lookedAt = ticks.millis();
    // After a long pause it is not known which minute took what.
    if (elapsed >= 2 * PERIOD_MILLIS) uses.values().forEach(RecentUse::forget);
    Set<Place> looked = new HashSet<>();
    for (Table table : state.tables().all()) {
      boolean provisioned = TableSettings.of(table).billing() == BillingMode.PROVISIONED;
      if (table.isActive() && provisioned) scale(table, elapsed, looked);
    }
    uses.keySet().retainAll(looked);
    return 1;
  }

  private boolean isAnswered(Asked one) {
    if (!one.answer.isDone()) return false;
    if (one.answer.await() instanceof TableOperation.Outcome.Done) {
      one.raises.forEach((place, raised) -> {
        RecentUse use = uses.get(place);
        if (use != null) use.changed(raised, one.sinceMillis);
      });
    }
    return true;
  }

  private void scale(Table table, long elapsedMillis, Set<Place> looked) {
    TableMeter meter = meters.of(table);
    var wanted = new HashMap<ScalingTarget, Long>();
    var raises = new HashMap<Place, Boolean>();
    long now = wallClock.millis();
    for (Capacity each : capacities(table, meter)) {
      ScalingSettings settings = ScalingSettings.of(settings(table), each.target);
      if (settings == null) continue;
      var place = new Place(table.id(), each.target);
      looked.add(place);
      RecentUse use = uses.computeIfAbsent(place, _ -> new RecentUse());
      use.minute(each.taken, elapsedMillis / (double) TimeUnit.SECONDS.toMillis(1));
      boolean mayLower = DecreaseRule.allowsMore(each.times, now);
      long units =
          ScalingRule.wanted(settings, each.provisioned, use.minutes(), use.timing(now, mayLower));
      if (units == each.provisioned) continue;
      wanted.put(each.target, units);
      raises.put(place, units > each.provisioned);
    }
    if (wanted.isEmpty()) return;
    var operation = new ScaleCapacity(table.id(), wanted, now);
    asked.add(new Asked(raises, now, writer.submit(operation)));
  }

  private static Item settings(Table table) {
    return table.descriptor().settings();
  }

  /// One capacity that this region scales.
  ///
  /// @param taken units since the process began
  private record Capacity(
      ScalingTarget target, long provisioned, CapacityTimes times, double taken) {}

  private static List<Capacity> capacities(Table table, TableMeter meter) {
    var capacities = new ArrayList<Capacity>();
    var settings = TableSettings.of(table);
    CapacityUnits units = settings.provisioned();
    boolean first = isFirst(table);
    Meter own = meter.own();
    CapacityTimes times = settings.capacityTimes();
    var target = ScalingTarget.reads(null, table.self());
    capacities.add(new Capacity(target, units.read(), times, own.reads().taken()));
    double written = own.writes().taken() + meter.replicatedUnits();
    if (first) {
      capacities.add(new Capacity(ScalingTarget.writes(null), units.write(), times, written));
    }
    for (Index index : table.indexes().of(Index.Kind.GLOBAL)) {
      CapacityUnits its = settings.here(index).provisioned();
      if (its == null) continue;
      Flow reads = meter.of(index).reads();
      Flow writes = meter.of(index).writes();
      var readers = ScalingTarget.reads(index.name(), table.self());
      capacities.add(new Capacity(readers, its.read(), index.times(), reads.taken()));
      var writers = ScalingTarget.writes(index.name());
      if (first) {
        capacities.add(new Capacity(writers, its.write(), index.times(), writes.taken()));
      }
    }
    return capacities;
  }

  private static boolean isFirst(Table table) {
    if (!table.isShared()) return true;
    List<RegionId> members = Replicated.members(table);
    return members.isEmpty() || members.getFirst().equals(table.self());
  }

  @Override
  public void awaitWork() {
    LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(IDLE_MILLIS));
  }
}
