package io.atolldb.replication;

import io.atolldb.clock.HybridTimestamp;
import io.atolldb.clock.RegionId;
import io.atolldb.replication.ReplicaStore.RemoteBatch;
import io.atolldb.replication.StreamRecord.Heartbeat;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one batch of a feed means to a link.
///
/// `records` have to be resolved by the writer; heartbeats are not among them. `progress` is where
/// the link is once they are. `originMillis` is the origin's wall clock at the latest thing that
/// the batch tells of: when all of it is applied, this region is that fresh. `settled` is the last
/// thing of its kind that stands behind no gap; it counts when all of it is applied.
record Arrival(
    List<StreamRecord> records,
    LinkProgress progress,
    @Nullable Heartbeat lastHeartbeat,
    long originMillis,
    @Nullable Settled settled,
    Chain chain) {

  /// Every own write of the origin names the one that it follows. `latest` is the latest of them
  /// that is known here, packed. `hasGap`: one follows a write that never came, so what is behind
  /// it does not move the progress. `endsUnreadable`: the last record could not be read, and what
  /// follows it follows nothing that is known.
  record Chain(long latest, boolean hasGap, boolean endsUnreadable) {}

  /// `through` is how far the origin's writes were applied, or on their way, before this batch.
  static Arrival of(
      RegionId origin,
      ChangeFeed.Batch batch,
      long through,
      long originMillis,
      boolean afterUnreadable) {
    var records = new ArrayList<StreamRecord>(batch.records().size());
    Heartbeat heard = null;
    Settled settled = null;
    boolean gap = false;
    boolean unreadable = afterUnreadable;
    long latest = through;
    for (StreamRecord record : batch.records()) {
      switch (record) {
        case Heartbeat heartbeat -> {
          heard = heartbeat;
          gap = !unreadable && heartbeat.follows() > through;
          unreadable = false;
          if (!gap) through = Math.max(through, heartbeat.publishedThrough());
          if (!gap && heartbeat.settled() != null) settled = heartbeat.settled();
          originMillis = Math.max(originMillis, heartbeat.wallMillis());
        }
        case StreamRecord.Change(var change, long follows) -> {
          HybridTimestamp stamp = change.version().timestamp();
          if (stamp.region().equals(origin)) {
            gap = !unreadable && follows > through;
            unreadable = false;
            latest = Math.max(latest, stamp.packed());
            if (!gap) through = Math.max(through, stamp.packed());
            originMillis = Math.max(originMillis, stamp.wallMillis());
          }
          records.add(record);
        }
        case StreamRecord.Control _ -> records.add(record);
        case StreamRecord.Unreadable _ -> {
          unreadable = true;
          records.add(record);
        }
      }
    }
    var chain = new Chain(Math.max(latest, through), gap, unreadable);
    return new Arrival(
        records, new LinkProgress(batch.next(), through), heard, originMillis, settled, chain);
  }

  /// A place that was reached without records to resolve.
  static Arrival at(LinkProgress progress, long originMillis) {
    var chain = new Chain(progress.appliedThrough(), false, false);
    return new Arrival(List.of(), progress, null, originMillis, null, chain);
  }

  Arrival after(int applied) {
    List<StreamRecord> rest = records.subList(applied, records.size());
    return new Arrival(List.copyOf(rest), progress, lastHeartbeat, originMillis, settled, chain);
  }

  RemoteBatch from(RegionId origin, boolean forced) {
    return new RemoteBatch(origin, records, progress, forced);
  }
}
