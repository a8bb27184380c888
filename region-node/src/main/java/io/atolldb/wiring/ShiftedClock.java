package io.atolldb.wiring;

import io.atolldb.clock.WallClock;

/// The system's clock, moved by what an operator asked for in order to see what happens.
public final class ShiftedClock implements WallClock {

  private volatile long offsetMillis;

  public void shiftBy(long millis) {
    offsetMillis = millis;
  }

  public long offsetMillis() {
    return offsetMillis;
  }

  @Override
  public long millis() {
    return System.currentTimeMillis() + offsetMillis;
  }
}
