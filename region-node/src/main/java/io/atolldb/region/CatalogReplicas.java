package io.atolldb.region;

import io.atolldb.catalog.Table;
import io.atolldb.catalog.TableChange;
import io.atolldb.catalog.TableOperation;
import io.atolldb.clock.RegionId;
import io.atolldb.globaltable.MemberStatus;
import io.atolldb.globaltable.TableDescriptor;
import io.atolldb.replication.Replicas;
import io.atolldb.table.TableId;
import io.atolldb.writer.Pending;
import io.atolldb.writer.RegionState;
import io.atolldb.writer.Writer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The region's tables, as links and copies see them.
final class CatalogReplicas implements Replicas {

  private final RegionState state;
  private final Writer writer;
  private @Nullable Pending<TableOperation.Outcome> activating;

  CatalogReplicas(RegionState state, Writer writer) {
    this.state = state;
    this.writer = writer;
  }

  @Override
  public List<TableDescriptor> creatingHere() {
    var creating = new ArrayList<TableDescriptor>();
    for (Table table : state.tables().all()) {
      if (statusHere(table) == MemberStatus.CREATING) creating.add(table.descriptor());
    }
    return creating;
  }

  @Override
  public List<TableId> sharedWith(RegionId origin) {
    var shared = new ArrayList<TableId>();
    for (Table table : state.tables().all()) {
      boolean isAlone = table.descriptor().members().size() == 1;
      if (table.isHere() && !isAlone && !table.isOnItsOwn()) shared.add(table.id());
    }
    return shared;
  }

  /// Called by the one agent that makes copies.
  @Override
  public void copied(TableId table) {
    Pending<TableOperation.Outcome> before = activating;
    if (before != null && !before.isDone()) return;
    activating =
        writer.submit(tables -> {
          Table known = tables.of(table);
          if (known == null || statusHere(known) != MemberStatus.CREATING) {
            return new TableOperation.Decision.Change(List.of());
          }
          return new TableOperation.Decision.Change(
              List.of(new TableChange.Membership(table, state.self(), MemberStatus.ACTIVE, "")));
        });
  }

  private @Nullable MemberStatus statusHere(Table table) {
    return table.descriptor().statusOf(state.self());
  }
}
