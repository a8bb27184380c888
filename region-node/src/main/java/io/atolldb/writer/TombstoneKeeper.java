package io.atolldb.writer;

import io.atolldb.binary.VectorCodec;
import io.atolldb.codec.ByteReader;
import io.atolldb.codec.ByteWriter;
import io.atolldb.store.StoreBatch;
import io.atolldb.store.StoreMap;
import io.atolldb.table.TableId;
import io.atolldb.version.VersionVector;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// Behind which vector the tombstones of each table were forgotten: the floor. A key that is not
/// there stands for a delete that includes everything up to it.
///
/// One thread changes it; any number reads.
final class TombstoneKeeper {

  private static final int ENTRY_BYTES = 96;

  private final Map<TableId, VersionVector> floors = new ConcurrentHashMap<>();
  private final Map<TableId, Long> forgotten = new ConcurrentHashMap<>();

  VersionVector floor(TableId table) {
    return floors.getOrDefault(table, VersionVector.EMPTY);
  }

  /// How many tombstones, since the start.
  long forgotten(TableId table) {
    return forgotten.getOrDefault(table, 0L);
  }

  /// What the store says of a table.
  void restore(String id, byte[] stored) {
    floors.put(new TableId(UUID.fromString(id)), VectorCodec.read(new ByteReader(stored)));
  }

  Changes changes() {
    return new Changes();
  }

  /// What one batch changes.
  final class Changes {

    private final Map<TableId, VersionVector> changed = new HashMap<>();
    private final Map<TableId, Long> forgottenNow = new HashMap<>();
    private final Set<TableId> dropped = new HashSet<>();

    void forgotten(TableId table, VersionVector floor, int count) {
      VersionVector now = changed.get(table);
      if (now == null) now = dropped.contains(table) ? VersionVector.EMPTY : floor(table);
      changed.put(table, now.join(floor));
      forgottenNow.merge(table, (long) count, Long::sum);
    }

    /// What is not there any more was not deleted: the floor says nothing of it.
    void dropped(TableId table) {
      changed.remove(table);
      dropped.add(table);
    }

    void addTo(StoreBatch batch) {
      for (TableId table : dropped) {
        if (changed.containsKey(table)) continue;
        batch.remove(StoreMap.REGION, RegionKeys.floor(table));
      }
      changed.forEach((table, floor) -> {
        var out = new ByteWriter(ENTRY_BYTES);
        VectorCodec.write(out, floor);
        batch.put(StoreMap.REGION, RegionKeys.floor(table), out.toArray());
      });
    }

    /// To be called when the batch is in the store.
    void publish() {
      dropped.forEach(floors::remove);
      floors.putAll(changed);
      forgottenNow.forEach((table, count) -> forgotten.merge(table, count, Long::sum));
    }
  }
}
