package io.atolldb.replication;

import io.atolldb.clock.WallClock;

/// Time that a test moves by hand; the wall clock can be wrong by some.
final class FakeTime {

  /// A plausible moment, so that a wall time of zero stands out.
  static final long START_MILLIS = 1_000_000;

  private long now = START_MILLIS;
  private long wallOffset;

  void advance(long millis) {
    now += millis;
  }

  void wallClockJumpsBy(long millis) {
    wallOffset += millis;
  }

  Ticks ticks() {
    return () -> now;
  }

  WallClock wallClock() {
    return () -> now + wallOffset;
  }
}
