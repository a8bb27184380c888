package io.atolldb.replication;

import io.atolldb.clock.HybridTimestamp;
import io.atolldb.clock.RegionId;
import io.atolldb.clock.WallClock;
import io.atolldb.replication.StreamRecord.Heartbeat;
import io.atolldb.table.TableId;
import io.atolldb.version.VersionVector;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a link counts and remembers about itself, written by its own thread and read by any.
final class LinkFigures {

  /// A link that has heard nothing for so long is not taken for caught up any more, although it
  /// knows of nothing that it lacks: three heartbeats are missing.
  static final long FRESH_MILLIS = 3 * Publisher.HEARTBEAT_MILLIS;

  /// Batches over which the size of a record is averaged.
  private static final int MEAN_OVER = 8;

  private final RegionId origin;
  private final Ticks ticks;
  private final WallClock wallClock;
  private volatile String state = new LinkState.Connecting().label();
  private volatile String trouble = "";
  private volatile Runnable progressed = () -> {};
  private volatile @Nullable StreamPosition position;
  private volatile long appliedThrough;
  private volatile long seenThrough;
  private volatile VersionVector originApplied = VersionVector.EMPTY;
  private volatile SortedMap<TableId, Integer> originCopying = new TreeMap<>();
  private volatile Settled settled = Settled.NOTHING;
  private volatile long heardMillis;
  private volatile long backlog;
  private volatile long inFlight;
  private volatile double meanBytes;
  private volatile long appliedAtTick;
  private volatile long originMillis;
  private volatile long latencyMillis;
  private volatile long clockAheadMillis;
  private volatile long applied;
  private volatile long conflicts;
  private volatile long quarantined;

  LinkFigures(RegionId origin, Ticks ticks, WallClock wallClock, @Nullable LinkProgress stored) {
    this.origin = origin;
    this.ticks = ticks;
    this.wallClock = wallClock;
    this.appliedAtTick = ticks.millis() - FRESH_MILLIS - 1; // nothing was heard yet
    this.originMillis = wallClock.millis();
    this.heardMillis = wallClock.millis();
    if (stored == null) return;
    position = stored.position();
    appliedThrough = stored.appliedThrough();
    seenThrough = stored.appliedThrough();
    if (appliedThrough > 0) originMillis = appliedThrough >>> HybridTimestamp.COUNTER_BITS;
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

  @Nullable StreamPosition position() {
    return position;
  }

  /// Whether it is known how large the origin's records are.
  boolean knowsSizes() {
    return meanBytes > 0;
  }

  /// The latest heartbeat is what counts, not the greatest: a region that was restored from an old
  /// copy knows less than it did.
  void heard(Heartbeat heartbeat) {
    originApplied = heartbeat.applied();
    originCopying = heartbeat.copying();
    heardMillis = wallClock.millis();
    clockAheadMillis = heartbeat.wallMillis() - wallClock.millis();
  }

  /// To be said before the writer gets to see any of it.
  void submitted(Arrival arrival) {
    seen(arrival.chain().latest());
    inFlight = arrival.records().size();
    weigh(arrival.records());
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  void weigh(List<StreamRecord> records) {
    if (records.isEmpty()) return;
    long bytes = 0;
    for (StreamRecord record : records) bytes += record.bytes();
    double mean = (double) bytes / records.size();
    meanBytes = meanBytes == 0 ? mean : (meanBytes * (MEAN_OVER - 1) + mean) / MEAN_OVER;
  }

  void seen(long packed) {
    seenThrough = Math.max(seenThrough, packed);
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  void settled(List<StreamRecord> records, int newConflicts) {
    inFlight -= records.size();
    conflicts += newConflicts;
    long nowMillis = wallClock.millis();
    for (StreamRecord record : records) {
      switch (record) {
        case StreamRecord.Change(var change, _) -> {
          applied++;
          HybridTimestamp stamp = change.version().timestamp();
          if (stamp.region().equals(origin)) {
            latencyMillis = Math.max(0, nowMillis - stamp.wallMillis());
          }
        }
        case StreamRecord.Unreadable _ -> quarantined++;
        case StreamRecord.Control _, Heartbeat _ -> {}
      }
    }
  }

  void advanced(Arrival arrival) {
    LinkProgress progress = arrival.progress();
    position = progress.position();
    appliedThrough = Math.max(appliedThrough, progress.appliedThrough());
    originMillis = Math.max(originMillis, arrival.originMillis());
    appliedAtTick = ticks.millis();
    Settled told = arrival.settled();
    if (told != null) settled = told;
    progressed.run();
  }

  void onProgress(Runnable listener) {
    progressed = listener;
  }

  long appliedThrough() {
    return appliedThrough;
  }

  long seenThrough() {
    return seenThrough;
  }

  long originMillis() {
    return originMillis;
  }

  VersionVector originApplied() {
    return originApplied;
  }

  SortedMap<TableId, Integer> originCopying() {
    return originCopying;
  }

  Settled settled() {
    return settled;
  }

  long heardMillis() {
    return heardMillis;
  }

  String trouble() {
    return trouble;
  }

  long clockAheadMillis() {
    return clockAheadMillis;
  }

  LinkStatus status(boolean paused, long throttle) {
    long lagRecords = backlog + inFlight;
    boolean fresh = ticks.millis() - appliedAtTick <= FRESH_MILLIS;
    boolean caughtUp = lagRecords == 0 && fresh;
    return new LinkStatus(
        origin,
        state,
        paused,
        throttle,
        lagRecords,
        Math.round(lagRecords * meanBytes),
        caughtUp ? 0 : Math.max(0, wallClock.millis() - originMillis),
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
