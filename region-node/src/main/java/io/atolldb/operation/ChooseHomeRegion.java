package io.atolldb.operation;

import io.atolldb.catalog.HomeRegion;
import io.atolldb.catalog.Table;
import io.atolldb.catalog.TableChange;
import io.atolldb.catalog.TableOperation;
import io.atolldb.catalog.Tables;
import io.atolldb.clock.RegionId;
import io.atolldb.fault.ApiFault;
import io.atolldb.globaltable.MemberStatus;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Where conditions of a table's writes are judged from now on; `home` null: wherever they are
/// asked. Regions hear of it one after the other.
public record ChooseHomeRegion(String table, @Nullable RegionId home) implements TableOperation {

  @Override
  public Decision decide(Tables tables) {
    Table known = tables.named(table);
    if (known == null) return new Decision.Refuse(TableFaults.notFound(table));
    if (home != null && known.descriptor().statusOf(home) != MemberStatus.ACTIVE) {
      return new Decision.Refuse(
          new ApiFault.Validation(home + " holds no active replica of table " + table));
    }
    if (Objects.equals(HomeRegion.of(known.descriptor()), home)) {
      return new Decision.Change(List.of());
    }
    var settings = HomeRegion.with(known.descriptor().settings(), home);
    return new Decision.Change(List.of(new TableChange.Settings(known.id(), settings)));
  }
}
