package io.atolldb.conflicts;

import io.atolldb.codec.ByteReader;
import io.atolldb.codec.ByteWriter;
import io.atolldb.item.Bytes;
import io.atolldb.store.ItemStore;
import io.atolldb.store.ItemStore.EntryCursor;
import io.atolldb.store.StoreBatch;
import io.atolldb.store.StoreMap;
import io.atolldb.table.TableId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The conflicts that this region has found, newest first.
public final class ConflictLog {

  /// Conflicts that one page holds at most.
  public static final int PAGE_LIMIT_MAX = 1_000;

  /// Conflicts that one page looks at; a rarer match is found on a later page.
  static final int LOOKED_AT_MAX = 50_000;

  /// Behind every digit.
  private static final String PLACES_END = "~";

  private final ItemStore store;
  private final ConflictCodec codec;

  public ConflictLog(ItemStore store, ConflictCodec codec) {
    this.store = store;
    this.codec = codec;
  }

  /// A key, and how many of the conflicts that were looked at are about it.
  public record Heat(TableId table, Bytes key, long conflicts) {}

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

  /// At most `limit` conflicts that were found after a sequence, the oldest first.
  public List<Conflict> after(long sequence, int limit) {
    EntryCursor entries = storedAfter(sequence);
    var found = new ArrayList<Conflict>();
    while (found.size() < limit && entries.advance()) {
      found.add(decode(entries.key(), entries.value()));
    }
    return found;
  }

  /// What of this log is beyond some limits.
  public ConflictRetention retention(ConflictLimits limits) {
    return new ConflictRetention(this, limits);
  }

  /// All that were found after a sequence, the oldest first, as they are stored.
  EntryCursor storedAfter(long sequence) {
    return store.scan(StoreMap.CONFLICTS, key(sequence + 1), null, true);
  }

  /// Adds to the batch that a conflict stands in the log.
  public void keep(Conflict conflict, StoreBatch batch) {
    byte[] key = key(conflict.sequence());
    batch.put(StoreMap.CONFLICTS, key, codec.encode(conflict));
    batch.put(StoreMap.CONFLICT_IDS, bytes(conflict.id()), key);
    if (isFenced(conflict)) batch.put(StoreMap.CONFLICT_IDS, place(conflict), key);
  }

  /// Adds to the batch that a conflict goes.
  public void drop(Conflict conflict, StoreBatch batch) {
    byte[] key = key(conflict.sequence());
    byte[] id = bytes(conflict.id());
    batch.remove(StoreMap.CONFLICTS, key);
    byte[] known = store.get(StoreMap.CONFLICT_IDS, id);
    if (known == null || Arrays.equals(key, known)) batch.remove(StoreMap.CONFLICT_IDS, id);
    if (isFenced(conflict)) batch.remove(StoreMap.CONFLICT_IDS, place(conflict));
  }

  /// Adds to the batch that all conflicts through a sequence go.
  public void drop(long through, StoreBatch batch) {
    EntryCursor entries = store.scan(StoreMap.CONFLICTS, null, key(through + 1), true);
    while (entries.advance()) drop(decode(entries.key(), entries.value()), batch);
  }

  /// The writes of removed regions to an item that stand in the log.
  public List<Conflict> fenced(TableId table, Bytes key) {
    String place = Conflict.fencedPlace(table, key);
    EntryCursor places =
        store.scan(StoreMap.CONFLICT_IDS, bytes(place), bytes(place + PLACES_END), true);
    var found = new ArrayList<Conflict>();
    while (places.advance()) {
      byte[] stored = store.get(StoreMap.CONFLICTS, places.value());
      if (stored != null) found.add(decode(places.value(), stored));
    }
    return found;
  }

  private static boolean isFenced(Conflict conflict) {
    return conflict.kind() == ConflictKind.FENCED_WRITE;
  }

  private static byte[] place(Conflict conflict) {
    String item = Conflict.fencedPlace(conflict.table(), conflict.key());
    return bytes(item + HexFormat.of().toHexDigits(conflict.sequence()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// How often each key of a table (null: of all) stands among the newest conflicts, those with
  /// most first, at most `limit`.
  public List<Heat> heat(@Nullable TableId table, int limit) {
    EntryCursor entries = store.scan(StoreMap.CONFLICTS, null, null, false);
    var counts = new HashMap<Heat, Long>();
    for (int seen = 0; seen < LOOKED_AT_MAX && entries.advance(); seen++) {
      Conflict conflict = decode(entries.key(), entries.value());
      if (table != null && !table.equals(conflict.table())) continue;
      counts.merge(new Heat(conflict.table(), conflict.key(), 0), 1L, Long::sum);
    }
    return counts.entrySet().stream()
        .map(entry -> new Heat(entry.getKey().table(), entry.getKey().key(), entry.getValue()))
        .sorted(Comparator.comparing(Heat::conflicts).reversed().thenComparing(ConflictLog::text))
        .limit(limit)
        .toList();
  }

  private static String text(Heat heat) {
    return heat.table() + " " + heat.key();
  }

  /// The conflict of that id, null if this region does not know it.
  public @Nullable Conflict find(String id) {
    byte[] key = store.get(StoreMap.CONFLICT_IDS, bytes(id));
    if (key == null) return null;
    byte[] stored = store.get(StoreMap.CONFLICTS, key);
    return stored == null ? null : decode(key, stored);
  }

  public long count() {
    return store.entries(StoreMap.CONFLICTS);
  }

  Conflict decode(byte[] key, byte[] stored) {
    return codec.decode(sequenceOf(key), stored);
  }

  static long sequenceOf(byte[] key) {
    return new ByteReader(key).readLong();
  }

  private static byte[] key(long sequence) {
    var out = new ByteWriter(8);
    out.writeLong(sequence);
    return out.toArray();
  }
}
