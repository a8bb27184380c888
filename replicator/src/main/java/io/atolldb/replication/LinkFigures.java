package io.atolldb.replication;

import io.atolldb.clock.HybridTimestamp;
import io.atolldb.clock.RegionId;
import io.atolldb.clock.WallClock;
import io.atolldb.version.VersionVector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a link counts and remembers about itself, written by its own thread and read by any.
final class LinkFigures {

  private final RegionId origin;
  private final Ticks ticks;
  private volatile String state = new LinkState.Connecting().label();
  private volatile String trouble = "";
  private volatile @Nullable StreamPosition position;
  private volatile long appliedThrough;
  private volatile VersionVector originApplied = VersionVector.EMPTY;
  private volatile long backlog;
  private volatile long inFlight;
  private volatile long caughtUpAt;
  private volatile long latencyMillis;
  private volatile long clockAheadMillis;
  private volatile long applied;
  private volatile long conflicts;
  private volatile long quarantined;

  LinkFigures(RegionId origin, Ticks ticks) {
    this.origin = origin;
    this.ticks = ticks;
    this.caughtUpAt = ticks.millis();
  }

  void restored(LinkProgress stored) {
    position = stored.position();
    appliedThrough = stored.appliedThrough();
  }

  void connected(StreamPosition at) {
    position = at;
  }

  void became(String label, @Nullable String why) {
    state = label;
    if (why != null) trouble = why;
  }

  void backlog(long records) {
    backlog = records;
  }

  /// Silence of a stream that sends heartbeats says nothing; only a record does.
  void polledNothing() {
    inFlight = 0;
  }

  void heard(StreamRecord.Heartbeat heartbeat, long wallMillisHere) {
    originApplied = originApplied.join(heartbeat.applied());
    clockAheadMillis = heartbeat.wallMillis() - wallMillisHere;
  }

  void submitted(int records) {
    inFlight = records;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  void settled(List<StreamRecord> records, int newConflicts, WallClock wallClock) {
    inFlight = 0;
    conflicts += newConflicts;
    for (StreamRecord record : records) {
      switch (record) {
        case StreamRecord.Change(var change) -> {
          applied++;
          HybridTimestamp stamp = change.version().timestamp();
          if (stamp.region().equals(origin)) {
            latencyMillis = Math.max(0, wallClock.millis() - stamp.wallMillis());
          }
        }
        case StreamRecord.Unreadable _ -> quarantined++;
        case StreamRecord.Control _, StreamRecord.Heartbeat _ -> {}
      }
    }
  }

  void advanced(LinkProgress progress) {
    position = progress.position();
    appliedThrough = Math.max(appliedThrough, progress.appliedThrough());
    if (backlog == 0) caughtUpAt = ticks.millis();
  }

  long appliedThrough() {
    return appliedThrough;
  }

  VersionVector originApplied() {
    return originApplied;
  }

  String trouble() {
    return trouble;
  }

  LinkStatus status(boolean paused) {
    long sinceCaughtUp = ticks.millis() - caughtUpAt;
    boolean caughtUp = backlog + inFlight == 0 && sinceCaughtUp <= 2 * Publisher.HEARTBEAT_MILLIS;
    return new LinkStatus(
        origin,
        state,
        paused,
        backlog + inFlight,
        caughtUp ? 0 : sinceCaughtUp,
        latencyMillis,
        position,
        appliedThrough,
        applied,
        conflicts,
        quarantined,
        clockAheadMillis,
        trouble);
  }
}
