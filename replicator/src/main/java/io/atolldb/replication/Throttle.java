package io.atolldb.replication;

/// How many records a second may pass: what was not used within a second is not saved up.
final class Throttle {

  private static final long SECOND_MILLIS = 1_000;

  private final Ticks ticks;
  private volatile long perSecond;
  private double allowed;
  private long filledAt;

  /// `perSecond`: zero for no limit.
  Throttle(Ticks ticks, long perSecond) {
    this.ticks = ticks;
    this.perSecond = perSecond;
    this.allowed = perSecond;
    this.filledAt = ticks.millis();
  }

  /// May be called by any thread.
  void limit(long newPerSecond) {
    perSecond = newPerSecond;
  }

  long perSecond() {
    return perSecond;
  }

  /// How many of `wanted` may pass now.
  int allow(int wanted) {
    long limit = perSecond;
    if (limit == 0) return wanted;
    long now = ticks.millis();
    double earned = (now - filledAt) * (double) limit / SECOND_MILLIS;
    allowed = Math.min((double) limit, allowed + earned);
    filledAt = now;
    return (int) Math.min(wanted, allowed);
  }

  void passed(int records) {
    if (perSecond > 0) allowed -= records;
  }
}
