package io.atolldb.operation;

import io.atolldb.catalog.BillingMode;
import io.atolldb.catalog.IndexSettings;
import io.atolldb.catalog.Indexes;
import io.atolldb.catalog.ReplicaOverrides;
import io.atolldb.catalog.SettingsChange;
import io.atolldb.catalog.SettingsEdit;
import io.atolldb.catalog.Table;
import io.atolldb.catalog.TableChange;
import io.atolldb.catalog.TableOperation;
import io.atolldb.catalog.TableSettings;
import io.atolldb.catalog.Tables;
import io.atolldb.clock.RegionId;
import io.atolldb.fault.ApiFault;
import io.atolldb.globaltable.MemberStatus;
import io.atolldb.item.Item;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Other settings for a table, or one replica more or less or other than it was, or both; or a word
/// on whether this region's replica may leave.
public record UpdateTable(
    String name,
    SettingsChange settings,
    List<IndexChange> indexes,
    @Nullable ReplicaChange replica,
    @Nullable Boolean disassociationProtection,
    long nowMillis)
    implements TableOperation {

  public UpdateTable {
    indexes = List.copyOf(indexes);
  }

  /// One region is to hold a replica, or to hold none any more.
  public sealed interface ReplicaChange {
    RegionId region();

    record Create(RegionId region, ReplicaOverrides overrides) implements ReplicaChange {}

    record Update(RegionId region, ReplicaOverrides overrides) implements ReplicaChange {}

    record Delete(RegionId region) implements ReplicaChange {}

    /// The region becomes a table by itself, with all that it holds.
    record Disassociate(RegionId region) implements ReplicaChange {}
  }

  @Override
  public Decision decide(Tables tables) {
    Table table = tables.named(name);
    if (table == null) return new Decision.Refuse(TableFaults.notFound(name));
    ApiFault fault = refusal(table);
    return fault == null ? new Decision.Change(changes(table)) : new Decision.Refuse(fault);
  }

  private @Nullable ApiFault refusal(Table table) {
    if (!table.isActive()) return TableFaults.beingCreated(name);
    // A replica that never comes up (its region is gone, say) can be taken back; all else waits.
    boolean onlyRemoves =
        settings.isEmpty() && indexes.isEmpty() && replica instanceof ReplicaChange.Delete;
    if (!onlyRemoves && ReplicaRules.isCreatingElsewhere(table)) {
      return TableFaults.beingUpdated(name);
    }
    // An index that is being made can be taken back; that there may be only one is said elsewhere.
    boolean onlyIndexes = settings.isEmpty() && replica == null && disassociationProtection == null;
    if (!table.filling().isEmpty() && !onlyIndexes) return TableFaults.beingUpdated(name);
    boolean global = table.isShared() || replica instanceof ReplicaChange.Create;
    ApiFault fault = SettingsRules.refusal(table, settings, global);
    if (fault == null) fault = SwitchRule.refusal(TableSettings.of(table), settings, nowMillis);
    if (fault == null) fault = IndexRules.refusal(table, indexes, nowMillis);
    if (fault == null) {
      fault = IndexRules.capacityRefusal(indexesAfter(table), billingAfter(table));
    }
    if (fault == null) {
      var now = TableSettings.of(table);
      fault =
          DecreaseRule.refusal(
              now.capacityTimes(), now.provisioned(), settings.provisioned(), nowMillis);
    }
    return fault == null && replica != null ? ReplicaRules.refusal(table, replica) : fault;
  }

  private BillingMode billingAfter(Table table) {
    BillingMode wanted = settings.billing();
    return wanted == null ? TableSettings.of(table).billing() : wanted;
  }

  private Indexes indexesAfter(Table table) {
    return IndexRules.after(table, indexes, billingAfter(table), nowMillis);
  }

  private List<TableChange> changes(Table table) {
    var changes = new ArrayList<TableChange>();
    SettingsChange wanted = settings;
    if (replica instanceof ReplicaChange.Create) wanted = ReplicaRules.withStream(table, settings);
    Item before = table.descriptor().settings();
    Item after = before;
    if (!wanted.isEmpty() || !indexes.isEmpty()) {
      after =
          IndexSettings.with(SettingsEdit.changed(table, wanted, nowMillis), indexesAfter(table));
    }
    for (IndexChange change : indexes) {
      if (!(change instanceof IndexChange.Update(var index, var provisioned, var onDemand, _))) {
        continue;
      }
      after = ReplicaOverrides.overwritten(after, table.self(), index, provisioned, onDemand);
    }
    if (disassociationProtection != null) {
      after = SettingsEdit.withDisassociationProtection(table, disassociationProtection);
    }
    if (replica != null) after = withOverrides(after, replica);
    if (!after.equals(before)) changes.add(new TableChange.Settings(table.id(), after));
    MemberStatus status = replica == null ? null : status(replica);
    if (replica != null && status != null) {
      changes.add(new TableChange.Membership(table.id(), replica.region(), status, ""));
    }
    return changes;
  }

  private static Item withOverrides(Item settings, ReplicaChange replica) {
    return switch (replica) {
      case ReplicaChange.Create(var region, var overrides) -> {
        Item clean = ReplicaOverrides.without(settings, region);
        yield overrides.isEmpty() ? clean : overrides.in(clean, region);
      }
      case ReplicaChange.Update(var region, var overrides) -> overrides.in(settings, region);
      case ReplicaChange.Delete(var region) -> ReplicaOverrides.without(settings, region);
      case ReplicaChange.Disassociate _ -> settings;
    };
  }

  private static @Nullable MemberStatus status(ReplicaChange replica) {
    return switch (replica) {
      case ReplicaChange.Create _ -> MemberStatus.CREATING;
      case ReplicaChange.Update _ -> null;
      case ReplicaChange.Delete _ -> MemberStatus.REMOVED;
      case ReplicaChange.Disassociate _ -> MemberStatus.DISASSOCIATED;
    };
  }
}
