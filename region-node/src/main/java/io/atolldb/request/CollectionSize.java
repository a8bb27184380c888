package io.atolldb.request;

import io.atolldb.catalog.Table;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.item.KeyCodec;
import io.atolldb.region.Region;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How large an item collection is: all items of a partition with their entries in local indexes.
/// The estimate is a whole number of gigabytes and the next one.
public record CollectionSize(Item key, double atLeastGb, double atMostGb) {

  private static final long GIGABYTE = 1L << 30;

  /// Null if the client did not ask, or the table has no local index and thus no collections.
  static @Nullable CollectionSize of(
      CollectionMetrics asked, Region region, Table table, Bytes itemKey) {
    if (asked == CollectionMetrics.NONE || !table.indexes().hasLocal()) return null;
    long bytes = region.collectionBytes(table, KeyCodec.partitionPrefix(itemKey));
    long gigabytes = bytes / GIGABYTE;
    Item key =
        Item.of(Map.of(table.keys().partition().name(), KeyCodec.decode(itemKey).partition()));
    return new CollectionSize(key, gigabytes, gigabytes + 1.0);
  }
}
