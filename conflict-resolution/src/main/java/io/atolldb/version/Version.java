package io.atolldb.version;

import io.atolldb.clock.HybridTimestamp;

/// What is known of the write that a region holds for a key: its timestamp, and every write it or
/// the region has seen of that key.
///
/// The timestamp is the greatest entry of the vector: the last writer wins, and the vector
/// remembers all writers. Hence a version is stored and sent as its vector alone. And hence a write
/// cannot be older than one it has seen: a broken clock that would issue such a write is stopped
/// here, before regions could disagree about it for ever.
public record Version(HybridTimestamp timestamp, VersionVector vector) {

  /// A key nobody ever wrote.
  public static final Version NEVER = new Version(HybridTimestamp.BEGINNING, VersionVector.EMPTY);

  public Version {
    if (!timestamp.equals(vector.greatest())) {
      throw new IllegalArgumentException(
          "timestamp " + timestamp + " is not the greatest of " + vector);
    }
  }

  public static Version of(VersionVector vector) {
    return new Version(vector.greatest(), vector);
  }

  /// The version of a write that has seen this one.
  public Version succeededBy(HybridTimestamp write) {
    if (write.compareTo(timestamp) <= 0) {
      throw new IllegalStateException(write + " does not follow " + timestamp);
    }
    return new Version(write, vector.with(write));
  }

  @Override
  public String toString() {
    return "@" + timestamp + " " + vector;
  }
}
