package io.atolldb.capacity;

import io.atolldb.catalog.InsightsMode;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.item.KeyCodec;
import io.atolldb.table.IndexKeys;
import io.atolldb.table.KeyAttribute;
import io.atolldb.table.KeySchema;
import java.util.List;
import java.util.TreeMap;

/// Which keys of a table, or of a global index, are accessed and throttled most, since the counting
/// was switched on or the process began. Accesses weigh the units they took, throttled ones weigh
/// one each. Keys with a sort key are counted twice: as a whole, and together with all others of
/// their partition.
public final class KeyInsights {

  private final InsightsMode mode;
  private final KeySchema table;
  private final IndexKeys keys;
  private final HotKeys accessedPartitions = new HotKeys();
  private final HotKeys accessedKeys = new HotKeys();
  private final HotKeys throttledPartitions = new HotKeys();
  private final HotKeys throttledKeys = new HotKeys();

  /// @param table the keys of the table
  /// @param keys what is counted: those of the table again, or of one of its indexes
  KeyInsights(InsightsMode mode, KeySchema table, IndexKeys keys) {
    this.mode = mode;
    this.table = table;
    this.keys = keys;
  }

  public InsightsMode mode() {
    return mode;
  }

  public boolean countsAccesses() {
    return switch (mode) {
      case ACCESSED_AND_THROTTLED_KEYS -> true;
      case THROTTLED_KEYS -> false;
    };
  }

  /// `key` is an item's, encoded.
  void accessed(Bytes key, double units) {
    if (countsAccesses()) accessed(table.itemOf(KeyCodec.decode(key)), units);
  }

  void throttled(Bytes key) {
    throttled(table.itemOf(KeyCodec.decode(key)));
  }

  /// `item` has the attributes that are counted, or at least those of a partition: what it lacks is
  /// not counted.
  public void accessed(Item item, double units) {
    if (countsAccesses()) count(accessedPartitions, accessedKeys, item, units);
  }

  public void throttled(Item item) {
    count(throttledPartitions, throttledKeys, item, 1);
  }

  private void count(HotKeys hotPartitions, HotKeys hotKeys, Item item, double weight) {
    var key = new TreeMap<String, AttributeValue>();
    if (!pick(keys.partition(), item, key)) return;
    hotPartitions.seen(Item.of(key), weight);
    if (keys.sort().isEmpty() || !pick(keys.sort(), item, key)) return;
    hotKeys.seen(Item.owning(key), weight);
  }

  private static boolean pick(
      List<KeyAttribute> attributes, Item item, TreeMap<String, AttributeValue> key) {
    for (KeyAttribute attribute : attributes) {
      AttributeValue value = item.get(attribute.name());
      if (value == null) return false;
      key.put(attribute.name(), value);
    }
    return true;
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
