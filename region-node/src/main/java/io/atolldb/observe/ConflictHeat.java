package io.atolldb.observe;

import io.atolldb.conflicts.ConflictLog;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// How many of the newest conflicts are about the keys that are fought over most. The conflict log
/// is read through for it, so it is done once in a while however often somebody looks.
final class ConflictHeat {

  static final int RANKS = 5;
  static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(30);

  private record Looked(long atNanos, List<Long> counts) {}

  private final ConflictLog conflicts;
  private final LongSupplier nanos;
  private volatile Looked looked;

  ConflictHeat(ConflictLog conflicts, LongSupplier nanos) {
    this.conflicts = conflicts;
    this.nanos = nanos;
    this.looked = new Looked(nanos.getAsLong() - KEPT_NANOS, List.of());
  }

  /// Of the hottest key for rank 1, of the one after it for rank 2; zero if there are not so many.
  long of(int rank) {
    List<Long> counts = fresh().counts();
    return rank <= counts.size() ? counts.get(rank - 1) : 0;
  }

  private Looked fresh() {
    Looked known = looked;
    long now = nanos.getAsLong();
    if (now - known.atNanos() < KEPT_NANOS) return known;
    var counts = conflicts.heat(null, RANKS).stream().map(ConflictLog.Heat::conflicts).toList();
    var anew = new Looked(now, counts);
    looked = anew;
    return anew;
  }
}
