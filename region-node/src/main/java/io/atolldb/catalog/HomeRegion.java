package io.atolldb.catalog;

import io.atolldb.clock.RegionId;
import io.atolldb.globaltable.TableDescriptor;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.Item;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The region in which the conditions of a table's writes are judged, for all regions; a table
/// without one has them judged wherever they are asked, as DynamoDB does.
public final class HomeRegion {

  private static final String NAME = "HomeRegion";

  private HomeRegion() {}

  public static @Nullable RegionId of(TableDescriptor table) {
    return table.settings().get(NAME) instanceof StringValue(var name) ? new RegionId(name) : null;
  }

  /// Where a condition that is asked here has to be judged; null if it is here.
  public static @Nullable RegionId elsewhere(Table table) {
    RegionId home = of(table.descriptor());
    boolean here = home == null || home.equals(table.self()) || table.isOnItsOwn();
    return here ? null : home;
  }

  /// `home` null: wherever it is asked.
  public static Item with(Item settings, @Nullable RegionId home) {
    var changed = new TreeMap<String, AttributeValue>(settings.attributes());
    if (home == null) changed.remove(NAME);
    else changed.put(NAME, new StringValue(home.name()));
    return Item.owning(changed);
  }
}
