package io.atolldb.merge;

import io.atolldb.clock.HybridTimestamp;
import io.atolldb.clock.RegionId;
import io.atolldb.version.Version;
import io.atolldb.version.VersionVector;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What is known of one item whose parts are merged: a join-semilattice.
///
/// `clearedAt` is the latest write that swept away all that was before it: a delete, or a write
/// under last-writer-wins. `touchedAt` is the latest write that wanted the item to be there; the
/// item exists if that is not before `clearedAt`. `cells` holds the attributes beside the key that
/// were set, removed or counted since `clearedAt`, by name.
///
/// Every part only grows, and joins part by part; so regions that have seen the same writes hold
/// the same state, whatever the order and however often the writes arrived.
public record MergeState<V>(
    HybridTimestamp clearedAt, HybridTimestamp touchedAt, SortedMap<String, Cell<V>> cells) {

  /// Earlier than any clearing, so that an untouched item does not exist.
  private static final HybridTimestamp BEFORE_ALL = new HybridTimestamp(0, new RegionId("never"));

  public MergeState {
    var kept = new TreeMap<String, Cell<V>>();
    cells.forEach((name, cell) -> {
      if (cell.since().compareTo(clearedAt) >= 0) kept.put(name, cell);
    });
    cells = Collections.unmodifiableSortedMap(kept);
    if (touchedAt.compareTo(clearedAt) < 0) touchedAt = BEFORE_ALL;
  }

  /// A key nobody ever wrote.
  public static <V> MergeState<V> never() {
    return new MergeState<>(HybridTimestamp.BEGINNING, BEFORE_ALL, new TreeMap<>());
  }

  /// What a write under last-writer-wins leaves: nothing of before.
  public static <V> MergeState<V> whole(
      HybridTimestamp write, SortedMap<String, V> attributes, Values<V> values) {
    var cells = new TreeMap<String, Cell<V>>();
    attributes.forEach((name, value) -> cells.put(name, Cell.of(write, value, values)));
    return new MergeState<>(write, write, cells);
  }

  /// What a delete leaves.
  public static <V> MergeState<V> deleted(HybridTimestamp write) {
    return new MergeState<>(write, BEFORE_ALL, new TreeMap<>());
  }

  public boolean exists() {
    return touchedAt.compareTo(clearedAt) >= 0;
  }

  /// The attributes beside the key; none if the item does not exist.
  public SortedMap<String, V> visible(Values<V> values) {
    var attributes = new TreeMap<String, V>();
    if (!exists()) return attributes;
    cells.forEach((name, cell) -> {
      V value = cell.visible(values);
      if (value != null) attributes.put(name, value);
    });
    return attributes;
  }

  /// The least state that knows what both know.
  public MergeState<V> join(MergeState<V> that) {
    var joined = new TreeMap<String, Cell<V>>(cells);
    that.cells.forEach((name, cell) -> joined.merge(name, cell, Cell::join));
    return new MergeState<>(
        HybridTimestamp.later(clearedAt, that.clearedAt),
        HybridTimestamp.later(touchedAt, that.touchedAt),
        joined);
  }

  /// This state, whose writer had seen `seen`, as it joins with `that`. A delete may be forgotten
  /// once everybody has seen it; then what is written next begins as if there had never been
  /// anything, while somebody who remembers it still writes on what it left. So if this state knows
  /// of no clearing, although its writer had seen the one that `that` is built on, it counts as
  /// built on that one, too: then both count on the same absent values, and add up.
  public MergeState<V> besides(MergeState<V> that, VersionVector seen) {
    if (!hasForgottenWhatClears(that, seen)) return this;
    var rebuilt = new TreeMap<String, Cell<V>>();
    cells.forEach((name, cell) -> rebuilt.put(name, cell.notBefore(that.clearedAt)));
    return new MergeState<>(that.clearedAt, touchedAt, rebuilt);
  }

  /// Whether `that` is nothing but the memory of a delete that the writer of this state had seen
  /// and has forgotten: it adds nothing.
  public boolean hasForgotten(MergeState<V> that, VersionVector seen) {
    return !that.exists() && hasForgottenWhatClears(that, seen);
  }

  private boolean hasForgottenWhatClears(MergeState<V> that, VersionVector seen) {
    return exists()
        && clearedAt.equals(HybridTimestamp.BEGINNING)
        && that.clearedAt.compareTo(clearedAt) > 0
        && seen.includes(that.clearedAt);
  }

  /// The timestamp by which a whole write takes its place among stamps: its rank, which is its
  /// timestamp unless it is an expiry.
  public static HybridTimestamp stampOf(Version write) {
    return new HybridTimestamp(write.rank(), write.timestamp().region());
  }

  /// If [#whole] or [#deleted] made this of one write, that write's version, with all that `vector`
  /// includes: then image and version say all, and no state has to be kept. Null if not.
  public @Nullable Version wholeVersion(VersionVector vector) {
    long latest = vector.packed(clearedAt.region());
    if (!exists()) {
      if (!cells.isEmpty() || latest == 0) return null;
      var write = new HybridTimestamp(latest, clearedAt.region());
      return new Version(write, clearedAt.packed(), vector);
    }
    if (latest != clearedAt.packed() || !touchedAt.equals(clearedAt)) return null;
    for (Cell<V> cell : cells.values()) {
      if (!cell.since().equals(clearedAt) || !cell.isPlain()) return null;
    }
    return new Version(clearedAt, vector);
  }

  /// How many removals of attributes and elements it remembers.
  int removals() {
    int count = 0;
    for (Cell<V> cell : cells.values()) count += cell.removals();
    return count;
  }

  /// Whether something of this state that the other one had not seen has no part in what they are
  /// joined to, so that a user who wrote it would miss it.
  public boolean losesIn(MergeState<V> joined, VersionVector seenByThat, Values<V> values) {
    if (exists() != joined.exists()) {
      HybridTimestamp decisive = exists() ? touchedAt : clearedAt;
      return !seenByThat.includes(decisive) || hasMoreThan(seenByThat);
    }
    for (Map.Entry<String, Cell<V>> entry : cells.entrySet()) {
      Cell<V> ours = entry.getValue();
      if (!ours.hasMoreThan(seenByThat)) continue;
      Cell<V> kept = joined.cells.get(entry.getKey());
      if (kept != null && kept.since().equals(ours.since())) continue; // built on, or added up
      V before = ours.visible(values);
      V after = kept == null ? null : kept.visible(values);
      if (!same(before, after)) return true;
    }
    return false;
  }

  private boolean hasMoreThan(VersionVector seen) {
    for (Map.Entry<String, Cell<V>> entry : cells.entrySet()) {
      if (entry.getValue().hasMoreThan(seen)) return true;
    }
    return false;
  }

  private static boolean same(@Nullable Object left, @Nullable Object right) {
    return left == null ? right == null : left.equals(right);
  }
}
