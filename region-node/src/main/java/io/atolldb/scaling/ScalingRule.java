package io.atolldb.scaling;

import java.util.List;
import java.util.concurrent.TimeUnit;

/// When capacity that scales by itself is changed, and to how much: up fast, down slowly.
///
/// It is raised when more than the target share of it was used in two minutes running, and lowered
/// when less than the target share minus 20 percent of it was used in fifteen; then to so much that
/// the most of those minutes would have been the target share of it.
public final class ScalingRule {

  /// Minutes of use that are looked at.
  public static final int MINUTES = 15;

  private static final int MINUTES_TO_RAISE = 2;
  private static final double LOWER_BELOW = 20;
  private static final double PERCENT = 100;

  /// What has to do with time.
  ///
  /// @param raisedMillis when the capacity was raised last; negative if it never was
  /// @param changedMillis when it was raised or lowered last; negative if it never was
  /// @param mayLower whether the table may be lowered now: that is limited by the day
  public record Timing(long nowMillis, long raisedMillis, long changedMillis, boolean mayLower) {

    private boolean isPast(long millis, int pauseSeconds) {
      return millis < 0 || nowMillis - millis >= TimeUnit.SECONDS.toMillis(pauseSeconds);
    }
  }

  private ScalingRule() {}

  /// How much capacity there should be: what there is, if nothing is to be done.
  ///
  /// @param provisioned units a second
  /// @param minutes units a second that were used in each minute up to now, the last one last
  public static long wanted(
      ScalingSettings settings, long provisioned, List<Double> minutes, Timing timing) {
    TargetTracking policy = settings.policy();
    if (settings.disabled() || policy == null) return provisioned;
    double target = policy.percent();
    if (minutes.size() >= MINUTES_TO_RAISE) {
      List<Double> last = minutes.subList(minutes.size() - MINUTES_TO_RAISE, minutes.size());
      double least = last.stream().mapToDouble(Double::doubleValue).min().orElse(0);
      boolean mayRaise = timing.isPast(timing.raisedMillis, policy.raisePauseSeconds());
      if (least > provisioned * target / PERCENT && mayRaise) {
        return Math.max(provisioned, within(settings, most(last) * PERCENT / target));
      }
    }
    if (minutes.size() < MINUTES || policy.raisesOnly() || !timing.mayLower) return provisioned;
    List<Double> last = minutes.subList(minutes.size() - MINUTES, minutes.size());
    boolean idle = most(last) < provisioned * (target - LOWER_BELOW) / PERCENT;
    if (!idle || !timing.isPast(timing.changedMillis, policy.lowerPauseSeconds())) {
      return provisioned;
    }
    return Math.min(provisioned, within(settings, most(last) * PERCENT / target));
  }

  private static double most(List<Double> minutes) {
    return minutes.stream().mapToDouble(Double::doubleValue).max().orElse(0);
  }

  private static long within(ScalingSettings settings, double units) {
    long whole = (long) Math.min(Math.ceil(units), Long.MAX_VALUE);
    return Math.max(settings.minimum(), Math.min(settings.maximum(), whole));
  }
}
