package io.atolldb.writer;

import io.atolldb.catalog.Table;
import io.atolldb.catalog.Tables;
import io.atolldb.codec.ByteReader;
import io.atolldb.index.CollectionShare;
import io.atolldb.item.Bytes;
import io.atolldb.item.KeyCodec;
import io.atolldb.record.LogRecord.ItemApplied;
import io.atolldb.store.ItemStore.EntryCursor;
import io.atolldb.store.StoreBatch;
import io.atolldb.store.StoreMap;
import io.atolldb.table.TableId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The sizes of the item collections of tables with local indexes; those that are empty are not
/// kept. A record says what its collection holds after it: applied again, it says the same.
///
/// One thread keeps; any number reads.
final class CollectionKeeper {

  private static final int COUNTED_AT_ONCE_MAX = 10_000;

  private final RegionMemory memory;
  private final Map<TableId, StoreMap> maps = new ConcurrentHashMap<>();

  /// Whether the store has the sizes of all collections. An older build kept none.
  private boolean complete;

  CollectionKeeper(RegionMemory memory) {
    this.memory = memory;
  }

  private StoreMap mapOf(TableId table) {
    return maps.computeIfAbsent(table, StoreMap::collections);
  }

  /// In bytes; `partition` is what the keys of its items begin with.
  long of(TableId table, Bytes partition) {
    byte[] stored = memory.store.get(mapOf(table), partition.unsafeArray());
    return stored == null ? 0 : new ByteReader(stored).readLong();
  }

  /// The store says that it has them all.
  void restore() {
    complete = true;
  }

  void applied(Table table, ItemApplied record, StoreBatch batch) {
    long bytes = record.collectionBytes();
    if (bytes != ItemApplied.UNKNOWN) {
      put(table.id(), KeyCodec.partitionPrefix(record.key()), bytes, batch);
    } else if (table.indexes().hasLocal()) {
      complete = false;
      batch.remove(StoreMap.REGION, RegionKeys.COLLECTIONS_COUNTED);
    }
  }

  private void put(TableId table, Bytes partition, long bytes, StoreBatch batch) {
    byte[] key = partition.unsafeArray();
    if (bytes == 0) batch.remove(mapOf(table), key);
    else batch.put(mapOf(table), key, RegionKeys.eightBytes(bytes));
  }

  void dropped(TableId table, StoreBatch batch) {
    batch.drop(mapOf(table));
  }

  /// The log has been replayed: what was not kept is counted, once.
  void recovered(Tables tables, long applied) {
    if (complete) return;
    for (Table table : tables.all()) {
      if (table.isHere() && table.indexes().hasLocal()) count(table, applied);
    }
    StoreBatch done = batch(applied);
    done.put(StoreMap.REGION, RegionKeys.COLLECTIONS_COUNTED, RegionKeys.eightBytes(1));
    memory.store.apply(done);
    complete = true;
  }

  private static StoreBatch batch(long applied) {
    var batch = new StoreBatch();
    batch.reaches(applied);
    return batch;
  }

  /// The items of a collection stand one after the other.
  private void count(Table table, long applied) {
    StoreBatch batch = batch(applied);
    dropped(table.id(), batch);
    EntryCursor items = memory.store.scan(memory.itemsOf(table.id()), null, null, true);
    @Nullable Bytes counting = null;
    long bytes = 0;
    while (items.advance()) {
      Bytes partition = KeyCodec.partitionPrefix(Bytes.owning(items.key()));
      if (counting != null && !partition.equals(counting)) {
        put(table.id(), counting, bytes, batch);
        bytes = 0;
        if (batch.changes().size() >= COUNTED_AT_ONCE_MAX) {
          memory.store.apply(batch);
          batch = batch(applied);
        }
      }
      counting = partition;
      bytes += CollectionShare.of(table, memory.readable(items));
    }
    if (counting != null) put(table.id(), counting, bytes, batch);
    memory.store.apply(batch);
  }
}
