package io.atolldb.writer;

import io.atolldb.catalog.Tables;
import io.atolldb.clock.RegionId;
import io.atolldb.codec.MalformedBytes;
import io.atolldb.conflicts.ConflictCodec;
import io.atolldb.item.Bytes;
import io.atolldb.operation.Place;
import io.atolldb.proof.Digests;
import io.atolldb.replication.LinkProgress;
import io.atolldb.store.ItemStore;
import io.atolldb.store.ItemStore.EntryCursor;
import io.atolldb.store.StoreDamaged;
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
  final Map<String, Integer> relayed = new ConcurrentHashMap<>();
  final Set<RegionId> paused = ConcurrentHashMap.newKeySet();
  final FigureKeeper figures = new FigureKeeper(this);
  final CollectionKeeper collections = new CollectionKeeper(this);
  final UsedTokens tokens;
  final Moment moment = new Moment();
  final StreamKeeper streams = new StreamKeeper();
  final ExpiryKeeper expiries = new ExpiryKeeper(this);
  final TombstoneKeeper tombstones = new TombstoneKeeper();
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

  /// What cannot be read any more is taken as if it had never been: to refuse a record would stop
  /// the region over one damaged value. Nor can that be read yet which a replay finds in a store
  /// that is ahead of it, if it names a region by a number that is given out later: the record that
  /// wrote it is still to come.
  ItemVersion readable(Place place) {
    try {
      return read(place.table(), place.key());
    } catch (StoreDamaged | MalformedBytes unreadable) {
      return ItemVersion.NEVER;
    }
  }

  /// The same of the item at which a cursor stands.
  ItemVersion readable(EntryCursor items) {
    try {
      return storedForm.decode(items.value());
    } catch (StoreDamaged | MalformedBytes unreadable) {
      return ItemVersion.NEVER;
    }
  }

  ItemVersion read(TableId table, Bytes key) {
    byte[] stored = store.get(itemsOf(table), key.unsafeArray());
    return stored == null ? ItemVersion.NEVER : storedForm.decode(stored);
  }
}
