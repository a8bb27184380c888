package io.atolldb.stream;

import io.atolldb.catalog.StreamView;
import io.atolldb.table.TableId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One stream of a table, from being switched on to being switched off. Its shards are a chain:
/// each is the parent of the next, and at most the last is open.
public record TableStream(
    TableId table, String label, StreamView view, long createdMillis, List<StreamShard> shards) {

  public TableStream {
    shards = List.copyOf(shards);
  }

  static TableStream opened(
      TableId table, String label, StreamView view, long sequence, long millis) {
    return new TableStream(
        table, label, view, millis, List.of(StreamShard.opened(sequence, millis)));
  }

  public boolean isOn() {
    return shards.getLast().isOpen();
  }

  /// Whether nothing of it can be read any more.
  public boolean isTrimmed(long nowMillis) {
    return shards.getLast().isTrimmed(nowMillis);
  }

  /// Those of which something may still be read.
  public List<StreamShard> shards(long nowMillis) {
    return shards.stream().filter(shard -> !shard.isTrimmed(nowMillis)).toList();
  }

  /// The shard with this id; null if there is none, or none any more.
  public @Nullable StreamShard shard(String id, long nowMillis) {
    for (StreamShard shard : shards(nowMillis)) {
      if (shard.id().equals(id)) return shard;
    }
    return null;
  }

  /// Where `sequence` begins a new shard, with what is trimmed left out.
  TableStream rolled(long sequence, long millis) {
    var rolled = new ArrayList<>(closed(sequence, millis).shards(millis));
    rolled.add(StreamShard.opened(sequence, millis));
    return new TableStream(table, label, view, createdMillis, rolled);
  }

  /// Without what comes from `sequence` on.
  TableStream closed(long sequence, long millis) {
    var closed = new ArrayList<>(shards);
    closed.add(closed.removeLast().closed(sequence - 1, millis));
    return new TableStream(table, label, view, createdMillis, closed);
  }
}
