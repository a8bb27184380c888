package io.atolldb.capacity;

import io.atolldb.replication.Ticks;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// A supply of units: so many a second, of which those that nobody took in the last
/// [#BURST_SECONDS] are still there. It begins full.
///
/// What an access costs is known when it is done. So one is let pass while anything is left, and
/// may leave a debt, which the seconds that follow pay first; the debt is never deeper than a full
/// bucket.
///
/// All of it is one number, the moment at which the bucket is (or was) empty: each unit taken moves
/// it on by the time that brings one. No locks; any number of threads.
public final class UnitBucket {

  /// How long unused units are kept.
  public static final int BURST_SECONDS = 300;

  private static final long BURST_NANOS = TimeUnit.SECONDS.toNanos(BURST_SECONDS);

  private final Ticks ticks;
  private final AtomicLong emptyAt;
  private volatile double nanosPerUnit;

  /// @param perSecond above zero
  public UnitBucket(double perSecond, Ticks ticks) {
    this.ticks = ticks;
    this.emptyAt = new AtomicLong(now() - BURST_NANOS);
    flow(perSecond);
  }

  private long now() {
    return TimeUnit.MILLISECONDS.toNanos(ticks.millis());
  }

  /// From now on so many units come in a second. What time has saved up stays saved, as time.
  public void flow(double perSecond) {
    if (!(perSecond > 0)) throw new IllegalArgumentException(perSecond + " units a second");
    nanosPerUnit = TimeUnit.SECONDS.toNanos(1) / perSecond;
  }

  public boolean hasUnits() {
    return emptyAt.get() < now();
  }

  public void take(double units) {
    long now = now();
    long nanos = Math.round(Math.min(units * nanosPerUnit, 2.0 * BURST_NANOS));
    long before;
    long after;
    do {
      before = emptyAt.get();
      after = Math.min(Math.max(before, now - BURST_NANOS) + nanos, now + BURST_NANOS);
    } while (!emptyAt.compareAndSet(before, after));
  }

  /// Units that could be taken now; below zero for a debt.
  public double left() {
    long nanos = Math.min(now() - emptyAt.get(), BURST_NANOS);
    return nanos / nanosPerUnit;
  }
}
