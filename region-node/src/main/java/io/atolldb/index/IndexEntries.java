package io.atolldb.index;

import io.atolldb.catalog.Index;
import io.atolldb.catalog.ProjectionType;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.item.ItemCodec;
import io.atolldb.operation.Current;
import io.atolldb.replication.ChangeRecord.Kind;
import io.atolldb.stored.ItemVersion;
import io.atolldb.table.IndexKeyCodec;
import io.atolldb.table.KeySchema;
import io.atolldb.version.Version;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The entries of indexes, derived from items: at most one for each item and index. A key tells
/// where it stands, an image what is projected.
public final class IndexEntries {

  private IndexEntries() {}

  /// Where an item's entry stands; null if it has none in this index.
  public static @Nullable Bytes key(Index index, Item item, Bytes itemKey) {
    return IndexKeyCodec.encode(index.keys(), item, itemKey);
  }

  /// What an entry holds of its item, which it must have, as `ItemCodec` writes it.
  public static Bytes image(Index index, KeySchema table, Current item) {
    return index.projection() == ProjectionType.ALL
        ? item.encoded()
        : Bytes.owning(ItemCodec.encode(projected(index, table, item.item())));
  }

  /// What an index shows of an item; [Item#ABSENT] if the item has no entry in it.
  public static Item view(Index index, KeySchema table, Item item) {
    if (item.isAbsent() || !IndexKeyCodec.isIndexed(index.keys(), item)) return Item.ABSENT;
    return projected(index, table, item);
  }

  private static Item projected(Index index, KeySchema table, Item item) {
    if (index.projection() == ProjectionType.ALL) return item;
    var attributes = new TreeMap<String, AttributeValue>();
    for (Map.Entry<String, AttributeValue> entry : item.attributes().entrySet()) {
      if (index.holds(entry.getKey(), table)) attributes.put(entry.getKey(), entry.getValue());
    }
    return Item.owning(attributes);
  }

  /// An entry's image as it is stored, not decoded before somebody asks for it.
  public static Current stored(byte[] image) {
    return ItemVersion.of(Version.NEVER, Kind.PUT, false, Bytes.owning(image));
  }
}
