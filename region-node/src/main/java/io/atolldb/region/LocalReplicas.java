package io.atolldb.region;

import io.atolldb.catalog.Table;
import io.atolldb.catalog.TableChange;
import io.atolldb.catalog.TableOperation.Decision;
import io.atolldb.catalog.Tables;
import io.atolldb.clock.RegionId;
import io.atolldb.globaltable.MemberStatus;
import io.atolldb.globaltable.TableDescriptor;
import io.atolldb.replication.Replicas;
import io.atolldb.table.TableId;
import io.atolldb.writer.RegionState;
import io.atolldb.writer.Writer;
import java.util.ArrayList;
import java.util.List;

/// The tables of the region in this process, as its links and copies need them.
public final class LocalReplicas implements Replicas {

  private final RegionState state;
  private final Writer writer;

  public LocalReplicas(RegionState state, Writer writer) {
    this.state = state;
    this.writer = writer;
  }

  @Override
  public List<TableDescriptor> creatingHere() {
    var creating = new ArrayList<TableDescriptor>();
    for (Table table : state.tables().byName().values()) {
      if (!table.isActive()) creating.add(table.descriptor());
    }
    return creating;
  }

  @Override
  public List<TableId> sharedWith(RegionId origin) {
    var shared = new ArrayList<TableId>();
    for (Table table : state.tables().byName().values()) {
      boolean there = table.descriptor().statusOf(origin) == MemberStatus.ACTIVE;
      if (there && table.isActive()) shared.add(table.id());
    }
    return shared;
  }

  @Override
  public void copied(TableId table) {
    writer.submit(tables -> activation(tables, table));
  }

  /// Decided where it is written: by then the replica may be active, or not wanted any more.
  private Decision activation(Tables tables, TableId id) {
    Table table = tables.of(id);
    boolean waits = table != null && table.isHere() && !table.isActive();
    return new Decision.Change(
        waits
            ? List.of(new TableChange.Membership(id, state.self(), MemberStatus.ACTIVE, ""))
            : List.of());
  }
}
