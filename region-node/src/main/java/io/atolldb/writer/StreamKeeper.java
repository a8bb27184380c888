package io.atolldb.writer;

import io.atolldb.catalog.Table;
import io.atolldb.store.StoreBatch;
import io.atolldb.store.StoreMap;
import io.atolldb.stream.TableStreamCodec;
import io.atolldb.stream.TableStreams;
import io.atolldb.table.TableId;
import java.util.TreeSet;
import java.util.UUID;

/// The streams of all tables, as they follow from the records that were applied. One thread changes
/// them; any number reads.
final class StreamKeeper {

  private volatile TableStreams streams = TableStreams.NONE;

  TableStreams streams() {
    return streams;
  }

  /// What the store says of a table.
  void restore(String id, byte[] stored) {
    var table = new TableId(UUID.fromString(id));
    streams = streams.with(table, TableStreamCodec.decode(table, stored));
  }

  Changes changes() {
    return new Changes();
  }

  /// What one batch changes.
  final class Changes {

    private final TreeSet<TableId> changed = new TreeSet<>();
    private TableStreams after = streams;

    void merged(Table table, long sequence, long millis) {
      became(after.merged(table, sequence, millis), table);
    }

    void wrote(Table table, long sequence, long millis) {
      became(after.wrote(table, sequence, millis), table);
    }

    private void became(TableStreams changedStreams, Table table) {
      if (changedStreams == after) return;
      after = changedStreams;
      changed.add(table.id());
    }

    void addTo(StoreBatch batch) {
      for (TableId table : changed) {
        byte[] key = RegionKeys.table(table);
        if (after.of(table).isEmpty()) batch.remove(StoreMap.STREAMS, key);
        else batch.put(StoreMap.STREAMS, key, TableStreamCodec.encode(after.of(table)));
      }
    }

    /// To be called when the batch is in the store.
    void publish() {
      streams = after;
    }
  }
}
