package io.atolldb.clock;

/// How far a remote wall clock may run ahead of ours, in milliseconds: above `warnMillis` it is
/// worth an alarm, above `holdMillis` the link that brings it has to wait.
public record DriftLimits(long warnMillis, long holdMillis) {

  public static final DriftLimits DEFAULT = new DriftLimits(500, 5_000);

  public DriftLimits {
    if (warnMillis < 0 || holdMillis < warnMillis) {
      throw new IllegalArgumentException(
          "drift limits need 0 <= warn <= hold, not " + warnMillis + " and " + holdMillis);
    }
  }
}
