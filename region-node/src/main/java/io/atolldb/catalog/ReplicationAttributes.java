package io.atolldb.catalog;

import io.atolldb.clock.HybridTimestamp;
import io.atolldb.globaltable.TableDescriptor;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.BooleanValue;
import io.atolldb.item.AttributeValue.NumberValue;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.DynamoNumber;
import io.atolldb.item.Item;
import java.math.BigDecimal;
import java.util.TreeMap;

/// Where a table asks for it, every item says in itself which region wrote it last and when, as
/// items of global tables of version 2017.11.29 do. Off unless it is chosen.
///
/// They are attributes like others: indexes, filters and streams find them, and they travel with
/// the item, so all regions hold the same. What a client sends under these names is replaced.
public final class ReplicationAttributes {

  /// Text: the region where the last write began.
  public static final String REGION = "aws:rep:updateregion";

  /// A number: seconds since 1970 on that region's clock, with milliseconds behind the point.
  public static final String TIME = "aws:rep:updatetime";

  /// Always false: what is being deleted has no item any more.
  public static final String DELETING = "aws:rep:deleting";

  private static final String NAME = "ReplicationAttributes";
  private static final int MILLIS_DIGITS = 3;

  private ReplicationAttributes() {}

  public static boolean wantedBy(TableDescriptor table) {
    return table.settings().get(NAME) instanceof BooleanValue(boolean wanted) && wanted;
  }

  public static Item with(Item settings, boolean wanted) {
    var changed = new TreeMap<String, AttributeValue>(settings.attributes());
    changed.put(NAME, new BooleanValue(wanted));
    return Item.owning(changed);
  }

  /// The item as a write at that time leaves it.
  public static Item stamped(TableDescriptor table, Item item, HybridTimestamp write) {
    if (!wantedBy(table)) return item;
    var attributes = new TreeMap<String, AttributeValue>(item.attributes());
    attributes.put(REGION, new StringValue(write.region().name()));
    var seconds = BigDecimal.valueOf(write.wallMillis(), MILLIS_DIGITS);
    attributes.put(TIME, new NumberValue(DynamoNumber.of(seconds)));
    attributes.put(DELETING, new BooleanValue(false));
    return Item.owning(attributes);
  }
}
