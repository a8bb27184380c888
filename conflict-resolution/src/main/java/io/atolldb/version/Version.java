package io.atolldb.version;

import io.atolldb.clock.HybridTimestamp;

/// What is known of the write that a region holds for a key: its timestamp, its rank against other
/// writes, and every write it or the region has seen of that key.
///
/// The greater rank wins. A write's rank is its timestamp, so the last writer wins, and the vector
/// remembers all writers. An expiry is the exception: nobody asked for it, and it must not undo
/// what somebody wrote elsewhere before hearing of it. So it ranks just above the version that it
/// removes, and below every write that follows that version, however late it is made. Its timestamp
/// names it and stands in the vector like any other.
///
/// Ranks agree with what writes have seen: a write that has seen another one ranks above it. A
/// broken clock that would issue a write older than one it has seen is stopped in [#succeededBy],
/// before regions could disagree about it for ever.
///
/// @param rank packed like a timestamp; the region of `timestamp` makes it total
public record Version(HybridTimestamp timestamp, long rank, VersionVector vector) {

  /// A key nobody ever wrote.
  public static final Version NEVER = new Version(HybridTimestamp.BEGINNING, VersionVector.EMPTY);

  public Version {
    if (vector.packed(timestamp.region()) != timestamp.packed()) {
      throw new IllegalArgumentException("timestamp " + timestamp + " does not stand in " + vector);
    }
    if (rank < 0 || rank > timestamp.packed()) {
      throw new IllegalArgumentException("rank " + rank + " is not within " + timestamp);
    }
  }

  /// Of a write that ranks by its timestamp.
  public Version(HybridTimestamp timestamp, VersionVector vector) {
    this(timestamp, timestamp.packed(), vector);
  }

  /// The version that a vector alone tells; see [#isPlain].
  public static Version of(VersionVector vector) {
    return new Version(vector.greatest(), vector);
  }

  /// The version whose write is the one of the region at index `at` of the vector.
  public static Version of(VersionVector vector, int at, long rank) {
    return new Version(new HybridTimestamp(vector.packed(at), vector.region(at)), rank, vector);
  }

  /// Whether the vector tells everything: the write is the latest of all, and ranks by its
  /// timestamp. Only where an expiry was involved that may be otherwise.
  public boolean isPlain() {
    return rank == timestamp.packed() && timestamp.equals(vector.greatest());
  }

  /// The version of a write that has seen this one.
  public Version succeededBy(HybridTimestamp write) {
    requireLater(write);
    return new Version(write, vector.with(write));
  }

  /// The version of an expiry that has seen this one and removes it. Its timestamp must leave room
  /// for its rank: see [#leavesRoomBelow].
  public Version expiredBy(HybridTimestamp write) {
    requireLater(write);
    if (!leavesRoomBelow(write)) {
      throw new IllegalStateException(write + " leaves no room for the rank of an expiry");
    }
    return new Version(write, rank + 1, vector.with(write));
  }

  /// Whether an expiry with this timestamp would rank below its timestamp, and can so be told from
  /// a write of that rank. The next timestamp but one always does.
  public boolean leavesRoomBelow(HybridTimestamp write) {
    return write.packed() > rank + 1;
  }

  private void requireLater(HybridTimestamp write) {
    HybridTimestamp latest = vector.greatest();
    if (write.compareTo(latest) <= 0) {
      throw new IllegalStateException(write + " does not follow " + latest);
    }
  }

  /// Orders the writes of a key: the greater is kept. Of equal ranks that of a write that ranks by
  /// its timestamp is the greater one, then the region's name decides.
  public int compareRank(Version that) {
    int byRank = Long.compare(rank, that.rank);
    if (byRank != 0) return byRank;
    int byKind = Boolean.compare(ranksByTime(), that.ranksByTime());
    return byKind != 0 ? byKind : timestamp.region().compareTo(that.timestamp.region());
  }

  private boolean ranksByTime() {
    return rank == timestamp.packed();
  }

  @Override
  public String toString() {
    return "@" + timestamp + " " + vector;
  }
}
