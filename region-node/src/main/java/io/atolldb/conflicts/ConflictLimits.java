package io.atolldb.conflicts;

/// How many conflicts are kept, and for how long. What is beyond either limit is dropped, the
/// oldest first, some at a time.
public record ConflictLimits(long countMax, long keptMillisMax) {

  /// 100,000 conflicts, 30 days.
  public static final ConflictLimits USUAL = new ConflictLimits(100_000, 30L * 24 * 3_600_000);

  /// Conflicts that are dropped with one log record.
  public static final int DROPPED_AT_ONCE = 1_000;

  public ConflictLimits {
    if (countMax < 1 || keptMillisMax < 1) {
      throw new IllegalArgumentException("limits of " + countMax + " and " + keptMillisMax + " ms");
    }
  }
}
