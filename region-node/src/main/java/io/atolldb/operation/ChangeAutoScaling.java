package io.atolldb.operation;

import io.atolldb.catalog.Index;
import io.atolldb.catalog.Table;
import io.atolldb.catalog.TableChange;
import io.atolldb.catalog.TableOperation;
import io.atolldb.catalog.Tables;
import io.atolldb.fault.ApiFault;
import io.atolldb.fault.Refusal;
import io.atolldb.item.Item;
import io.atolldb.scaling.ScalingSettings;
import io.atolldb.scaling.ScalingTarget;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Other settings of auto scaling for some capacities of one table.
public record ChangeAutoScaling(String name, ApiFault missing, List<Edit> edits)
    implements TableOperation {

  /// For one target; called with what is there, and may be called again. Null takes it away.
  @FunctionalInterface
  public interface Change {
    @Nullable ScalingSettings of(@Nullable ScalingSettings now) throws Refusal;
  }

  public record Edit(ScalingTarget target, Change change) {}

  public ChangeAutoScaling {
    edits = List.copyOf(edits);
  }

  @Override
  public Decision decide(Tables tables) {
    Table table = tables.named(name);
    if (table == null) return new Decision.Refuse(missing);
    if (!table.isActive()) return new Decision.Refuse(TableFaults.beingCreated(name));
    Item before = table.descriptor().settings();
    Item after = before;
    try {
      for (Edit edit : edits) {
        requireThere(table, edit.target);
        ScalingSettings now = ScalingSettings.of(after, edit.target);
        after = ScalingSettings.with(after, edit.target, edit.change.of(now));
      }
    } catch (Refusal refusal) {
      return new Decision.Refuse(refusal.fault());
    }
    return new Decision.Change(
        after.equals(before) ? List.of() : List.of(new TableChange.Settings(table.id(), after)));
  }

  private static void requireThere(Table table, ScalingTarget target) throws Refusal {
    String name = target.index();
    Index index = name == null ? null : table.indexes().named(name);
    if (name != null && (index == null || index.isLocal())) {
      throw new Refusal(TableFaults.indexNotFound(name));
    }
    boolean replicated =
        target.reader() == null || table.descriptor().statusOf(target.reader()) != null;
    if (!replicated) {
      throw Refusal.invalid(
          "Replica update failed: the table has no replica in region " + target.reader());
    }
  }
}
