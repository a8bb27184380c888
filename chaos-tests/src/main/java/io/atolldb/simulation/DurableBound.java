package io.atolldb.simulation;

import io.atolldb.clock.ClockBound;

/// A bound that survives everything.
final class DurableBound implements ClockBound {

  private long packed;

  @Override
  public long restored() {
    return packed;
  }

  @Override
  public void raiseTo(long raised) {
    packed = Math.max(packed, raised);
  }
}
