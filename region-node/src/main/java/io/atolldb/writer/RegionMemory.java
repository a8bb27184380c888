package io.atolldb.writer;

import io.atolldb.catalog.Tables;
import io.atolldb.clock.RegionId;
import io.atolldb.conflicts.ConflictCodec;
import io.atolldb.item.Bytes;
import io.atolldb.proof.Digests;
import io.atolldb.replication.LinkProgress;
import io.atolldb.store.ItemStore;
import io.atolldb.store.StoreMap;
import io.atolldb.stored.ItemVersion;
import io.atolldb.stored.RegionNumbers;
import io.atolldb.stored.StoredForm;
import io.atolldb.table.TableId;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What a region keeps in memory of what its store holds, and the store. Changed by [Applying] and
/// nobody else once [Restoring] has filled it: by one thread, while any number of others read.
final class RegionMemory {

  final RegionId self;
  final ItemStore store;
  final RegionNumbers numbers = new RegionNumbers();
  final StoredForm storedForm = new StoredForm(numbers);
  final ConflictCodec conflictCodec = new ConflictCodec(storedForm);
  final IndexKeeper indexes = new IndexKeeper();
  final Map<RegionId, LinkProgress> progress = new ConcurrentHashMap<>();
  final Map<RegionId, Long> throttled = new ConcurrentHashMap<>();
  final Set<RegionId> paused = ConcurrentHashMap.newKeySet();
  final FigureKeeper figures = new FigureKeeper(this);
  final UsedTokens tokens;
  final Moment moment = new Moment();
  final StreamKeeper streams = new StreamKeeper();
  final ExpiryKeeper expiries = new ExpiryKeeper(this);
  final Digests digests;
  final SeenStamps seen = new SeenStamps();
  volatile Runnable progressed = () -> {};
  volatile Tables tables = Tables.NONE;
  volatile long ownLatest;
  volatile long clockLatest;
  volatile long published;
  volatile long conflictsPublished;
  volatile long applied;

  private final Map<TableId, StoreMap> itemMaps = new ConcurrentHashMap<>();

  RegionMemory(RegionId self, ItemStore store) {
    this.self = self;
    this.store = store;
    this.tokens = new UsedTokens(store);
    this.digests = new Digests(store, storedForm, this::itemsOf);
  }

  StoreMap itemsOf(TableId table) {
    return itemMaps.computeIfAbsent(table, StoreMap::items);
  }

  ItemVersion read(TableId table, Bytes key) {
    byte[] stored = store.get(itemsOf(table), key.unsafeArray());
    return stored == null ? ItemVersion.NEVER : storedForm.decode(stored);
  }
}
