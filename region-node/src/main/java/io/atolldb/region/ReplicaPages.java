package io.atolldb.region;

import io.atolldb.catalog.Table;
import io.atolldb.clock.HybridTimestamp;
import io.atolldb.item.Bytes;
import io.atolldb.item.KeyRange;
import io.atolldb.replication.ChangeRecord;
import io.atolldb.replication.PeerRegion.Page;
import io.atolldb.store.ItemStore.EntryCursor;
import io.atolldb.stored.ItemVersion;
import io.atolldb.table.TableId;
import io.atolldb.version.VersionVector;
import io.atolldb.writer.RegionState;
import java.util.ArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A table's stored versions in pages, for another region that copies them. No snapshot is needed:
/// what changes during the copy reaches the copying region by the link as well, and whole versions
/// may arrive in any order.
public final class ReplicaPages {

  public static final int PAGE_LIMIT_MAX = 5_000;

  /// Images that one page holds, about; at least one version is always given.
  static final int PAGE_BYTES_MAX = 4 << 20;

  private final RegionState state;
  private final Supplier<VersionVector> applied;

  /// `applied`: how far this region has applied the streams of the others.
  public ReplicaPages(RegionState state, Supplier<VersionVector> applied) {
    this.state = state;
    this.applied = applied;
  }

  /// How far this region has applied the streams of the others, and its own latest write.
  public VersionVector applied() {
    long own = state.ownLatest();
    VersionVector others = applied.get();
    return own == 0 ? others : others.with(new HybridTimestamp(own, state.self()));
  }

  /// Null unless this region holds a complete replica of the global table.
  public @Nullable Page page(TableId table, @Nullable Bytes afterKey, int limit) {
    Table known = state.tables().of(table);
    if (known == null || !known.isActive() || known.isOnItsOwn()) return null;
    VersionVector before = applied(); // what is read later holds at least this
    byte[] from = afterKey == null ? null : KeyRange.justAfter(afterKey).unsafeArray();
    EntryCursor entries = state.store().scan(state.itemsOf(table), from, null, true);
    var versions = new ArrayList<ChangeRecord>();
    int bytes = 0;
    while (versions.size() < limit && bytes < PAGE_BYTES_MAX) {
      if (!entries.advance()) return page(table, versions, null, before);
      ItemVersion stored = state.decode(entries.value());
      bytes += stored.storedBytes();
      versions.add(stored.asChange(table, Bytes.owning(entries.key()), stored.transaction()));
    }
    return page(table, versions, versions.getLast().key(), before);
  }

  private Page page(
      TableId table,
      ArrayList<ChangeRecord> versions,
      @Nullable Bytes nextAfter,
      VersionVector before) {
    long estimated = state.store().entries(state.itemsOf(table));
    return new Page(versions, nextAfter, before, estimated);
  }
}
