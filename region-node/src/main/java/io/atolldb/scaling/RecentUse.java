package io.atolldb.scaling;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// What was used of one capacity in the last minutes, and when it was changed. For one thread.
public final class RecentUse {

  private final Deque<Double> minutes = new ArrayDeque<>();
  private double counted = Double.NaN;
  private long raisedMillis = -1;
  private long changedMillis = -1;

  /// A minute is over, and so many units were taken since the process began. The first call only
  /// begins.
  ///
  /// @param seconds how long the minute was
  public void minute(double takenInAll, double seconds) {
    if (!Double.isNaN(counted)) {
      minutes.addLast(Math.max(0, takenInAll - counted) / seconds);
      if (minutes.size() > ScalingRule.MINUTES) minutes.removeFirst();
    }
    counted = takenInAll;
  }

  /// Nobody has looked for a while.
  public void forget() {
    minutes.clear();
    counted = Double.NaN;
  }

  public List<Double> minutes() {
    return new ArrayList<>(minutes);
  }

  public void changed(boolean raised, long nowMillis) {
    if (raised) raisedMillis = nowMillis;
    changedMillis = nowMillis;
  }

  public ScalingRule.Timing timing(long nowMillis, boolean mayLower) {
    return new ScalingRule.Timing(nowMillis, raisedMillis, changedMillis, mayLower);
  }
}
