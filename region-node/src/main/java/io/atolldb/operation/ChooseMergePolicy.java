package io.atolldb.operation;

import io.atolldb.catalog.MergeSetting;
import io.atolldb.catalog.Table;
import io.atolldb.catalog.TableChange;
import io.atolldb.catalog.TableOperation;
import io.atolldb.catalog.Tables;
import io.atolldb.item.Item;
import io.atolldb.merge.MergePolicy;
import java.util.List;

/// Changes how writes of a table are taken down from now on, in every region that has a replica.
/// What is stored stays as it is: versions of all policies merge with each other.
public record ChooseMergePolicy(String table, MergePolicy policy) implements TableOperation {

  @Override
  public Decision decide(Tables tables) {
    Table known = tables.named(table);
    if (known == null) return new Decision.Refuse(TableFaults.notFound(table));
    Item before = known.descriptor().settings();
    Item after = MergeSetting.with(before, policy);
    return new Decision.Change(
        after.equals(before) ? List.of() : List.of(new TableChange.Settings(known.id(), after)));
  }
}
