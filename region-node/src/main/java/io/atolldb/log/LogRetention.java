package io.atolldb.log;

import java.util.List;

/// What still needs the log, each as the sequence through which it does not need it any more. Who
/// asks for nothing, because there are no peers for instance, is [#NEEDS_NOTHING].
///
/// @param syncedSequence what the store has made durable; the rest would be replayed
/// @param publishedSequence what the change stream has confirmed
/// @param confirmedSequence what the peer that is furthest behind has applied; the stream may lose
///   what it has confirmed, so the log holds it until then
/// @param expiredSequence what readers of a table's stream can no longer ask for
public record LogRetention(
    long syncedSequence, long publishedSequence, long confirmedSequence, long expiredSequence) {

  public static final long NEEDS_NOTHING = Long.MAX_VALUE;

  /// When a record was written. Taken now and then, in the order of sequences.
  public record Mark(long sequence, long millis) {}

  /// The sequence through which the log may be deleted.
  public long deletableThrough() {
    long forNode = Math.min(syncedSequence, publishedSequence);
    return Math.min(forNode, Math.min(confirmedSequence, expiredSequence));
  }

  /// The sequence through which all records are at least `retentionMillis` old: those before the
  /// last mark that is, 0 if none is. A clock that was put back makes marks look younger than ones
  /// before them; then nothing behind the first young one counts as old.
  public static long expiredThrough(List<Mark> marks, long nowMillis, long retentionMillis) {
    long expired = 0;
    for (Mark each : marks) {
      if (nowMillis - each.millis() < retentionMillis) return expired;
      expired = each.sequence() - 1;
    }
    return expired;
  }
}
