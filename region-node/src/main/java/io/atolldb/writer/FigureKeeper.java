package io.atolldb.writer;

import io.atolldb.catalog.TableFigures;
import io.atolldb.codec.ByteReader;
import io.atolldb.codec.ByteWriter;
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

/// The figures of all tables, kept with every write instead of being counted when somebody asks.
/// What they are goes into the store in the same batch as the items, so both are always those of
/// one sequence.
///
/// One thread counts; any number reads.
final class FigureKeeper {

  private static final int ENTRY_BYTES = 16;

  private final RegionMemory memory;
  private final Map<TableId, TableFigures> figures = new ConcurrentHashMap<>();

  FigureKeeper(RegionMemory memory) {
    this.memory = memory;
  }

  TableFigures of(TableId table) {
    return figures.getOrDefault(table, TableFigures.NONE);
  }

  /// What the store says of a table.
  void restore(String id, byte[] stored) {
    var in = new ByteReader(stored);
    figures.put(new TableId(UUID.fromString(id)), new TableFigures(in.readLong(), in.readLong()));
  }

  /// A table of which the store says nothing: written by a build that did not count yet, or empty.
  void countUnlessKnown(TableId table) {
    if (figures.containsKey(table)) return;
    long items = 0;
    long bytes = 0;
    var entries = memory.store.scan(memory.itemsOf(table), null, null, true);
    while (entries.advance()) {
      ItemVersion stored = memory.storedForm.decode(entries.value());
      if (!stored.exists()) continue;
      items++;
      bytes += stored.sizeBytes();
    }
    figures.put(table, new TableFigures(items, bytes));
  }

  Counting counting() {
    return new Counting();
  }

  /// What one batch changes.
  final class Counting {

    private final Map<TableId, TableFigures> changed = new HashMap<>();
    private final Set<TableId> dropped = new HashSet<>();

    void replaced(TableId table, ItemVersion before, ItemVersion after) {
      int items = (after.exists() ? 1 : 0) - (before.exists() ? 1 : 0);
      int bytes = after.sizeBytes() - before.sizeBytes();
      if (items == 0 && bytes == 0) return;
      TableFigures now = changed.get(table);
      if (now == null) now = dropped.contains(table) ? TableFigures.NONE : of(table);
      changed.put(table, new TableFigures(now.items() + items, now.bytes() + bytes));
    }

    void dropped(TableId table) {
      changed.remove(table);
      dropped.add(table);
    }

    void addTo(StoreBatch batch) {
      for (TableId table : dropped) {
        if (!changed.containsKey(table)) batch.remove(StoreMap.REGION, RegionKeys.figures(table));
      }
      changed.forEach((table, now) -> {
        var out = new ByteWriter(ENTRY_BYTES);
        out.writeLong(now.items());
        out.writeLong(now.bytes());
        batch.put(StoreMap.REGION, RegionKeys.figures(table), out.toArray());
      });
    }

    /// To be called when the batch is in the store.
    void publish() {
      dropped.forEach(figures::remove);
      figures.putAll(changed);
    }
  }
}
