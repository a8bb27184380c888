package io.atolldb.operation;

import io.atolldb.catalog.BillingMode;
import io.atolldb.catalog.CapacityUnits;
import io.atolldb.catalog.Index;
import io.atolldb.catalog.IndexSettings;
import io.atolldb.catalog.ReplicaOverrides;
import io.atolldb.catalog.ReplicaOverrides.IndexReads;
import io.atolldb.catalog.SettingsChange;
import io.atolldb.catalog.SettingsEdit;
import io.atolldb.catalog.Table;
import io.atolldb.catalog.TableChange;
import io.atolldb.catalog.TableOperation;
import io.atolldb.catalog.TableSettings;
import io.atolldb.catalog.Tables;
import io.atolldb.fault.ApiFault;
import io.atolldb.item.Item;
import io.atolldb.scaling.ScalingTarget;
import io.atolldb.table.TableId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Other provisioned capacity for a table and its indexes, because it scales by itself. Of a table
/// that others share, the reads are those of this region's replica alone.
public record ScaleCapacity(TableId table, Map<ScalingTarget, Long> wanted, long nowMillis)
    implements TableOperation {

  public ScaleCapacity {
    wanted = Map.copyOf(wanted);
  }

  @Override
  public Decision decide(Tables tables) {
    Table known = tables.of(table);
    if (known == null || !known.isActive() || ReplicaRules.isCreatingElsewhere(known)) {
      return new Decision.Change(List.of());
    }
    var settings = TableSettings.of(known);
    if (settings.billing() != BillingMode.PROVISIONED) return new Decision.Change(List.of());
    CapacityUnits now = settings.provisioned();
    Long read = wanted.get(ScalingTarget.reads(null, known.self()));
    Long write = wanted.get(ScalingTarget.writes(null));
    boolean shared = known.isShared();
    var units =
        new CapacityUnits(shared ? now.read() : or(read, now.read()), or(write, now.write()));
    ApiFault fault = DecreaseRule.refusal(settings.capacityTimes(), now, units, nowMillis);
    if (fault != null) return new Decision.Refuse(fault);
    Item after = known.descriptor().settings();
    if (!units.equals(now)) after = SettingsEdit.changed(known, provisioned(units), nowMillis);
    List<IndexChange> indexes = indexes(known, settings);
    if (!indexes.isEmpty()) {
      var changed = IndexRules.after(known, indexes, BillingMode.PROVISIONED, nowMillis);
      after = IndexSettings.with(after, changed);
    }
    if (shared)
      after = new ReplicaOverrides(null, read, null, null, reads(known)).in(after, known.self());
    return new Decision.Change(
        after.equals(known.descriptor().settings())
            ? List.of()
            : List.of(new TableChange.Settings(table, after)));
  }

  private static SettingsChange provisioned(CapacityUnits units) {
    return new SettingsChange(null, units, null, null, null, null, null, null, new TreeMap<>());
  }

  /// Where others hold replicas, the reads of this one are overrides.
  private SortedMap<String, IndexReads> reads(Table known) {
    var reads = new TreeMap<String, IndexReads>();
    for (Index index : known.indexes().of(Index.Kind.GLOBAL)) {
      Long units = wanted.get(ScalingTarget.reads(index.name(), known.self()));
      if (units != null) reads.put(index.name(), new IndexReads(units, null));
    }
    return reads;
  }

  private List<IndexChange> indexes(Table known, TableSettings settings) {
    var changes = new ArrayList<IndexChange>();
    for (Index index : known.indexes().of(Index.Kind.GLOBAL)) {
      CapacityUnits now = settings.here(index).provisioned();
      if (now == null) continue;
      Long read = wanted.get(ScalingTarget.reads(index.name(), known.self()));
      var units =
          new CapacityUnits(
              known.isShared() ? now.read() : or(read, now.read()),
              or(wanted.get(ScalingTarget.writes(index.name())), now.write()));
      if (!units.equals(now)) {
        changes.add(new IndexChange.Update(index.name(), units, null, null));
      }
    }
    return changes;
  }

  private static long or(@Nullable Long units, long now) {
    return units == null ? now : units;
  }
}
