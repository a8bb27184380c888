package io.atolldb.index;

import io.atolldb.catalog.Index;
import io.atolldb.catalog.ProjectionType;
import io.atolldb.catalog.Table;
import io.atolldb.item.Item;
import io.atolldb.item.ItemSize;
import io.atolldb.operation.Current;
import io.atolldb.table.IndexKeyCodec;

/// What an item adds to the size of its collection: itself, and its entries in local indexes.
public final class CollectionShare {

  private CollectionShare() {}

  public static long of(Table table, Current item) {
    return item.exists() ? of(table, item.item(), item.sizeBytes()) : 0;
  }

  /// The same of an item that is `bytes` large.
  public static long of(Table table, Item item, int bytes) {
    if (item.isAbsent()) return 0;
    long share = bytes;
    for (Index index : table.indexes().all()) {
      if (!index.isLocal() || !IndexKeyCodec.isIndexed(index.keys(), item)) continue;
      share +=
          index.projection() == ProjectionType.ALL
              ? bytes
              : ItemSize.of(IndexEntries.view(index, table.keys(), item));
    }
    return share;
  }
}
