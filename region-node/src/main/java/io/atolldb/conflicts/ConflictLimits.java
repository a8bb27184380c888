package io.atolldb.conflicts;

/// How many conflicts are kept, of how many stored bytes together, and for how long. What is beyond
/// any of the limits is dropped, the oldest first, some at a time.
public record ConflictLimits(long countMax, long bytesMax, long keptMillisMax) {

  /// 100,000 conflicts, 1 GiB, 30 days.
  public static final ConflictLimits USUAL =
      new ConflictLimits(100_000, 1L << 30, 30L * 24 * 3_600_000);

  /// Conflicts that are dropped with one log record.
  public static final int DROPPED_AT_ONCE = 1_000;

  public ConflictLimits {
    if (countMax < 1 || bytesMax < 1 || keptMillisMax < 1) {
      throw new IllegalArgumentException(
          "limits of %d, %d bytes and %d ms".formatted(countMax, bytesMax, keptMillisMax));
    }
  }
}
