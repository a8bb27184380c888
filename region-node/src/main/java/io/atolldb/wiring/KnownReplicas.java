package io.atolldb.wiring;

import io.atolldb.clock.RegionId;
import io.atolldb.region.RegionAgents;
import io.atolldb.request.TablePorts.CopyProgress;
import io.atolldb.table.TableId;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// What the links have heard of the replicas in other regions.
record KnownReplicas(RegionAgents agents) implements CopyProgress {

  @Override
  public OptionalInt percent(TableId table, RegionId region) {
    Integer percent = agents.copyPercent(table, region);
    return percent == null ? OptionalInt.empty() : OptionalInt.of(percent);
  }

  @Override
  public @Nullable Long silentSinceMillis(RegionId region) {
    return agents.silentSinceMillis(region);
  }
}
