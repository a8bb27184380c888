package io.atolldb.writer;

import io.atolldb.catalog.Table;
import io.atolldb.catalog.TableFigures;
import io.atolldb.catalog.Tables;
import io.atolldb.codec.ByteReader;
import io.atolldb.codec.ByteWriter;
import io.atolldb.record.LogRecord.ItemApplied;
import io.atolldb.store.StoreBatch;
import io.atolldb.store.StoreMap;
import io.atolldb.stored.ItemVersion;
import io.atolldb.table.TableId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The figures of all tables, kept with every write instead of being counted when somebody asks.
///
/// What a crash leaves of a store may be ahead of the sequence that it names, in some of its maps.
/// So nothing is taken from the items: a record says by itself what it changes, and figures are
/// stored with the sequence that they count through, so that a record which is applied again is not
/// counted again.
///
/// One thread counts; any number reads.
final class FigureKeeper {

  private static final int ENTRY_BYTES = 24;

  /// @param through the sequence of the last record that is counted
  private record Counted(TableFigures figures, long through) {}

  private final RegionMemory memory;
  private final Map<TableId, Counted> counted = new ConcurrentHashMap<>();

  /// Until the log has been replayed, a table of which the store says nothing is one that has still
  /// to be counted; later, it is a new one.
  private boolean recovering = true;

  FigureKeeper(RegionMemory memory) {
    this.memory = memory;
  }

  TableFigures of(TableId table) {
    Counted known = counted.get(table);
    return known == null ? TableFigures.NONE : known.figures;
  }

  /// What the store says of a table. An older build did not say through which record it had
  /// counted: what it says is not taken.
  void restore(String id, byte[] stored) {
    if (stored.length < ENTRY_BYTES) return;
    var in = new ByteReader(stored);
    var figures = new TableFigures(in.readLong(), in.readLong());
    counted.put(new TableId(UUID.fromString(id)), new Counted(figures, in.readLong()));
  }

  /// The log has been replayed: what is not known by now can be counted in the store, which holds
  /// what the log says, and nothing else. Figures that count what the log has lost are not taken.
  void recovered(Tables tables, long applied) {
    for (Table table : tables.all()) {
      Counted known = counted.get(table.id());
      if (known != null && known.through <= applied) continue;
      counted.put(table.id(), count(table.id(), applied));
    }
    recovering = false;
  }

  private Counted count(TableId table, long applied) {
    long items = 0;
    long bytes = 0;
    var entries = memory.store.scan(memory.itemsOf(table), null, null, true);
    while (entries.advance()) {
      ItemVersion stored = memory.readable(entries);
      if (!stored.exists()) continue;
      items++;
      bytes += stored.sizeBytes();
    }
    return new Counted(new TableFigures(items, bytes), applied);
  }

  Counting counting() {
    return new Counting();
  }

  /// What one batch changes.
  final class Counting {

    private final Map<TableId, Counted> changed = new HashMap<>();
    private final Set<TableId> unknown = new HashSet<>();
    private final Set<TableId> dropped = new HashSet<>();

    void applied(ItemApplied record, long sequence) {
      TableId table = record.table();
      Counted now = now(table);
      if (now == null || sequence <= now.through) return;
      if (record.replacedBytes() == ItemApplied.UNKNOWN) {
        changed.remove(table);
        unknown.add(table);
        return;
      }
      ItemVersion after = record.result();
      int items = (after.exists() ? 1 : 0) - (record.replacedBytes() > 0 ? 1 : 0);
      int bytes = after.sizeBytes() - record.replacedBytes();
      if (items == 0 && bytes == 0) return;
      TableFigures figures = now.figures;
      changed.put(
          table,
          new Counted(
              new TableFigures(figures.items() + items, figures.bytes() + bytes), sequence));
    }

    /// Null if that is not known.
    private @Nullable Counted now(TableId table) {
      Counted now = changed.get(table);
      if (now != null) return now;
      if (unknown.contains(table)) return null;
      if (!dropped.contains(table)) now = counted.get(table);
      return now == null && !recovering ? new Counted(TableFigures.NONE, 0) : now;
    }

    /// All items of a table are gone.
    void dropped(TableId table, long sequence) {
      Counted now = now(table);
      if (now != null && sequence <= now.through) return;
      changed.remove(table);
      dropped.add(table);
    }

    void addTo(StoreBatch batch) {
      for (TableId table : dropped) remove(table, batch);
      for (TableId table : unknown) remove(table, batch);
      changed.forEach((table, now) -> {
        var out = new ByteWriter(ENTRY_BYTES);
        out.writeLong(now.figures.items());
        out.writeLong(now.figures.bytes());
        out.writeLong(now.through);
        batch.put(StoreMap.REGION, RegionKeys.figures(table), out.toArray());
      });
    }

    private void remove(TableId table, StoreBatch batch) {
      batch.remove(StoreMap.REGION, RegionKeys.figures(table));
    }

    /// To be called when the batch is in the store.
    void publish() {
      dropped.forEach(counted::remove);
      unknown.forEach(counted::remove);
      counted.putAll(changed);
    }
  }
}
