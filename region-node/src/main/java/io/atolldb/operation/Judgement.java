package io.atolldb.operation;

import io.atolldb.catalog.HomeRegion;
import io.atolldb.catalog.Table;
import io.atolldb.catalog.Tables;
import io.atolldb.clock.RegionId;
import io.atolldb.fault.ApiFault;
import io.atolldb.globaltable.MemberStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where an operation's condition is judged.
public final class Judgement {

  private Judgement() {}

  /// Why it cannot be judged in this region; null if it can, or there is nothing to judge.
  public static @Nullable ApiFault refusal(Table table, ItemOperation operation) {
    if (!operation.isConditional()) return null;
    RegionId home = HomeRegion.of(table, operation.key());
    if (home == null || home.equals(table.self())) return null;
    return table.descriptor().statusOf(home) == MemberStatus.ACTIVE
        ? new ApiFault.JudgedAtHome(home, table.name())
        : ApiFault.HomeUnavailable.gone(home, table.name());
  }

  /// Why the conditions of these operations cannot be judged together anywhere; null if they can.
  public static @Nullable ApiFault disagreement(Tables tables, List<ItemOperation> operations) {
    RegionId home = null;
    for (ItemOperation operation : operations) {
      Table table = tables.of(operation.table());
      if (table == null || !operation.isConditional()) continue;
      RegionId other = HomeRegion.of(table, operation.key());
      if (other == null || other.equals(home)) continue;
      if (home == null) home = other;
      else return new ApiFault.Validation(severalHomes(home, other));
    }
    return null;
  }

  private static String severalHomes(RegionId one, RegionId other) {
    return "The conditions of one transaction are judged in one region, and these have to be judged"
        + " in "
        + one
        + " and in "
        + other;
  }
}
