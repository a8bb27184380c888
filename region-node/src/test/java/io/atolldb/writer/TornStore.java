package io.atolldb.writer;

import io.atolldb.region.Regions;
import io.atolldb.store.ItemStore;
import io.atolldb.store.MemoryStore;
import io.atolldb.store.StoreBatch;
import io.atolldb.store.StoreMap;

/// What power failures make of stores. A commit takes its maps one after the other.
final class TornStore {

  private TornStore() {}

  /// Has what `store` has in the one map, and nothing in the others.
  static MemoryStore aheadIn(String name, ItemStore store) {
    StoreMap map =
        switch (name) {
          case "items" -> StoreMap.items(Regions.TABLE);
          case "collections" -> StoreMap.collections(Regions.TABLE);
          case "region" -> StoreMap.REGION;
          case "tables" -> StoreMap.TABLES;
          default -> throw new IllegalArgumentException(name);
        };
    var torn = new MemoryStore();
    var batch = new StoreBatch();
    ItemStore.EntryCursor entries = store.scan(map, null, null, true);
    while (entries.advance()) batch.put(map, entries.key(), entries.value());
    torn.apply(batch);
    return torn;
  }
}
