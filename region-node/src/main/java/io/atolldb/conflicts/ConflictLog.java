package io.atolldb.conflicts;

import io.atolldb.codec.ByteReader;
import io.atolldb.codec.ByteWriter;
import io.atolldb.store.ItemStore;
import io.atolldb.store.ItemStore.EntryCursor;
import io.atolldb.store.StoreMap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The conflicts that this region has found, newest first.
public final class ConflictLog {

  /// Conflicts that one page holds at most.
  public static final int PAGE_LIMIT_MAX = 1_000;

  /// Conflicts that one page looks at; a rarer match is found on a later page.
  static final int LOOKED_AT_MAX = 50_000;

  private final ItemStore store;
  private final ConflictCodec codec;

  public ConflictLog(ItemStore store, ConflictCodec codec) {
    this.store = store;
    this.codec = codec;
  }

  /// Conflicts, and the sequence before which the next page begins; null on the last page.
  public record Page(List<Conflict> conflicts, @Nullable Long next) {
    public Page {
      conflicts = List.copyOf(conflicts);
    }
  }

  /// At most `limit` matching conflicts found before sequence `before` (null: from the newest on).
  public Page find(ConflictQuery query, int limit, @Nullable Long before) {
    byte[] to = before == null ? null : key(before);
    EntryCursor entries = store.scan(StoreMap.CONFLICTS, null, to, false);
    var found = new ArrayList<Conflict>();
    int lookedAt = 0;
    while (entries.advance()) {
      Conflict conflict = decode(entries.key(), entries.value());
      if (query.matches(conflict)) found.add(conflict);
      if (found.size() == limit || ++lookedAt == LOOKED_AT_MAX) {
        return new Page(found, conflict.sequence());
      }
    }
    return new Page(found, null);
  }

  /// The conflict of that id, null if this region does not know it.
  public @Nullable Conflict find(String id) {
    byte[] key = store.get(StoreMap.CONFLICT_IDS, id.getBytes(StandardCharsets.UTF_8));
    if (key == null) return null;
    byte[] stored = store.get(StoreMap.CONFLICTS, key);
    return stored == null ? null : decode(key, stored);
  }

  public long count() {
    return store.entries(StoreMap.CONFLICTS);
  }

  private Conflict decode(byte[] key, byte[] stored) {
    return codec.decode(new ByteReader(key).readLong(), stored);
  }

  private static byte[] key(long sequence) {
    var out = new ByteWriter(8);
    out.writeLong(sequence);
    return out.toArray();
  }
}
