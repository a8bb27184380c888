package io.atolldb.clock;

/// The identity and the rank of one write.
///
/// Ordered by wall time, then by counter, then by region. The region only makes the order total: no
/// two regions can issue equal timestamps, so "the last writer" always names exactly one write.
///
/// `packed` holds wall milliseconds since 1970 in its upper 48 bits and the counter in its lower
/// 16, so that one `long` comparison ranks two writes and a vector entry costs eight bytes.
public record HybridTimestamp(long packed, RegionId region) implements Comparable<HybridTimestamp> {

  public static final int COUNTER_BITS = 16;
  public static final int COUNTER_MAX = (1 << COUNTER_BITS) - 1;
  public static final long WALL_MILLIS_MAX = (1L << (63 - COUNTER_BITS)) - 1;

  /// Before every write of every region.
  public static final HybridTimestamp BEGINNING = new HybridTimestamp(0, new RegionId("none"));

  public HybridTimestamp {
    if (packed < 0) throw new IllegalArgumentException("timestamp " + packed + " is negative");
  }

  public static HybridTimestamp of(long wallMillis, int counter, RegionId region) {
    return new HybridTimestamp(pack(wallMillis, counter), region);
  }

  public static long pack(long wallMillis, int counter) {
    if (wallMillis < 0 || wallMillis > WALL_MILLIS_MAX) {
      throw new IllegalArgumentException(
          "wallMillis " + wallMillis + " is outside 0.." + WALL_MILLIS_MAX);
    }
    if (counter < 0 || counter > COUNTER_MAX) {
      throw new IllegalArgumentException("counter " + counter + " is outside 0.." + COUNTER_MAX);
    }
    return (wallMillis << COUNTER_BITS) | counter;
  }

  public long wallMillis() {
    return packed >>> COUNTER_BITS;
  }

  public int counter() {
    return (int) (packed & COUNTER_MAX);
  }

  /// The least packed timestamp that follows `packed` and is not behind the wall clock. A full
  /// counter carries into the milliseconds by itself: it borrows from the future.
  public static long successor(long packed, long wallMillisNow) {
    return Math.max(packed + 1, pack(wallMillisNow, 0));
  }

  public static HybridTimestamp later(HybridTimestamp left, HybridTimestamp right) {
    return left.compareTo(right) >= 0 ? left : right;
  }

  @Override
  public int compareTo(HybridTimestamp that) {
    int byTime = Long.compare(packed, that.packed);
    return byTime != 0 ? byTime : region.compareTo(that.region);
  }

  /// `1000.2/us-east-1`: milliseconds, counter, region.
  @Override
  public String toString() {
    return wallMillis() + "." + counter() + "/" + region;
  }
}
