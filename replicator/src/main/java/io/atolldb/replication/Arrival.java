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
/// the batch tells of: when all of it is applied, this region is that fresh.
record Arrival(
    List<StreamRecord> records,
    LinkProgress progress,
    @Nullable Heartbeat lastHeartbeat,
    long originMillis) {

  /// `through` is how far the origin's writes were applied, or on their way, before this batch.
  static Arrival of(RegionId origin, ChangeFeed.Batch batch, long through, long originMillis) {
    var records = new ArrayList<StreamRecord>(batch.records().size());
    Heartbeat heard = null;
    for (StreamRecord record : batch.records()) {
      switch (record) {
        case Heartbeat heartbeat -> {
          heard = heartbeat;
          through = Math.max(through, heartbeat.publishedThrough());
          originMillis = Math.max(originMillis, heartbeat.wallMillis());
        }
        case StreamRecord.Change(var change) -> {
          HybridTimestamp stamp = change.version().timestamp();
          if (stamp.region().equals(origin)) {
            through = Math.max(through, stamp.packed());
            originMillis = Math.max(originMillis, stamp.wallMillis());
          }
          records.add(record);
        }
        case StreamRecord.Control _, StreamRecord.Unreadable _ -> records.add(record);
      }
    }
    return new Arrival(records, new LinkProgress(batch.next(), through), heard, originMillis);
  }

  /// A place that was reached without records to resolve.
  static Arrival at(LinkProgress progress, long originMillis) {
    return new Arrival(List.of(), progress, null, originMillis);
  }

  Arrival after(int applied) {
    List<StreamRecord> rest = records.subList(applied, records.size());
    return new Arrival(List.copyOf(rest), progress, lastHeartbeat, originMillis);
  }

  RemoteBatch from(RegionId origin) {
    return new RemoteBatch(origin, records, progress);
  }
}
