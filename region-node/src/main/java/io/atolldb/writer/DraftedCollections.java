package io.atolldb.writer;

import io.atolldb.catalog.Table;
import io.atolldb.fault.ApiFault;
import io.atolldb.index.CollectionShare;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.item.ItemSize;
import io.atolldb.item.KeyCodec;
import io.atolldb.operation.CollectionLimit;
import io.atolldb.operation.Decision;
import io.atolldb.operation.Place;
import io.atolldb.record.LogRecord.ItemApplied;
import io.atolldb.stored.ItemVersion;
import io.atolldb.table.TableId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// The item collections of tables with local indexes, as a draft leaves them. Of other tables
/// nothing is asked and nothing told.
final class DraftedCollections {

  private final RegionState state;
  private final CollectionLimit limit;
  private final Map<Place, Long> known = new HashMap<>();
  private final Set<TableId> dropped = new HashSet<>();

  DraftedCollections(RegionState state, CollectionLimit limit) {
    this.state = state;
    this.limit = limit;
  }

  /// What becomes of the decisions of one submission, one after the other, each of which counts for
  /// those behind it: a collection that is full may shrink, and not grow.
  final class Judging {

    private final Map<Place, Long> growth = new HashMap<>();

    Decision checked(Table table, Bytes key, ItemVersion before, Decision decision) {
      if (!table.indexes().hasLocal()) return decision;
      long more =
          switch (decision) {
            case Decision.Put(Item item) -> CollectionShare.of(table, item, ItemSize.of(item));
            case Decision.Delete(), Decision.Expire() -> 0;
            case Decision.LeaveAsIs(), Decision.Refuse(_) -> CollectionShare.of(table, before);
          };
      more -= CollectionShare.of(table, before);
      Place collection = collection(table, key);
      long grown = growth.merge(collection, more, Long::sum);
      boolean fits = more <= 0 || sizeOf(collection) + grown <= limit.bytesMax();
      return fits ? decision : new Decision.Refuse(new ApiFault.CollectionTooLarge());
    }
  }

  Judging judging() {
    return new Judging();
  }

  /// The size of the collection of a key after its item was replaced; [ItemApplied#UNKNOWN] if the
  /// table has no collections.
  long replaced(Table table, Bytes key, ItemVersion before, ItemVersion after) {
    if (!table.indexes().hasLocal()) return ItemApplied.UNKNOWN;
    Place collection = collection(table, key);
    long more = CollectionShare.of(table, after) - CollectionShare.of(table, before);
    long bytes = sizeOf(collection) + more;
    known.put(collection, bytes);
    return bytes;
  }

  private static Place collection(Table table, Bytes key) {
    return new Place(table.id(), KeyCodec.partitionPrefix(key));
  }

  private long sizeOf(Place collection) {
    Long size = known.get(collection);
    if (size != null) return size;
    long stored =
        dropped.contains(collection.table())
            ? 0
            : state.collectionBytes(collection.table(), collection.key());
    known.put(collection, stored);
    return stored;
  }

  void dropped(TableId table) {
    known.keySet().removeIf(collection -> collection.table().equals(table));
    dropped.add(table);
  }
}
