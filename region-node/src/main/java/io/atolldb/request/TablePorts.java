package io.atolldb.request;

import io.atolldb.clock.RegionId;
import io.atolldb.clock.WallClock;
import io.atolldb.region.Region;
import io.atolldb.replication.PeerRegion;
import io.atolldb.stream.StreamLog;
import io.atolldb.table.TableId;
import java.util.Collections;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What the operations on tables need of the world: their region, its peers, fresh identities and
/// the time.
public record TablePorts(
    Region region,
    SortedMap<RegionId, PeerRegion> peers,
    CopyProgress progress,
    StreamLog streams,
    Supplier<UUID> identities,
    WallClock clock) {

  public TablePorts {
    peers = Collections.unmodifiableSortedMap(new TreeMap<>(peers));
  }

  /// What is known here of the replicas in other regions.
  @FunctionalInterface
  public interface CopyProgress {
    /// When a region was last heard of, if it has been silent for so long that its replicas count
    /// as inaccessible; else null.
    default @Nullable Long silentSinceMillis(RegionId region) {
      return null;
    }

    /// How much of a replica has been copied. In percent; empty where this region does not know.
    OptionalInt percent(TableId table, RegionId region);
  }

  TableId nextTableId() {
    return new TableId(identities.get());
  }
}
