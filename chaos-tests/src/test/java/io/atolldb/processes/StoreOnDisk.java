package io.atolldb.processes;

import io.atolldb.globaltable.DescriptorCodec;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.KeyCodec;
import io.atolldb.item.PrimaryKey;
import io.atolldb.store.H2Store;
import io.atolldb.store.ItemStore.EntryCursor;
import io.atolldb.store.StoreBatch;
import io.atolldb.store.StoreMap;
import java.io.IOException;
import java.nio.file.Path;

/// The item store of a region that is down, changed behind its back: what a disk, a backup put into
/// the wrong place, or a mistake in the software could do.
final class StoreOnDisk implements AutoCloseable {

  private final H2Store store;
  private final StoreMap items;

  StoreOnDisk(Path directory, String table) throws IOException {
    this.store = H2Store.open(directory);
    this.items = itemsOf(table);
  }

  private StoreMap itemsOf(String table) {
    EntryCursor descriptors = store.scan(StoreMap.TABLES, null, null, true);
    while (descriptors.advance()) {
      var descriptor = DescriptorCodec.decode(descriptors.value());
      if (descriptor.name().equals(table)) return StoreMap.items(descriptor.id());
    }
    throw new AssertionError("no table " + table);
  }

  private static byte[] key(String id) {
    return KeyCodec.encode(new PrimaryKey(new StringValue(id), null)).toArray();
  }

  /// What is stored under the key.
  byte[] stored(String id) {
    byte[] value = store.get(items, key(id));
    if (value == null) throw new AssertionError("nothing is stored under " + id);
    return value.clone();
  }

  void put(String id, byte[] value) {
    var batch = new StoreBatch();
    batch.put(items, key(id), value);
    apply(batch);
  }

  void forgets(String id) {
    var batch = new StoreBatch();
    batch.remove(items, key(id));
    apply(batch);
  }

  /// The last byte is one of the item's.
  void flipsABit(String id) {
    byte[] value = stored(id);
    value[value.length - 1] ^= 1;
    put(id, value);
  }

  private void apply(StoreBatch batch) {
    batch.reaches(store.appliedSequence());
    store.apply(batch);
  }

  @Override
  public void close() {
    store.close();
  }
}
