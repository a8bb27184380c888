package io.atolldb.operation;

import io.atolldb.catalog.HomeRegion;
import io.atolldb.catalog.Table;
import io.atolldb.clock.RegionId;
import io.atolldb.fault.ApiFault;
import io.atolldb.globaltable.MemberStatus;
import org.jspecify.annotations.Nullable;

/// Where an operation's condition is judged.
public final class Judgement {

  private Judgement() {}

  /// Why it cannot be judged in this region; null if it can, or there is nothing to judge.
  public static @Nullable ApiFault refusal(Table table, ItemOperation operation) {
    if (!operation.isConditional()) return null;
    RegionId home = HomeRegion.elsewhere(table);
    if (home == null) return null;
    return table.descriptor().statusOf(home) == MemberStatus.ACTIVE
        ? new ApiFault.JudgedAtHome(home, table.name())
        : ApiFault.HomeUnavailable.gone(home, table.name());
  }
}
