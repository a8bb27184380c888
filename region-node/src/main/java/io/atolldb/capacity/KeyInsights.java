package io.atolldb.capacity;

import io.atolldb.catalog.InsightsMode;
import io.atolldb.item.PrimaryKey;

/// Which keys of a table are accessed and throttled most, since the counting was switched on or the
/// process began. Accesses weigh the units they took, throttled ones weigh one each. Keys with a
/// sort key are counted twice: as a whole, and together with all others of their partition.
public final class KeyInsights {

  private final InsightsMode mode;
  private final HotKeys accessedPartitions = new HotKeys();
  private final HotKeys accessedKeys = new HotKeys();
  private final HotKeys throttledPartitions = new HotKeys();
  private final HotKeys throttledKeys = new HotKeys();

  KeyInsights(InsightsMode mode) {
    this.mode = mode;
  }

  public InsightsMode mode() {
    return mode;
  }

  void accessed(PrimaryKey key, double units) {
    switch (mode) {
      case ACCESSED_AND_THROTTLED_KEYS -> count(accessedPartitions, accessedKeys, key, units);
      case THROTTLED_KEYS -> {}
    }
  }

  void throttled(PrimaryKey key) {
    count(throttledPartitions, throttledKeys, key, 1);
  }

  private static void count(HotKeys partitions, HotKeys keys, PrimaryKey key, double weight) {
    partitions.seen(new PrimaryKey(key.partition(), null), weight);
    if (key.sort() != null) keys.seen(key, weight);
  }

  public HotKeys accessedPartitions() {
    return accessedPartitions;
  }

  public HotKeys accessedKeys() {
    return accessedKeys;
  }

  public HotKeys throttledPartitions() {
    return throttledPartitions;
  }

  public HotKeys throttledKeys() {
    return throttledKeys;
  }
}
