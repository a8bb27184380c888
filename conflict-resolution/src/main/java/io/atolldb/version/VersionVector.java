package io.atolldb.version;

import io.atolldb.clock.HybridTimestamp;
import io.atolldb.clock.RegionId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Which writes of each region an item's version includes: for every region, the latest of its
/// timestamps (packed) that is included.
///
/// A clock never issues a timestamp twice, so an entry cannot be reused, not even after a tombstone
/// was purged. Held as two parallel arrays in the order of regions: equal vectors are equal arrays.
///
/// Deliberately not `Comparable`: the order is partial, and a partial order dressed up as a total
/// one makes sorting depend on the order of arrival. Ask `relationTo` and handle all four answers.
public final class VersionVector {

  /// Far above any sensible number of regions; a longer vector is damage, not data.
  public static final int REGIONS_MAX = 64;

  public static final VersionVector EMPTY = new VersionVector(new RegionId[0], new long[0]);

  /// One region's part: the latest of its timestamps that is included.
  public record Entry(RegionId region, long packed) {}

  private final RegionId[] regions;
  private final long[] stamps;

  private VersionVector(RegionId[] regions, long[] stamps) {
    this.regions = regions;
    this.stamps = stamps;
  }

  /// Entries in any order, each region at most once, each timestamp above zero.
  public static VersionVector of(List<Entry> entries) {
    if (entries.size() > REGIONS_MAX) {
      throw new IllegalArgumentException(entries.size() + " regions, more than " + REGIONS_MAX);
    }
    var sorted = new ArrayList<>(entries);
    sorted.sort((left, right) -> left.region().compareTo(right.region()));
    var regions = new RegionId[sorted.size()];
    var stamps = new long[sorted.size()];
    for (int at = 0; at < regions.length; at++) {
      Entry entry = sorted.get(at);
      if (entry.packed() <= 0) {
        throw new IllegalArgumentException(entry.region() + " has timestamp " + entry.packed());
      }
      if (at > 0 && regions[at - 1].equals(entry.region())) {
        throw new IllegalArgumentException(entry.region() + " stands twice in a vector");
      }
      regions[at] = entry.region();
      stamps[at] = entry.packed();
    }
    return new VersionVector(regions, stamps);
  }

  public static VersionVector of(HybridTimestamp only) {
    return EMPTY.with(only);
  }

  public int size() {
    return regions.length;
  }

  public RegionId region(int at) {
    return regions[at];
  }

  /// The timestamp at index `at`, packed.
  public long packed(int at) {
    return stamps[at];
  }

  /// The latest included timestamp of `region`, packed; zero if there is none.
  public long packed(RegionId region) {
    for (int at = 0; at < regions.length; at++) {
      if (regions[at].equals(region)) return stamps[at];
    }
    return 0;
  }

  /// Whether the write with this timestamp is among those included. Every vector includes the
  /// beginning.
  public boolean includes(HybridTimestamp write) {
    return packed(write.region()) >= write.packed();
  }

  /// This vector after one more write. A timestamp that is already included changes nothing.
  public VersionVector with(HybridTimestamp write) {
    return includes(write)
        ? this
        : join(new VersionVector(new RegionId[] {write.region()}, new long[] {write.packed()}));
  }

  /// The least vector that includes both.
  public VersionVector join(VersionVector that) {
    if (this.isIncludedIn(that)) return that;
    if (that.isIncludedIn(this)) return this;

    var joinedRegions = new RegionId[regions.length + that.regions.length];
    var joinedStamps = new long[joinedRegions.length];
    int left = 0;
    int right = 0;
    int size = 0;
    while (left < regions.length || right < that.regions.length) {
      int order = order(left, that, right);
      joinedRegions[size] = order <= 0 ? regions[left] : that.regions[right];
      joinedStamps[size++] =
          Math.max(order <= 0 ? stamps[left] : 0, order >= 0 ? that.stamps[right] : 0);
      if (order <= 0) left++;
      if (order >= 0) right++;
    }
    if (size > REGIONS_MAX) {
      throw new IllegalStateException(size + " regions, more than " + REGIONS_MAX);
    }
    return new VersionVector(Arrays.copyOf(joinedRegions, size), Arrays.copyOf(joinedStamps, size));
  }

  private int order(int left, VersionVector that, int right) {
    if (left == regions.length) return 1;
    if (right == that.regions.length) return -1;
    return regions[left].compareTo(that.regions[right]);
  }

  public boolean isIncludedIn(VersionVector that) {
    for (int at = 0; at < regions.length; at++) {
      if (that.packed(regions[at]) < stamps[at]) return false;
    }
    return true;
  }

  public Causality relationTo(VersionVector that) {
    return Causality.of(!that.isIncludedIn(this), !this.isIncludedIn(that));
  }

  /// The greatest timestamp of all entries; [HybridTimestamp#BEGINNING] if there are none.
  public HybridTimestamp greatest() {
    if (stamps.length == 0) return HybridTimestamp.BEGINNING;
    int greatest = 0;
    for (int at = 1; at < stamps.length; at++) {
      // Of equal stamps the later region's is the greater one, and regions are in order.
      if (stamps[at] >= stamps[greatest]) greatest = at;
    }
    return new HybridTimestamp(stamps[greatest], regions[greatest]);
  }

  @Override
  public boolean equals(Object that) {
    return that instanceof VersionVector vector
        && Arrays.equals(regions, vector.regions)
        && Arrays.equals(stamps, vector.stamps);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(regions) + Arrays.hashCode(stamps);
  }

  /// `{us-east-1:1000.2, eu-west-1:900.0}`.
  @Override
  public String toString() {
    var text = new StringBuilder("{");
    for (int at = 0; at < regions.length; at++) {
      if (at > 0) text.append(", ");
      text.append(regions[at])
          .append(':')
          .append(stamps[at] >>> HybridTimestamp.COUNTER_BITS)
          .append('.')
          .append(stamps[at] & HybridTimestamp.COUNTER_MAX);
    }
    return text.append('}').toString();
  }
}
