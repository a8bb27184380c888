package io.atolldb.replication;

import io.atolldb.globaltable.TableDescriptor;
import io.atolldb.table.TableId;
import io.atolldb.version.VersionVector;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// The commit log of this region, as the publisher needs it.
public interface Outbox {

  /// The sequence up to which everything was confirmed by the stream, as remembered durably. May
  /// lag behind what was confirmed: then records are sent again.
  long publishedSequence();

  /// Remembers that the stream confirmed everything up to `sequence`; durable sooner or later.
  void published(long sequence);

  /// What is to be sent from the log after `afterSequence`: at most `limit` records that began
  /// here, and how far in the log they reach. Records that are not to be sent are passed over. Does
  /// not end within a transaction: what is left of it is given beyond the limit.
  Batch read(long afterSequence, int limit);

  /// Returns when the log has grown beyond `afterSequence`, or after `millisMax`.
  void awaitBeyond(long afterSequence, long millisMax) throws InterruptedException;

  /// How far this region has applied the streams of the others.
  VersionVector applied();

  /// How much, in percent, of each replica that is being made here has been copied.
  SortedMap<TableId, Integer> copying();

  /// The tables worth announcing again, so that a region that missed a record learns of them.
  List<TableDescriptor> announcements();

  /// Where in the log everything stands that a reader lacks who has the own writes up to the packed
  /// timestamp `written`: reading on after that sequence brings it. Negative if the log does not
  /// reach back so far.
  long sequenceAfter(long written);

  /// `throughSequence`: where reading goes on. `throughTimestamp` (packed): every own write of the
  /// log up to `throughSequence` has a timestamp that is not above it, every later one is above.
  /// `latestSent`: the packed timestamp of the last own write up to `throughSequence` that is to be
  /// sent; zero if it is not known. `settled`: what may be said behind the batch; null if it does
  /// not reach to the end of the log, or nothing may be said.
  record Batch(
      List<StreamRecord> records,
      long throughSequence,
      long throughTimestamp,
      long latestSent,
      @Nullable Settled settled) {
    public Batch {
      records = List.copyOf(records);
    }
  }
}
