package io.atolldb.operation;

import io.atolldb.catalog.HomeRegion;
import io.atolldb.catalog.Table;
import io.atolldb.catalog.TableChange;
import io.atolldb.catalog.TableOperation;
import io.atolldb.catalog.Tables;
import io.atolldb.clock.RegionId;
import io.atolldb.fault.ApiFault;
import io.atolldb.globaltable.MemberStatus;
import io.atolldb.item.Item;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where conditions of a table's writes are judged from now on; `home` null: wherever they are
/// asked. Items may name another home in `keyAttribute`; null: they may not. Regions hear of it one
/// after the other.
public record ChooseHomeRegion(String table, @Nullable RegionId home, @Nullable String keyAttribute)
    implements TableOperation {

  @Override
  public Decision decide(Tables tables) {
    Table known = tables.named(table);
    if (known == null) return new Decision.Refuse(TableFaults.notFound(table));
    if (home != null && known.descriptor().statusOf(home) != MemberStatus.ACTIVE) {
      return new Decision.Refuse(
          new ApiFault.Validation(home + " holds no active replica of table " + table));
    }
    if (keyAttribute != null && !HomeRegion.canBeNamedIn(known.descriptor(), keyAttribute)) {
      return new Decision.Refuse(
          new ApiFault.Validation(
              keyAttribute + " is no key attribute of type S of table " + table));
    }
    Item settings = known.descriptor().settings();
    Item chosen = HomeRegion.with(settings, home, keyAttribute);
    if (chosen.equals(settings)) return new Decision.Change(List.of());
    return new Decision.Change(List.of(new TableChange.Settings(known.id(), chosen)));
  }
}
