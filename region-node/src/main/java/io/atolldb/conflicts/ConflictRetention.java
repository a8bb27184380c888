package io.atolldb.conflicts;

import io.atolldb.store.ItemStore.EntryCursor;
import org.jspecify.annotations.Nullable;

/// Says what of a conflict log is beyond its limits. The bytes of a conflict are counted once, when
/// it is new. For one thread, which asks again only when what it let go has been answered.
public final class ConflictRetention {

  /// Conflicts that are counted with one question: more than can go with one.
  private static final int COUNTED_AT_ONCE = 10 * ConflictLimits.DROPPED_AT_ONCE;

  private final ConflictLog log;
  private final ConflictLimits limits;

  /// Of all conflicts up to a sequence.
  private long bytes;

  private long countedThrough = -1;

  /// Of those that were said to be beyond the limits, if they have gone by now.
  private long goingBytes;

  private long goingThrough = -1;

  ConflictRetention(ConflictLog log, ConflictLimits limits) {
    this.log = log;
    this.limits = limits;
  }

  /// The sequence through which conflicts are beyond the limits, but of no more of them than may be
  /// dropped at once; null if none is.
  public @Nullable Long droppable(long nowMillis) {
    count();
    long tooMany = log.count() - limits.countMax();
    long tooLarge = bytes - limits.bytesMax();
    EntryCursor entries = log.storedAfter(-1);
    goingBytes = 0;
    goingThrough = -1;
    for (int seen = 0; seen < ConflictLimits.DROPPED_AT_ONCE && entries.advance(); seen++) {
      Conflict oldest = log.decode(entries.key(), entries.value());
      boolean old = oldest.foundMillis() < nowMillis - limits.keptMillisMax();
      boolean beyond = old || seen < tooMany || goingBytes < tooLarge;
      if (!beyond || oldest.sequence() > countedThrough) break;
      goingThrough = oldest.sequence();
      goingBytes += entries.value().length;
    }
    return goingThrough < 0 ? null : goingThrough;
  }

  private void count() {
    EntryCursor first = log.storedAfter(-1);
    if (!first.advance() || ConflictLog.sequenceOf(first.key()) > goingThrough) bytes -= goingBytes;
    EntryCursor added = log.storedAfter(countedThrough);
    for (int seen = 0; seen < COUNTED_AT_ONCE && added.advance(); seen++) {
      bytes += added.value().length;
      countedThrough = ConflictLog.sequenceOf(added.key());
    }
  }
}
