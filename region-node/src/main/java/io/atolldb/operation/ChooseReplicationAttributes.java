package io.atolldb.operation;

import io.atolldb.catalog.ReplicationAttributes;
import io.atolldb.catalog.Table;
import io.atolldb.catalog.TableChange;
import io.atolldb.catalog.TableOperation;
import io.atolldb.catalog.Tables;
import java.util.List;

/// Whether items say who wrote them from now on, in every region that has a replica. What is stored
/// stays as it is until it is written again.
public record ChooseReplicationAttributes(String table, boolean wanted) implements TableOperation {

  @Override
  public Decision decide(Tables tables) {
    Table known = tables.named(table);
    if (known == null) return new Decision.Refuse(TableFaults.notFound(table));
    if (ReplicationAttributes.wantedBy(known.descriptor()) == wanted) {
      return new Decision.Change(List.of());
    }
    var settings = ReplicationAttributes.with(known.descriptor().settings(), wanted);
    return new Decision.Change(List.of(new TableChange.Settings(known.id(), settings)));
  }
}
