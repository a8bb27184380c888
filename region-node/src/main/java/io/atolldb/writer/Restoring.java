package io.atolldb.writer;

import io.atolldb.binary.VectorCodec;
import io.atolldb.catalog.Table;
import io.atolldb.catalog.Tables;
import io.atolldb.clock.RegionId;
import io.atolldb.codec.ByteReader;
import io.atolldb.globaltable.DescriptorCodec;
import io.atolldb.globaltable.TableDescriptor;
import io.atolldb.record.LogRecordCodec;
import io.atolldb.store.ItemStore.EntryCursor;
import io.atolldb.store.StoreMap;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;

/// Fills the memory of a region with what its store says; the log has still to be replayed.
final class Restoring {

  private final RegionMemory memory;

  private Restoring(RegionMemory memory) {
    this.memory = memory;
  }

  static void restore(RegionMemory memory) {
    new Restoring(memory).restore();
  }

  private void restore() {
    EntryCursor entries = memory.store.scan(StoreMap.REGION, null, null, true);
    while (entries.advance()) {
      String key = new String(entries.key(), StandardCharsets.UTF_8);
      restoreEntry(key, entries.value());
    }
    EntryCursor descriptors = memory.store.scan(StoreMap.TABLES, null, null, true);
    Tables restored = Tables.NONE;
    while (descriptors.advance()) {
      TableDescriptor table = DescriptorCodec.decode(descriptors.value());
      restored = restored.with(new Table(table, memory.self, memory.indexes.fillingOf(table)));
    }
    restoreByTable(StoreMap.STREAMS, memory.streams::restore);
    restoreByTable(StoreMap.EXPIRY_PROGRESS, memory.expiries::restore);
    memory.applied = memory.store.appliedSequence();
    memory.tables = restored;
    restoreSeen();
  }

  /// A store of an older form does not say what was seen; then it is at least this.
  private void restoreSeen() {
    memory.seen.include(memory.self, memory.ownLatest);
    memory.progress.forEach(
        (origin, reached) -> memory.seen.include(origin, reached.appliedThrough()));
    memory.seen.publish();
  }

  private void restoreByTable(StoreMap map, BiConsumer<String, byte[]> restore) {
    EntryCursor entries = memory.store.scan(map, null, null, true);
    while (entries.advance()) {
      restore.accept(new String(entries.key(), StandardCharsets.UTF_8), entries.value());
    }
  }

  private void restoreEntry(String key, byte[] value) {
    if (key.startsWith(RegionKeys.NUMBER_PREFIX)) {
      memory.numbers.add(new RegionId(new String(value, StandardCharsets.UTF_8)));
    } else if (key.startsWith(RegionKeys.PROGRESS_PREFIX)) {
      memory.progress.put(
          new RegionId(key.substring(RegionKeys.PROGRESS_PREFIX.length())),
          LogRecordCodec.readProgress(new ByteReader(value)));
    } else if (key.startsWith(RegionKeys.THROTTLED_PREFIX)) {
      memory.throttled.put(
          new RegionId(key.substring(RegionKeys.THROTTLED_PREFIX.length())),
          new ByteReader(value).readLong());
    } else if (key.startsWith(RegionKeys.PAUSED_PREFIX)) {
      memory.paused.add(new RegionId(key.substring(RegionKeys.PAUSED_PREFIX.length())));
    } else if (key.startsWith(RegionKeys.FIGURES_PREFIX)) {
      memory.figures.restore(key.substring(RegionKeys.FIGURES_PREFIX.length()), value);
    } else if (key.startsWith(RegionKeys.RELAYED_PREFIX)) {
      memory.relayed.put(key, (int) new ByteReader(value).readLong());
    } else if (key.startsWith(RegionKeys.FLOOR_PREFIX)) {
      memory.tombstones.restore(key.substring(RegionKeys.FLOOR_PREFIX.length()), value);
    } else if (key.startsWith(RegionKeys.FILLING_PREFIX)) {
      memory.indexes.restore(key.substring(RegionKeys.FILLING_PREFIX.length()), value);
    } else if (key.equals("seen")) {
      memory.seen.include(VectorCodec.read(new ByteReader(value)));
    } else {
      long number = new ByteReader(value).readLong();
      switch (key) {
        case "own-latest" -> memory.ownLatest = number;
        case "clock-latest" -> memory.clockLatest = number;
        case "published" -> memory.published = number;
        case "collections-counted" -> memory.collections.restore();
        case "conflicts-published" -> memory.conflictsPublished = number;
        default -> throw new IllegalStateException("the store holds an unknown entry " + key);
      }
    }
  }
}
