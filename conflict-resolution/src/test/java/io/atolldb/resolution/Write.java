package io.atolldb.resolution;

import io.atolldb.clock.HybridTimestamp;
import io.atolldb.clock.RegionId;
import io.atolldb.version.Version;
import io.atolldb.version.VersionVector;
import io.atolldb.version.Versioned;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One write of a history, and the whole truth about it: every write that its region had seen.
final class Write implements Comparable<Write> {

  private final HybridTimestamp timestamp;

  /// What it wrote; null for a delete.
  private final @Nullable String value;

  private final SortedSet<Write> seen;

  /// Of an expiry: the write that it removes, just above which it ranks. Null for what somebody
  /// asked for.
  private final @Nullable Write expired;

  Write(HybridTimestamp timestamp, @Nullable String value, SortedSet<Write> seen) {
    this(timestamp, value, seen, null);
  }

  private Write(
      HybridTimestamp timestamp,
      @Nullable String value,
      SortedSet<Write> seen,
      @Nullable Write expired) {
    this.timestamp = timestamp;
    this.value = value;
    this.seen = new TreeSet<>(seen);
    this.expired = expired;
  }

  static Write expiry(HybridTimestamp timestamp, SortedSet<Write> seen) {
    return new Write(timestamp, null, seen, seen.last());
  }

  boolean isDelete() {
    return value == null;
  }

  private long rank() {
    return expired == null ? timestamp.packed() : expired.rank() + 1;
  }

  HybridTimestamp timestamp() {
    return timestamp;
  }

  RegionId origin() {
    return timestamp.region();
  }

  SortedSet<Write> seen() {
    return seen;
  }

  boolean hadSeen(Write that) {
    return seen.contains(that);
  }

  /// This write as it travels.
  Versioned<String> travelling() {
    var included = new TreeSet<>(seen);
    included.add(this);
    return winnerOf(included);
  }

  /// The slow and obvious answer: of all writes the highest, and per region its latest.
  static Versioned<String> winnerOf(SortedSet<Write> known) {
    if (known.isEmpty()) return Versioned.neverWritten();
    Write winner = known.last();
    var version = new Version(winner.timestamp, winner.rank(), latestOfEachRegion(known));
    return winner.value == null
        ? new Versioned.Tombstone<>(version)
        : new Versioned.Live<>(winner.value, version);
  }

  private static VersionVector latestOfEachRegion(Collection<Write> known) {
    SortedMap<RegionId, Long> latest = new TreeMap<>();
    for (Write write : known) {
      latest.merge(write.origin(), write.timestamp.packed(), Math::max);
    }
    List<VersionVector.Entry> entries = new ArrayList<>();
    latest.forEach((region, packed) -> entries.add(new VersionVector.Entry(region, packed)));
    return VersionVector.of(entries);
  }

  @Override
  public int compareTo(Write that) {
    int byRank = Long.compare(rank(), that.rank());
    if (byRank != 0) return byRank;
    int byKind = Boolean.compare(expired == null, that.expired == null);
    return byKind != 0 ? byKind : origin().compareTo(that.origin());
  }

  @Override
  public boolean equals(Object that) {
    return that instanceof Write write && timestamp.equals(write.timestamp);
  }

  @Override
  public int hashCode() {
    return timestamp.hashCode();
  }

  @Override
  public String toString() {
    return (expired != null ? "expiry" : value == null ? "delete" : value) + travelling().version();
  }
}
