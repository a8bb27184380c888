package io.atolldb.region;

import io.atolldb.catalog.Table;
import io.atolldb.clock.HybridTimestamp;
import io.atolldb.item.Bytes;
import io.atolldb.item.KeyRange;
import io.atolldb.replication.ChangeRecord;
import io.atolldb.replication.PeerRegion.Page;
import io.atolldb.replication.PeerRegion.PeerUnavailable;
import io.atolldb.replication.PeerRegion.ViewGone;
import io.atolldb.store.ItemStore.EntryCursor;
import io.atolldb.stored.ItemVersion;
import io.atolldb.table.TableId;
import io.atolldb.version.VersionVector;
import io.atolldb.writer.RegionState;
import java.util.ArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A table's stored versions in pages, for another region that copies them. A replica that serves
/// nobody yet needs no view of one moment: what changes during the copy reaches it by the link as
/// well, and whole versions may arrive in any order. A replica that serves reads out of a view.
public final class ReplicaPages {

  public static final int PAGE_LIMIT_MAX = 5_000;

  /// Images that one page holds, about; at least one version is always given.
  static final int PAGE_BYTES_MAX = 4 << 20;

  private final RegionState state;
  private final Supplier<VersionVector> applied;
  private final FrozenViews views;

  /// `applied`: how far this region has applied the streams of the others.
  ReplicaPages(RegionState state, Supplier<VersionVector> applied, FrozenViews views) {
    this.state = state;
    this.applied = applied;
    this.views = views;
  }

  /// A view of all tables as they are now; its number.
  public long freeze() throws PeerUnavailable {
    return views.open();
  }

  public void thaw(long view) {
    views.close(view);
  }

  /// How far this region has applied the streams of the others, and its own latest write.
  public VersionVector applied() {
    long own = state.ownLatest();
    VersionVector others = applied.get();
    return own == 0 ? others : others.with(new HybridTimestamp(own, state.self()));
  }

  /// Null unless this region holds a complete replica of the global table.
  public @Nullable Page page(TableId table, @Nullable Bytes afterKey, int limit) {
    Table known = complete(table);
    if (known == null) return null;
    VersionVector floor = state.floor(table); // what is missing later was missing for this reason
    VersionVector before = applied().join(floor); // what is read later holds at least this
    byte[] from = KeyRange.justAfterOrOpen(afterKey);
    EntryCursor entries = state.store().scan(state.itemsOf(table), from, null, true);
    return page(known, entries, limit, before, floor);
  }

  /// The same, out of a view.
  public @Nullable Page page(long view, TableId table, @Nullable Bytes afterKey, int limit)
      throws ViewGone {
    FrozenViews.View frozen = views.get(view);
    Table known = complete(table);
    if (known == null) return null;
    VersionVector floor = frozen.floor(table);
    EntryCursor entries =
        frozen
            .snapshot()
            .scan(state.itemsOf(table), KeyRange.justAfterOrOpen(afterKey), null, true);
    return page(known, entries, limit, frozen.applied().join(floor), floor);
  }

  private @Nullable Table complete(TableId table) {
    Table known = state.tables().of(table);
    boolean isComplete = known != null && known.isActive() && !known.isOnItsOwn();
    return isComplete ? known : null;
  }

  private Page page(
      Table known, EntryCursor entries, int limit, VersionVector before, VersionVector floor) {
    TableId table = known.id();
    var versions = new ArrayList<ChangeRecord>();
    int bytes = 0;
    while (versions.size() < limit && bytes < PAGE_BYTES_MAX) {
      if (!entries.advance()) return page(known, versions, null, before, floor);
      ItemVersion stored = state.decode(entries.value());
      bytes += stored.storedBytes();
      versions.add(stored.asChange(table, Bytes.owning(entries.key()), stored.transaction()));
    }
    return page(known, versions, versions.getLast().key(), before, floor);
  }

  private Page page(
      Table table,
      ArrayList<ChangeRecord> versions,
      @Nullable Bytes nextAfter,
      VersionVector before,
      VersionVector floor) {
    long estimated = state.store().entries(state.itemsOf(table.id()));
    long membership = table.descriptor().membership();
    return new Page(versions, nextAfter, before, estimated, floor, membership);
  }
}
