package io.atolldb.catalog;

import io.atolldb.clock.RegionId;
import io.atolldb.globaltable.TableDescriptor;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.item.KeyCodec;
import io.atolldb.item.PrimaryKey;
import io.atolldb.table.KeyAttribute;
import io.atolldb.table.ScalarType;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The region in which the conditions of a table's writes are judged, for all regions; a table
/// without one has them judged wherever they are asked, as DynamoDB does.
///
/// An item can name another home than its table: in a key attribute that the table names, whose
/// value is, or begins with, the name of a region and a `#`. A key never changes, so no write that
/// loses or wins later can move an item to another home.
public final class HomeRegion {

  private static final String NAME = "HomeRegion";
  private static final String KEY_ATTRIBUTE = "HomeRegionKeyAttribute";

  /// Stands behind the name of a region in a key; what follows is the application's.
  private static final char END = '#';

  private HomeRegion() {}

  /// Of items that name no other.
  public static @Nullable RegionId of(TableDescriptor table) {
    return table.settings().get(NAME) instanceof StringValue(var name) ? new RegionId(name) : null;
  }

  /// The key attribute in which items may name their home; null if they may not.
  public static @Nullable String keyAttribute(TableDescriptor table) {
    return table.settings().get(KEY_ATTRIBUTE) instanceof StringValue(var name) ? name : null;
  }

  /// Whether items of the table can name their home in this attribute.
  public static boolean canBeNamedIn(TableDescriptor table, String attribute) {
    KeyAttribute sort = table.keys().sort();
    return isText(table.keys().partition(), attribute) || (sort != null && isText(sort, attribute));
  }

  private static boolean isText(KeyAttribute key, String attribute) {
    return key.name().equals(attribute) && key.type() == ScalarType.S;
  }

  /// Where a condition on the item under this key is judged; null: wherever it is asked.
  public static @Nullable RegionId of(Table table, Bytes key) {
    if (table.isOnItsOwn()) return null;
    String attribute = keyAttribute(table.descriptor());
    RegionId named = attribute == null ? null : namedIn(table.descriptor(), attribute, key);
    return named == null ? of(table.descriptor()) : named;
  }

  /// A region that once was a member stays one here: its items do not change their home by
  /// themselves.
  private static @Nullable RegionId namedIn(TableDescriptor table, String attribute, Bytes key) {
    PrimaryKey decoded = KeyCodec.decode(key);
    boolean inPartition = table.keys().partition().name().equals(attribute);
    AttributeValue value = inPartition ? decoded.partition() : decoded.sort();
    if (!(value instanceof StringValue(String text))) return null;
    int end = text.indexOf(END);
    String name = end < 0 ? text : text.substring(0, end);
    for (RegionId member : table.members().keySet()) {
      if (member.name().equals(name)) return member;
    }
    return null;
  }

  /// `home` null: wherever it is asked. `keyAttribute` null: for all items alike.
  public static Item with(Item settings, @Nullable RegionId home, @Nullable String keyAttribute) {
    var changed = new TreeMap<String, AttributeValue>(settings.attributes());
    set(changed, NAME, home == null ? null : home.name());
    set(changed, KEY_ATTRIBUTE, keyAttribute);
    return Item.owning(changed);
  }

  private static void set(
      TreeMap<String, AttributeValue> settings, String name, @Nullable String value) {
    if (value == null) settings.remove(name);
    else settings.put(name, new StringValue(value));
  }
}
