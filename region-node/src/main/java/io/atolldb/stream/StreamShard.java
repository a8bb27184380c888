package io.atolldb.stream;

/// A stretch of the commit log: what the table's stream shows of it is one shard.
///
/// @param first the log sequence from which on it is this shard
/// @param firstMillis when that was written
/// @param last the last sequence that belongs to it, or [#OPEN]
/// @param closedMillis when it was closed; zero as long as it is open
public record StreamShard(long first, long firstMillis, long last, long closedMillis) {

  /// The last sequence of a shard that takes more.
  public static final long OPEN = Long.MAX_VALUE;

  static StreamShard opened(long first, long millis) {
    return new StreamShard(first, millis, OPEN, 0);
  }

  StreamShard closed(long through, long millis) {
    return new StreamShard(first, firstMillis, through, millis);
  }

  public boolean isOpen() {
    return last == OPEN;
  }

  /// Whether the stream shows nothing of it any more.
  public boolean isTrimmed(long nowMillis) {
    return !isOpen() && nowMillis - closedMillis >= StreamLimits.RETENTION_MILLIS;
  }

  /// Sorted by id, shards are in the order of time as long as the clock did not go back.
  public String id() {
    return "shardId-%020d-%08x".formatted(firstMillis, (int) first);
  }
}
