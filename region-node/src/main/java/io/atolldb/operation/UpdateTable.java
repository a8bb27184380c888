package io.atolldb.operation;

import io.atolldb.catalog.SettingsChange;
import io.atolldb.catalog.SettingsEdit;
import io.atolldb.catalog.Table;
import io.atolldb.catalog.TableChange;
import io.atolldb.catalog.TableOperation;
import io.atolldb.catalog.Tables;
import io.atolldb.clock.RegionId;
import io.atolldb.fault.ApiFault;
import io.atolldb.globaltable.MemberStatus;
import io.atolldb.item.Item;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Other settings for a table, or one replica more or less, or both.
public record UpdateTable(
    String name, SettingsChange settings, @Nullable ReplicaChange replica, long nowMillis)
    implements TableOperation {

  /// One region is to hold a replica, or to hold none any more.
  public sealed interface ReplicaChange {
    RegionId region();

    record Create(RegionId region) implements ReplicaChange {}

    record Delete(RegionId region) implements ReplicaChange {}
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
    boolean onlyRemoves = settings.isEmpty() && replica instanceof ReplicaChange.Delete;
    if (!onlyRemoves && ReplicaRules.isCreatingElsewhere(table)) {
      return TableFaults.beingUpdated(name);
    }
    boolean global = table.isShared() || replica instanceof ReplicaChange.Create;
    ApiFault fault = SettingsRules.refusal(table, settings, global);
    return fault == null && replica != null ? ReplicaRules.refusal(table, replica) : fault;
  }

  private List<TableChange> changes(Table table) {
    var changes = new ArrayList<TableChange>();
    SettingsChange wanted = settings;
    if (replica instanceof ReplicaChange.Create) wanted = ReplicaRules.withStream(table, settings);
    if (!wanted.isEmpty()) {
      Item after = SettingsEdit.changed(table, wanted, nowMillis);
      changes.add(new TableChange.Settings(table.id(), after));
    }
    if (replica != null) {
      MemberStatus status =
          switch (replica) {
            case ReplicaChange.Create _ -> MemberStatus.CREATING;
            case ReplicaChange.Delete _ -> MemberStatus.REMOVED;
          };
      changes.add(new TableChange.Membership(table.id(), replica.region(), status, ""));
    }
    return changes;
  }
}
