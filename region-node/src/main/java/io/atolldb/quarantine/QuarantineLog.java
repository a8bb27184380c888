package io.atolldb.quarantine;

import io.atolldb.clock.RegionId;
import io.atolldb.codec.ByteReader;
import io.atolldb.codec.ByteWriter;
import io.atolldb.item.Bytes;
import io.atolldb.record.LogRecord;
import io.atolldb.record.LogRecordCodec;
import io.atolldb.store.ItemStore;
import io.atolldb.store.ItemStore.EntryCursor;
import io.atolldb.store.StoreMap;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What lies in the quarantine, in the order in which it came.
public final class QuarantineLog {

  /// Records that one page holds at most.
  public static final int PAGE_LIMIT_MAX = 100;

  private final ItemStore store;

  public QuarantineLog(ItemStore store) {
    this.store = store;
  }

  /// A record as its origin's stream held it, and why it could not be read. `sequence`: where the
  /// commit log put it aside.
  public record Entry(
      long sequence, RegionId origin, Bytes content, String reason, long foundMillis) {}

  /// `next`: the sequence after which the next page begins; null on the last page.
  public record Page(List<Entry> entries, @Nullable Long next) {
    public Page {
      entries = List.copyOf(entries);
    }
  }

  /// At most `limit` entries after sequence `after`, of one origin or (null) of all.
  public Page page(@Nullable RegionId origin, long after, int limit) {
    EntryCursor cursor = store.scan(StoreMap.QUARANTINE, key(after + 1), null, true);
    var entries = new ArrayList<Entry>();
    while (cursor.advance()) {
      Entry entry = entry(cursor);
      if (origin != null && !origin.equals(entry.origin())) continue;
      if (entries.size() == limit) return new Page(entries, entries.getLast().sequence());
      entries.add(entry);
    }
    return new Page(entries, null);
  }

  public long count() {
    return store.entries(StoreMap.QUARANTINE);
  }

  private static Entry entry(EntryCursor cursor) {
    long sequence = new ByteReader(cursor.key()).readLong();
    LogRecord record = LogRecordCodec.decode(cursor.value());
    if (!(record instanceof LogRecord.Quarantined put)) {
      throw new IllegalStateException("the quarantine holds " + record + " at " + sequence);
    }
    return new Entry(sequence, put.origin(), put.content(), put.reason(), put.foundMillis());
  }

  private static byte[] key(long sequence) {
    var out = new ByteWriter(Long.BYTES);
    out.writeLong(sequence);
    return out.toArray();
  }
}
