package io.atolldb.replication;

import io.atolldb.globaltable.TableDescriptor;
import io.atolldb.version.VersionVector;
import java.util.List;

/// The commit log of this region, as the publisher needs it.
public interface Outbox {

  /// The sequence up to which everything was confirmed by the stream, as remembered durably. May
  /// lag behind what was confirmed: then records are sent again.
  long publishedSequence();

  /// Remembers that the stream confirmed everything up to `sequence`; durable sooner or later.
  void published(long sequence);

  /// What is to be sent from the log after `afterSequence`: at most `limit` records that began
  /// here, and how far in the log they reach. Records that are not to be sent are passed over.
  Batch read(long afterSequence, int limit);

  /// Returns when the log has grown beyond `afterSequence`, or after `millisMax`.
  void awaitBeyond(long afterSequence, long millisMax) throws InterruptedException;

  /// How far this region has applied the streams of the others.
  VersionVector applied();

  /// The tables worth announcing again, so that a region that missed a record learns of them.
  List<TableDescriptor> announcements();

  /// `throughSequence`: where reading goes on. `throughTimestamp` (packed): every own write of the
  /// log up to `throughSequence` has a timestamp that is not above it, every later one is above.
  record Batch(List<StreamRecord> records, long throughSequence, long throughTimestamp) {
    public Batch {
      records = List.copyOf(records);
    }
  }
}
