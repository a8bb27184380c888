package io.atolldb.writer;

import io.atolldb.catalog.Index;
import io.atolldb.catalog.Indexes;
import io.atolldb.catalog.Table;
import io.atolldb.globaltable.TableDescriptor;
import io.atolldb.index.IndexEntries;
import io.atolldb.item.Bytes;
import io.atolldb.record.LogRecord;
import io.atolldb.store.StoreBatch;
import io.atolldb.store.StoreMap;
import io.atolldb.stored.ItemVersion;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The indexes of all tables: where their entries are, and how far those have been filled that came
/// to a table with items. Entries go into the store in the same batch as the items they are of.
///
/// What a write replaced stands in its record, and is never looked up here: so records may be
/// applied again to a store that is ahead of them in some of its maps, and the last of them leaves
/// the entries of the item that it made, and no others.
///
/// One thread keeps; any number reads.
final class IndexKeeper {

  private static final Bytes NOTHING = Bytes.owning(new byte[0]);

  private final Map<UUID, StoreMap> entryMaps = new ConcurrentHashMap<>();
  private final Map<UUID, Bytes> filled = new ConcurrentHashMap<>();

  StoreMap entriesOf(UUID index) {
    return entryMaps.computeIfAbsent(index, StoreMap::entries);
  }

  /// The key behind which an index has still to be filled; null if it is complete.
  @Nullable Bytes filledThrough(UUID index) {
    return filled.get(index);
  }

  /// What the store says of an index that is not complete.
  void restore(String id, byte[] through) {
    filled.put(UUID.fromString(id), Bytes.owning(through));
  }

  /// The indexes of a table that are not complete, by what the store has said.
  SortedSet<UUID> fillingOf(TableDescriptor table) {
    var filling = new TreeSet<UUID>();
    for (Index index : Indexes.in(table).all()) {
      if (filled.containsKey(index.id())) filling.add(index.id());
    }
    return filling;
  }

  Upkeep upkeep(StoreBatch batch) {
    return new Upkeep(batch);
  }

  /// What one batch changes.
  final class Upkeep {

    private final StoreBatch batch;

    /// The state after the batch of indexes that it touches; nothing for one that is complete.
    private final Map<UUID, @Nullable Bytes> changed = new HashMap<>();

    private Upkeep(StoreBatch batch) {
      this.batch = batch;
    }

    /// Takes away the entries of what was replaced, and puts those of what is there now.
    void replaced(Table table, Bytes itemKey, @Nullable ItemVersion before, ItemVersion after) {
      for (Index index : table.indexes().all()) {
        Bytes old = before == null ? null : IndexEntries.key(index, before.item(), itemKey);
        Bytes now = put(table, index, itemKey, after);
        if (old == null || (now != null && old.equals(now))) continue;
        batch.remove(entriesOf(index.id()), old.unsafeArray());
      }
    }

    /// Puts the entry of an item; returns its key, null if the item has none.
    @Nullable Bytes put(Table table, Index index, Bytes itemKey, ItemVersion item) {
      Bytes key = item.exists() ? IndexEntries.key(index, item.item(), itemKey) : null;
      if (key == null) return null;
      Bytes image = IndexEntries.image(index, table.keys(), item);
      batch.put(entriesOf(index.id()), key.unsafeArray(), image.unsafeArray());
      return key;
    }

    /// An index has been filled through a key; null if to the end. Returns its table as it is now.
    Table filled(Table table, UUID index, @Nullable Bytes through) {
      var filling = new TreeSet<>(table.filling());
      if (through == null) filling.remove(index);
      else filling.add(index);
      note(index, through);
      return table.withFilling(filling);
    }

    /// Returns the table as it is now.
    Table changed(Table table, LogRecord.IndexesChanged change) {
      var filling = new TreeSet<>(table.filling());
      for (UUID index : change.toFill()) {
        filling.add(index);
        // In a replay the tables in the store may be ahead: then records from before this one have
        // left entries here that no later one would take away.
        batch.drop(entriesOf(index));
        note(index, NOTHING);
      }
      for (UUID index : change.gone()) {
        filling.remove(index);
        batch.drop(entriesOf(index));
        note(index, null);
      }
      return table.withFilling(filling);
    }

    private void note(UUID index, @Nullable Bytes through) {
      changed.put(index, through);
      byte[] key = RegionKeys.filling(index);
      if (through == null) batch.remove(StoreMap.REGION, key);
      else batch.put(StoreMap.REGION, key, through.unsafeArray());
    }

    /// To be called when the batch is in the store.
    void publish() {
      changed.forEach((index, through) -> {
        if (through == null) filled.remove(index);
        else filled.put(index, through);
      });
    }
  }
}
