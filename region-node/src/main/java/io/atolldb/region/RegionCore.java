package io.atolldb.region;

import io.atolldb.capacity.TableMeters;
import io.atolldb.clock.ClockBound;
import io.atolldb.clock.DriftLimits;
import io.atolldb.clock.HybridClock;
import io.atolldb.clock.RegionId;
import io.atolldb.clock.WallClock;
import io.atolldb.conflicts.ConflictLog;
import io.atolldb.log.CommitLog;
import io.atolldb.log.Disk;
import io.atolldb.log.LogDamaged;
import io.atolldb.log.LogLimits;
import io.atolldb.operation.CollectionLimit;
import io.atolldb.quarantine.QuarantineLog;
import io.atolldb.replication.ReplicaStore;
import io.atolldb.store.ItemStore;
import io.atolldb.stream.StreamLog;
import io.atolldb.writer.Recovery;
import io.atolldb.writer.RegionState;
import io.atolldb.writer.Writer;
import io.atolldb.writer.WriterReplicaStore;
import java.io.IOException;

/// A region without its doors and links: log, store, clock and writer, recovered and ready to be
/// stepped. Built from ports alone, so that the same object runs on a disk and in a simulation.
public final class RegionCore implements AutoCloseable {

  /// What a region is built on.
  public record Ports(
      Disk logDisk,
      LogLimits logLimits,
      ItemStore store,
      ClockBound clockBound,
      WallClock wallClock,
      DriftLimits driftLimits) {}

  private final RegionState state;
  private final CommitLog log;
  private final HybridClock clock;
  private final Writer writer;
  private final TableMeters meters;
  private final long replayed;

  private RegionCore(
      RegionState state,
      CommitLog log,
      HybridClock clock,
      Writer writer,
      TableMeters meters,
      long replayed) {
    this.state = state;
    this.log = log;
    this.clock = clock;
    this.writer = writer;
    this.meters = meters;
    this.replayed = replayed;
  }

  /// Opens the log, brings the store up to it, and restores the clock above everything it may have
  /// issued.
  public static RegionCore open(RegionId self, Ports ports)
      throws LogDamaged, Recovery.Gap, IOException {
    return open(self, ports, TableMeters.counting(), CollectionLimit.USUAL);
  }

  /// The same, with meters that may refuse what is beyond a table's capacity.
  public static RegionCore open(
      RegionId self, Ports ports, TableMeters meters, CollectionLimit collectionLimit)
      throws LogDamaged, Recovery.Gap, IOException {
    long proven = ports.store().appliedSequence();
    CommitLog log = CommitLog.open(ports.logDisk(), ports.logLimits(), proven);
    var state = new RegionState(self, ports.store());
    long replayed = Recovery.replay(log, state);
    var clock =
        new HybridClock(
            self, ports.wallClock(), ports.driftLimits(), ports.clockBound(), state.clockLatest());
    var writer = new Writer(state, log, clock, ports.wallClock(), meters, collectionLimit);
    return new RegionCore(state, log, clock, writer, meters, replayed);
  }

  public RegionState state() {
    return state;
  }

  public CommitLog log() {
    return log;
  }

  public HybridClock clock() {
    return clock;
  }

  public Writer writer() {
    return writer;
  }

  public TableMeters meters() {
    return meters;
  }

  public Region region() {
    return new LocalRegion(state, writer, meters);
  }

  public ReplicaStore replicaStore() {
    return new WriterReplicaStore(writer, state);
  }

  public StreamLog streams() {
    return new RegionStreams(log, state);
  }

  public ConflictLog conflicts() {
    return new ConflictLog(state.store(), state.conflictCodec());
  }

  public QuarantineLog quarantine() {
    return new QuarantineLog(state.store());
  }

  /// How many records had to be replayed at start.
  public long replayed() {
    return replayed;
  }

  /// Answers what waits, and closes the log and the store. To be called when no agent steps any
  /// more.
  @Override
  public void close() throws IOException {
    writer.close();
    log.close();
    state.store().close();
  }
}
