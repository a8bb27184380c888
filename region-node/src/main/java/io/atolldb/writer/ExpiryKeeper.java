package io.atolldb.writer;

import io.atolldb.catalog.Table;
import io.atolldb.catalog.TableSettings;
import io.atolldb.catalog.Tables;
import io.atolldb.codec.ByteReader;
import io.atolldb.codec.ByteWriter;
import io.atolldb.expiry.Expiry;
import io.atolldb.expiry.ExpiryKeys;
import io.atolldb.item.Bytes;
import io.atolldb.record.LogRecord.ExpiriesIndexed;
import io.atolldb.store.ItemStore.EntryCursor;
import io.atolldb.store.StoreBatch;
import io.atolldb.store.StoreMap;
import io.atolldb.stored.ItemVersion;
import io.atolldb.table.TableId;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Finds the items of a table by the time they expire, so that nobody has to look through all of
/// them. From the moment a table names the attribute every write keeps its item's entry; what was
/// there before is entered stretch by stretch ([ExpiriesIndexed]).
///
/// One thread changes; any number reads.
final class ExpiryKeeper {

  private static final Bytes BEGINNING = Bytes.owning(new byte[0]);

  /// How far the items of a table have been entered that were there before.
  ///
  /// @param nextKey from which key on they have not been; null when all are
  private record Entered(String attribute, @Nullable Bytes nextKey) {}

  private final RegionMemory memory;
  private final Map<TableId, Entered> entered = new ConcurrentHashMap<>();

  ExpiryKeeper(RegionMemory memory) {
    this.memory = memory;
  }

  /// The key from which on a table's items have still to be entered; null if none have.
  @Nullable Bytes nextKey(TableId table) {
    Entered known = entered.get(table);
    return known == null ? null : known.nextKey();
  }

  /// What the store says of a table.
  void restore(String id, byte[] stored) {
    var in = new ByteReader(stored);
    boolean complete = in.readByte() == 1;
    String attribute = in.readText();
    Bytes nextKey = Bytes.owning(in.readSized());
    entered.put(
        new TableId(UUID.fromString(id)), new Entered(attribute, complete ? null : nextKey));
  }

  Changes changes() {
    return new Changes();
  }

  /// What one batch changes.
  final class Changes {

    private final Map<TableId, @Nullable Entered> changed = new HashMap<>();

    /// The table is described otherwise, or for the first time.
    void merged(@Nullable Table before, Table after, StoreBatch batch) {
      String was = before == null || !before.isHere() ? null : attributeOf(before);
      String is = after.isHere() ? attributeOf(after) : null;
      if (Objects.equals(was, is)) return;
      TableId table = after.id();
      if (was != null) batch.drop(StoreMap.expiries(table));
      changed.put(table, is == null ? null : new Entered(is, BEGINNING));
    }

    void replaced(Table table, Bytes key, ItemVersion before, ItemVersion after, StoreBatch batch) {
      String attribute = attributeOf(table);
      if (attribute == null) return;
      long was = Expiry.secondsOf(before.item(), attribute);
      long is = Expiry.secondsOf(after.item(), attribute);
      if (was == is) return;
      StoreMap map = StoreMap.expiries(table.id());
      if (was != Expiry.NEVER) batch.remove(map, ExpiryKeys.of(was, key));
      if (is != Expiry.NEVER) batch.put(map, ExpiryKeys.of(is, key), ExpiryKeys.NOTHING);
    }

    /// Reads the items from the store, which must hold all that was written before.
    void index(ExpiriesIndexed indexed, Tables tables, StoreBatch batch) {
      Table table = tables.of(indexed.table());
      boolean wanted =
          table != null && table.isHere() && indexed.attribute().equals(attributeOf(table));
      if (!wanted) return;
      StoreMap map = StoreMap.expiries(indexed.table());
      Bytes end = indexed.endKey();
      EntryCursor items =
          memory.store.scan(
              memory.itemsOf(indexed.table()),
              indexed.fromKey().unsafeArray(),
              end == null ? null : end.unsafeArray(),
              true);
      while (items.advance()) {
        ItemVersion item = memory.readable(items);
        long seconds = Expiry.secondsOf(item.item(), indexed.attribute());
        if (seconds == Expiry.NEVER) continue;
        batch.put(map, ExpiryKeys.of(seconds, Bytes.of(items.key())), ExpiryKeys.NOTHING);
      }
      changed.put(indexed.table(), new Entered(indexed.attribute(), end));
    }

    void addTo(StoreBatch batch) {
      changed.forEach((table, now) -> {
        byte[] key = RegionKeys.table(table);
        if (now == null) batch.remove(StoreMap.EXPIRY_PROGRESS, key);
        else batch.put(StoreMap.EXPIRY_PROGRESS, key, encode(now));
      });
    }

    /// To be called when the batch is in the store.
    void publish() {
      changed.forEach((table, now) -> {
        if (now == null) entered.remove(table);
        else entered.put(table, now);
      });
    }
  }

  private static @Nullable String attributeOf(Table table) {
    return TableSettings.expiryAttribute(table.descriptor());
  }

  private static byte[] encode(Entered now) {
    Bytes nextKey = now.nextKey();
    var out = new ByteWriter(64);
    out.writeByte(nextKey == null ? 1 : 0);
    out.writeText(now.attribute());
    out.writeSized(nextKey == null ? new byte[0] : nextKey.unsafeArray());
    return out.toArray();
  }
}
