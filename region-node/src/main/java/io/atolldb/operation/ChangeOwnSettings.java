package io.atolldb.operation;

import io.atolldb.catalog.OwnSettings;
import io.atolldb.catalog.Table;
import io.atolldb.catalog.TableChange;
import io.atolldb.catalog.TableOperation;
import io.atolldb.catalog.Tables;
import io.atolldb.fault.ApiFault;
import io.atolldb.fault.Refusal;
import io.atolldb.item.Item;
import java.util.List;

/// A change of what this region keeps for its own replica of a table. `missing` is the refusal
/// where there is no such table; `edit` is called with what is there, and may be called again.
public record ChangeOwnSettings(String name, ApiFault missing, Edit edit)
    implements TableOperation {

  /// Tags of one table, as many as the service allows.
  public static final int TAGS_MAX = 50;

  /// The settings as they shall be, or a refusal.
  @FunctionalInterface
  public interface Edit {
    Item of(Table table, OwnSettings own) throws Refusal;
  }

  @Override
  public Decision decide(Tables tables) {
    Table table = tables.named(name);
    if (table == null) return new Decision.Refuse(missing);
    try {
      Item settings = edit.of(table, OwnSettings.of(table));
      boolean same = settings.equals(table.descriptor().settings());
      return new Decision.Change(
          same ? List.of() : List.of(new TableChange.Settings(table.id(), settings)));
    } catch (Refusal refusal) {
      return new Decision.Refuse(refusal.fault());
    }
  }
}
