package io.atolldb.operation;

import io.atolldb.catalog.Table;
import io.atolldb.catalog.TableChange;
import io.atolldb.catalog.TableOperation;
import io.atolldb.catalog.TableSettings;
import io.atolldb.catalog.Tables;
import io.atolldb.fault.ApiFault;
import io.atolldb.globaltable.MemberStatus;
import java.util.List;

/// Drops this region's replica of a table with all its items; other regions keep theirs.
public record DeleteTable(String name) implements TableOperation {

  static final ApiFault PROTECTED =
      new ApiFault.Validation(
          "Resource cannot be deleted as it is currently protected against deletion."
              + " Disable deletion protection first.");

  @Override
  public Decision decide(Tables tables) {
    Table table = tables.named(name);
    if (table == null) return new Decision.Refuse(TableFaults.notFound(name));
    if (TableSettings.of(table).isProtected()) return new Decision.Refuse(PROTECTED);
    // A replica that is being copied reads from here.
    if (ReplicaRules.isCreatingElsewhere(table) || !table.filling().isEmpty()) {
      return new Decision.Refuse(TableFaults.beingUpdated(name));
    }
    return new Decision.Change(
        List.of(new TableChange.Membership(table.id(), table.self(), MemberStatus.REMOVED, "")));
  }
}
