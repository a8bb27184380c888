package io.atolldb.request;

import io.atolldb.catalog.Index;
import io.atolldb.catalog.Table;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.item.KeyCodec;
import io.atolldb.item.KeyRange;
import io.atolldb.region.Region;
import io.atolldb.region.Region.ItemCursor;
import io.atolldb.table.IndexKeyCodec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How large an item collection is: all items of a partition with their entries in local indexes.
/// The estimate is a whole number of gigabytes and the next one.
public record CollectionSize(Item key, double atLeastGb, double atMostGb) {

  /// Items and entries that are looked at for one answer; beyond it the estimate is too low.
  private static final int SEEN_MAX = 100_000;

  private static final long GIGABYTE = 1L << 30;

  /// Null if the client did not ask, or the table has no local index and thus no collections.
  static @Nullable CollectionSize of(
      CollectionMetrics asked, Region region, Table table, Bytes itemKey) {
    if (asked == CollectionMetrics.NONE || table.indexes().of(Index.Kind.LOCAL).isEmpty()) {
      return null;
    }
    AttributeValue partition = KeyCodec.decode(itemKey).partition();
    KeyRange items = KeyCodec.partition(partition);
    long bytes = bytes(region.scan(table.id(), from(items), to(items), true));
    KeyRange entries = KeyRange.ofPrefix(IndexKeyCodec.prefix(List.of(partition), List.of()));
    for (Index index : table.indexes().of(Index.Kind.LOCAL)) {
      bytes += bytes(region.scan(index, from(entries), to(entries), true));
    }
    double gigabytes = (double) bytes / GIGABYTE;
    Item key = Item.of(Map.of(table.keys().partition().name(), partition));
    return new CollectionSize(key, Math.floor(gigabytes), Math.floor(gigabytes) + 1);
  }

  private static long bytes(ItemCursor cursor) {
    long bytes = 0;
    for (int seen = 0; seen < SEEN_MAX && cursor.advance(); seen++) {
      bytes += cursor.current().sizeBytes();
    }
    return bytes;
  }

  private static byte[] from(KeyRange range) {
    return range.from().unsafeArray();
  }

  private static byte @Nullable [] to(KeyRange range) {
    Bytes end = range.to();
    return end == null ? null : end.unsafeArray();
  }
}
