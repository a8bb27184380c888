package io.atolldb.capacity;

import io.atolldb.replication.Ticks;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// The reads, or the writes, of one table or index: what they took so far, and what they may take.
public final class Flow {

  private final Ticks ticks;
  private final DoubleAdder taken = new DoubleAdder();
  private final LongAdder throttled = new LongAdder();
  private volatile @Nullable UnitBucket bucket;

  Flow(Ticks ticks) {
    this.ticks = ticks;
  }

  /// So many units a second from now on; zero for no limit.
  void limit(double perSecond) {
    UnitBucket known = bucket;
    if (!(perSecond > 0)) {
      bucket = null;
    } else if (known == null) {
      bucket = new UnitBucket(perSecond, ticks);
    } else {
      known.flow(perSecond);
    }
  }

  /// Whether one more access may pass now. One that may not is counted.
  boolean admits() {
    if (!isDry()) return true;
    throttled.increment();
    return false;
  }

  /// Whether nothing may pass now.
  boolean isDry() {
    UnitBucket limited = bucket;
    return limited != null && !limited.hasUnits();
  }

  void take(double units) {
    count(units);
    charge(units);
  }

  /// Counts units that hold nobody up.
  void count(double units) {
    taken.add(units);
  }

  /// Takes units that are counted elsewhere.
  void charge(double units) {
    UnitBucket limited = bucket;
    if (limited != null) limited.take(units);
  }

  /// Units taken since the process began.
  public double taken() {
    return taken.sum();
  }

  /// Accesses that were refused since the process began.
  public long throttled() {
    return throttled.sum();
  }
}
