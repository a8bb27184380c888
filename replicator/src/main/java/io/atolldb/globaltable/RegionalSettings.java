package io.atolldb.globaltable;

import io.atolldb.clock.RegionId;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.MapValue;
import io.atolldb.item.AttributeValue.NumberValue;
import io.atolldb.item.DynamoNumber;
import io.atolldb.item.Item;
import io.atolldb.item.ItemCodec;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Settings that each region keeps for its own replica: deletion protection, tags.
///
/// They lie in the same bag as the shared ones, under a name of their own for each region, and only
/// that region writes there. So no timestamp is needed to merge them: every change raises a
/// revision, and the higher revision is kept, whichever region's shared settings win.
public final class RegionalSettings {

  /// What the name of a region stands behind; no shared setting's name begins like it.
  private static final String PREFIX = "@";

  private static final String REVISION = "Revision";

  private RegionalSettings() {}

  /// Whether an entry of the bag is what a region has set for itself.
  static boolean isRegional(String name) {
    return name.startsWith(PREFIX);
  }

  /// What a region has set for itself; empty if nothing.
  public static SortedMap<String, AttributeValue> of(Item settings, RegionId region) {
    return settings.get(PREFIX + region.name()) instanceof MapValue(var own)
        ? own
        : new TreeMap<>();
  }

  /// `settings` with what its region has set for itself now. Raises the revision if that differs
  /// from `before`.
  public static Item with(
      Item settings,
      SortedMap<String, AttributeValue> before,
      RegionId region,
      SortedMap<String, AttributeValue> own) {
    var changed = new TreeMap<String, AttributeValue>(own);
    AttributeValue revision = before.get(REVISION);
    if (revision != null) changed.put(REVISION, revision);
    if (changed.equals(before)) return settings;
    long last = revision(new MapValue(before)).toBigDecimal().longValue();
    changed.put(REVISION, new NumberValue(DynamoNumber.of(last + 1)));
    var bag = new TreeMap<String, AttributeValue>(settings.attributes());
    bag.put(PREFIX + region.name(), new MapValue(changed));
    return Item.owning(bag);
  }

  /// `settings`, in which each region's own are the latest that they or `others` know.
  static Item merge(Item settings, Item others) {
    TreeMap<String, AttributeValue> merged = null;
    for (Map.Entry<String, AttributeValue> entry : others.attributes().entrySet()) {
      String name = entry.getKey();
      if (!isRegional(name) || !isLater(entry.getValue(), settings.get(name))) continue;
      if (merged == null) merged = new TreeMap<>(settings.attributes());
      merged.put(name, entry.getValue());
    }
    return merged == null ? settings : Item.owning(merged);
  }

  /// A region that has lost the end of its log may use a revision again; all choose alike then.
  private static boolean isLater(AttributeValue own, @Nullable AttributeValue other) {
    if (other == null) return true;
    int order = revision(own).compareTo(revision(other));
    return order > 0 || (order == 0 && Arrays.compareUnsigned(encoded(own), encoded(other)) > 0);
  }

  private static byte[] encoded(AttributeValue own) {
    var alone = new TreeMap<String, AttributeValue>();
    alone.put(PREFIX, own);
    return ItemCodec.encode(Item.of(alone));
  }

  private static DynamoNumber revision(@Nullable AttributeValue own) {
    return own instanceof MapValue(var entries)
            && entries.get(REVISION) instanceof NumberValue(DynamoNumber number)
        ? number
        : DynamoNumber.ZERO;
  }
}
