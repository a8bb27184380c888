package io.atolldb.globaltable;

import io.atolldb.clock.RegionId;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.MapValue;
import io.atolldb.item.AttributeValue.NumberValue;
import io.atolldb.item.DynamoNumber;
import io.atolldb.item.Item;
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

  /// The settings of `later`, in which each region's own are the latest that either knows.
  static Item merge(Item later, Item earlier) {
    TreeMap<String, AttributeValue> merged = null;
    for (Map.Entry<String, AttributeValue> entry : earlier.attributes().entrySet()) {
      String name = entry.getKey();
      if (!name.startsWith(PREFIX)) continue;
      if (revision(entry.getValue()).compareTo(revision(later.get(name))) <= 0) continue;
      if (merged == null) merged = new TreeMap<>(later.attributes());
      merged.put(name, entry.getValue());
    }
    return merged == null ? later : Item.owning(merged);
  }

  private static DynamoNumber revision(@Nullable AttributeValue own) {
    return own instanceof MapValue(var entries)
            && entries.get(REVISION) instanceof NumberValue(DynamoNumber number)
        ? number
        : DynamoNumber.ZERO;
  }
}
