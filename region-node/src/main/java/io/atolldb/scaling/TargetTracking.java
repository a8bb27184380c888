package io.atolldb.scaling;

/// A policy that keeps the use of capacity near a share of it.
///
/// @param percent the share, from [#PERCENT_MIN] to [#PERCENT_MAX]
/// @param raisesOnly whether capacity is never lowered
/// @param lowerPauseSeconds how long after a change capacity is not lowered
/// @param raisePauseSeconds how long after a raise it is not raised again
public record TargetTracking(
    String name, double percent, boolean raisesOnly, int lowerPauseSeconds, int raisePauseSeconds) {

  public static final int PERCENT_MIN = 20;
  public static final int PERCENT_MAX = 90;
}
