package io.atolldb.clock;

/// Issues timestamps that follow everything this region has written or seen.
///
/// Wall clocks drift, jump back after a correction, and repeat themselves after a restart. Ranking
/// writes by them alone loses acknowledged data: a region whose clock is behind could update an
/// item that it has just read and lose that update to the older write. So a timestamp is the
/// greater of the wall clock and "one more than the latest seen": it stays close to real time as
/// long as clocks are close to each other, and follows causality even when they are not.
///
/// Two dangers remain. A remote clock far in the future would drag this one along for good, so such
/// timestamps are not observed (`TOO_FAR_AHEAD`) and the link that brought them waits. And a
/// restart could issue a timestamp again that was handed out just before the crash, so a bound is
/// made durable ahead of use, `BOUND_STEP_MILLIS` at a time, and a restarted clock begins above it.
///
/// Beginning above the bound puts a restarted clock ahead of the wall clock. Raising the bound from
/// there by a full step would put a region that restarts again and again further ahead each time,
/// until its peers hold its link. So the step is counted from the wall clock, and a clock that is
/// ahead of that anyway raises its bound by `BOUND_STEP_MILLIS_MIN` only.
///
/// Not thread-safe for writing: one writer owns it. `latest` may be read from anywhere.
public final class HybridClock {

  /// How far ahead of the wall clock the bound is raised. A restart skips at most this much of
  /// time.
  static final long BOUND_STEP_MILLIS = 3_000;

  /// How far ahead of use the bound is raised at least: enough for millions of timestamps.
  static final long BOUND_STEP_MILLIS_MIN = 50;

  /// What became of a remote timestamp.
  public enum Observation {
    ACCEPTED,
    /// Accepted, but the remote wall clock is ahead by more than the warning limit.
    AHEAD,
    /// Not accepted: it would drag this region's clock into the future.
    TOO_FAR_AHEAD
  }

  private final RegionId region;
  private final WallClock wallClock;
  private final DriftLimits limits;
  private final ClockBound bound;
  private long boundPacked;
  private volatile long latest;

  /// `restored` is the latest timestamp found in the log, in packed form; zero if it is empty.
  public HybridClock(
      RegionId region, WallClock wallClock, DriftLimits limits, ClockBound bound, long restored) {
    this.region = region;
    this.wallClock = wallClock;
    this.limits = limits;
    this.bound = bound;
    this.boundPacked = bound.restored();
    this.latest = Math.max(boundPacked, restored);
  }

  /// A timestamp greater than every other this clock has issued or observed.
  public HybridTimestamp next() throws ClockBound.NotPersisted {
    long wallMillis = Math.max(0, wallClock.millis()); // It may say 1969.
    long next = HybridTimestamp.successor(latest, wallMillis);
    if (next > boundPacked) raiseBound(next, wallMillis);
    latest = next;
    return new HybridTimestamp(next, region);
  }

  private void raiseBound(long next, long wallMillis) throws ClockBound.NotPersisted {
    long aheadOfWall = HybridTimestamp.pack(wallMillis + BOUND_STEP_MILLIS, 0);
    long aheadOfUse = next + (BOUND_STEP_MILLIS_MIN << HybridTimestamp.COUNTER_BITS);
    long raised = Math.max(aheadOfWall, aheadOfUse);
    bound.raiseTo(raised);
    boundPacked = raised;
  }

  /// Follows a timestamp that came from elsewhere. One that this clock has passed already cannot
  /// drag it anywhere, so it is accepted even when the local wall clock has jumped back behind it.
  public Observation observe(HybridTimestamp remote) {
    long aheadMillis = aheadMillis(remote.packed());
    if (remote.packed() > latest) {
      if (aheadMillis > limits.holdMillis()) return Observation.TOO_FAR_AHEAD;
      latest = remote.packed();
    }
    return aheadMillis > limits.warnMillis() ? Observation.AHEAD : Observation.ACCEPTED;
  }

  /// Follows a timestamp wherever it leads: one that this region issued itself and has forgotten,
  /// or one that an operator wants accepted.
  public void follow(long packed) {
    latest = Math.max(latest, packed);
  }

  /// How far the wall time of a packed timestamp is ahead of this region's wall clock; negative
  /// when it lies behind.
  public long aheadMillis(long packed) {
    return (packed >>> HybridTimestamp.COUNTER_BITS) - wallClock.millis();
  }

  /// The latest timestamp issued or observed, in packed form.
  public long latest() {
    return latest;
  }

  public RegionId region() {
    return region;
  }
}
