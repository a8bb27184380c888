package io.atolldb.operation;

import io.atolldb.catalog.IndexSettings;
import io.atolldb.catalog.Indexes;
import io.atolldb.catalog.OwnSettings;
import io.atolldb.catalog.OwnSettings.Policy;
import io.atolldb.catalog.SettingsChange;
import io.atolldb.catalog.SettingsEdit;
import io.atolldb.catalog.TableChange;
import io.atolldb.catalog.TableOperation;
import io.atolldb.catalog.Tables;
import io.atolldb.clock.RegionId;
import io.atolldb.fault.ApiFault;
import io.atolldb.globaltable.MemberStatus;
import io.atolldb.item.Item;
import io.atolldb.table.KeySchema;
import io.atolldb.table.TableId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A new table, which may be used at once. Regions in `replicas` get a copy of it.
public record CreateTable(
    TableId id,
    String name,
    KeySchema keys,
    Indexes indexes,
    SettingsChange settings,
    @Nullable Policy policy,
    RegionId self,
    List<RegionId> replicas,
    long nowMillis)
    implements TableOperation {

  /// As many tables as the service lets an account have in a region.
  public static final int TABLES_MAX = 2_500;

  public CreateTable {
    replicas = List.copyOf(replicas);
  }

  @Override
  public Decision decide(Tables tables) {
    if (tables.named(name) != null) {
      return new Decision.Refuse(new ApiFault.ResourceInUse("Table already exists: " + name));
    }
    if (tables.byName().size() >= TABLES_MAX) {
      return new Decision.Refuse(
          new ApiFault.LimitExceeded(
              "Subscriber limit exceeded: There is a limit of "
                  + TABLES_MAX
                  + " tables per subscriber"));
    }
    var changes = new ArrayList<TableChange>();
    SettingsChange wanted = replicas.isEmpty() ? settings : ReplicaRules.withStream(settings);
    Item created = IndexSettings.with(SettingsEdit.created(wanted, self, nowMillis), indexes);
    if (policy != null) {
      created = OwnSettings.of(created, self).withPolicy(OwnSettings.TABLE, policy);
    }
    changes.add(new TableChange.Create(id, name, keys, nowMillis, created));
    for (RegionId region : replicas) {
      changes.add(new TableChange.Membership(id, region, MemberStatus.CREATING, ""));
    }
    return new Decision.Change(changes);
  }
}
