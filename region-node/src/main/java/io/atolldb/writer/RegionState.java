package io.atolldb.writer;

import io.atolldb.catalog.Table;
import io.atolldb.catalog.TableFigures;
import io.atolldb.catalog.Tables;
import io.atolldb.clock.RegionId;
import io.atolldb.conflicts.ConflictCodec;
import io.atolldb.globaltable.Member;
import io.atolldb.item.Bytes;
import io.atolldb.item.KeyRange;
import io.atolldb.operation.Place;
import io.atolldb.operation.RequestToken;
import io.atolldb.proof.Digests;
import io.atolldb.record.LogRecord;
import io.atolldb.replication.ChangeRecord;
import io.atolldb.replication.LinkProgress;
import io.atolldb.replication.ReplicaStore.Absence;
import io.atolldb.store.ItemStore;
import io.atolldb.store.ItemStore.EntryCursor;
import io.atolldb.store.StoreDamaged;
import io.atolldb.store.StoreMap;
import io.atolldb.stored.ItemVersion;
import io.atolldb.stream.TableStreams;
import io.atolldb.table.TableId;
import io.atolldb.version.VersionVector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a region holds: its store, and the little of it that is kept in memory besides. Changes by
/// log records only, in their order, the same way when they are written and when they are replayed.
///
/// One thread applies; reads need no lock.
public final class RegionState {

  private final RegionMemory memory;

  /// Reads what the store holds; the log has still to be replayed from its sequence.
  public RegionState(RegionId self, ItemStore store) {
    this.memory = new RegionMemory(self, store);
    Restoring.restore(memory);
  }

  public RegionId self() {
    return memory.self;
  }

  public ItemStore store() {
    return memory.store;
  }

  public Tables tables() {
    return memory.tables;
  }

  public ItemVersion read(TableId table, Bytes key) {
    return memory.read(table, key);
  }

  /// Whether another region's version would change what stands under its key. Once it would not, it
  /// never will.
  public boolean isNews(ChangeRecord version) {
    Table table = tables().of(version.table());
    if (table == null || !table.isHere()) return false;
    try {
      ItemVersion held = read(version.table(), version.key());
      return !version.version().vector().isIncludedIn(held.version().vector());
    } catch (StoreDamaged damaged) {
      return false; // repair replaces it; resolution cannot
    }
  }

  /// Items as they all were at one moment; null if the writer was faster, so that the caller has to
  /// ask again.
  public @Nullable List<ItemVersion> readAtOnce(List<Place> places) {
    long began = memory.moment.begin();
    if (began == Moment.CHANGING) return null;
    var items = new ArrayList<ItemVersion>(places.size());
    for (Place place : places) items.add(read(place.table(), place.key()));
    return memory.moment.isStill(began) ? items : null;
  }

  /// The token as it was last used, if it was used within its window; to be asked by the thread
  /// that applies.
  @Nullable RequestToken used(String token, long nowMillis) {
    return memory.tokens.used(token, nowMillis);
  }

  public ItemVersion decode(byte[] stored) {
    return memory.storedForm.decode(stored);
  }

  /// What stands where a cursor is, or nothing if that cannot be read.
  ItemVersion readable(EntryCursor items) {
    return memory.readable(items);
  }

  public StoreMap itemsOf(TableId table) {
    return memory.itemsOf(table);
  }

  /// Exactly what readers of the table would find.
  public TableFigures figures(TableId table) {
    return memory.figures.of(table);
  }

  /// The size of an item collection with its entries in local indexes; zero in tables that have
  /// none of these. `partition` is what the keys of its items begin with.
  public long collectionBytes(TableId table, Bytes partition) {
    return memory.collections.of(table, partition);
  }

  /// What a table remembers of its deletes: a key that is not there was deleted by a write that had
  /// seen everything up to this, or never written.
  public VersionVector floor(TableId table) {
    return memory.tombstones.floor(table);
  }

  /// How many deletes a table still remembers one by one.
  public long tombstones(TableId table) {
    return Math.max(0, store().entries(itemsOf(table)) - figures(table).items());
  }

  /// How many it has forgotten since the start.
  public long tombstonesForgotten(TableId table) {
    return memory.tombstones.forgotten(table);
  }

  /// Whether others have removed `region` from the table, and what is here of its writes has still
  /// to be sent on.
  public boolean owesRelay(Table table, RegionId region) {
    Member member = table.descriptor().members().get(region);
    if (member == null || region.equals(memory.self) || !member.isEvicted(region)) return false;
    if (!table.isHere() || table.isOnItsOwn()) return false;
    String key = new String(RegionKeys.relayed(table.id(), region), StandardCharsets.UTF_8);
    return memory.relayed.getOrDefault(key, -1) < member.epoch();
  }

  /// The same of any region.
  public boolean owesRelay(Table table) {
    for (RegionId region : table.descriptor().members().keySet()) {
      if (owesRelay(table, region)) return true;
    }
    return false;
  }

  /// As `ReplicaStore` says it.
  List<ChangeRecord> deletedThere(Absence absence) {
    Table table = tables().of(absence.table());
    if (absence.floor().size() == 0 || table == null || !table.isHere()) return List.of();
    Bytes after = absence.after();
    Bytes through = absence.through();
    byte[] from = KeyRange.justAfterOrOpen(after);
    byte[] to = KeyRange.justAfterOrOpen(through);
    var deleted = new ArrayList<ChangeRecord>();
    EntryCursor entries = store().scan(itemsOf(absence.table()), from, to, true);
    while (entries.advance()) {
      Bytes key = Bytes.of(entries.key());
      if (absence.present().contains(key)) continue;
      ItemVersion held = memory.readable(entries); // what is damaged is for a repair to find
      boolean wasSeen = held.version().vector().isIncludedIn(absence.floor());
      if (held.exists() && wasSeen) {
        deleted.add(held.deleted().asChange(absence.table(), key, null));
      }
    }
    return deleted;
  }

  /// Where the entries of an index are.
  public StoreMap entriesOf(UUID index) {
    return memory.indexes.entriesOf(index);
  }

  /// The key behind which an index has still to be filled; null if it is complete.
  @Nullable Bytes filledThrough(UUID index) {
    return memory.indexes.filledThrough(index);
  }

  public @Nullable LinkProgress progress(RegionId origin) {
    return memory.progress.get(origin);
  }

  /// The digests of its tables.
  public Digests digests() {
    return memory.digests;
  }

  public boolean isPaused(RegionId origin) {
    return memory.paused.contains(origin);
  }

  /// How many records a second the link from there may bring; zero for as many as come.
  public long throttle(RegionId origin) {
    return memory.throttled.getOrDefault(origin, 0L);
  }

  /// The latest timestamp of an own write, packed.
  public long ownLatest() {
    return memory.ownLatest;
  }

  /// For each region, the latest of its timestamps that a reader of this region can have met: never
  /// less than what is shown, and the same object until that changes.
  public VersionVector seen() {
    return memory.seen.published();
  }

  /// To be run after every step of what this region shows; quickly, for the writer waits for it.
  public void onProgress(Runnable listener) {
    memory.progressed = listener;
  }

  /// The latest timestamp of any record, packed.
  public long clockLatest() {
    return memory.clockLatest;
  }

  /// The sequence up to which the change stream has confirmed everything, as the log remembers it.
  public long published() {
    return memory.published;
  }

  /// The sequence up to which conflicts were found that the topic of conflicts has confirmed.
  public long conflictsPublished() {
    return memory.conflictsPublished;
  }

  /// The sequence up to which everything has been applied. Whoever reads it first, and then tables
  /// or streams, sees these as that sequence left them, or later.
  public long applied() {
    return memory.applied;
  }

  public TableStreams streams() {
    return memory.streams.streams();
  }

  /// The key from which on a table's items have still to be entered by the time they expire; null
  /// if none have.
  public @Nullable Bytes expiriesFrom(TableId table) {
    return memory.expiries.nextKey(table);
  }

  /// Whether the conflict of that id stands in the conflict log.
  boolean knowsConflict(String id) {
    return store().get(StoreMap.CONFLICT_IDS, RegionKeys.text(id)) != null;
  }

  public ConflictCodec conflictCodec() {
    return memory.conflictCodec;
  }

  /// To be called when the log has been replayed: the store holds what it says, and nothing else.
  void recovered() {
    memory.figures.recovered(memory.tables, memory.applied);
    memory.collections.recovered(memory.tables, memory.applied);
  }

  /// Makes records true whose last one has the sequence `through`. Afterwards readers see them.
  public void apply(List<LogRecord> records, long through) {
    apply(records, List.of(), through);
  }

  /// `replaced`: what the records of items replace, each at its record's place, as far as that is
  /// known still; the rest is looked up.
  void apply(List<LogRecord> records, List<@Nullable ItemVersion> replaced, long through) {
    var applying = new Applying(memory, through - records.size());
    for (int at = 0; at < records.size(); at++) {
      LogRecord record = records.get(at);
      if (readsTheStore(record)) {
        applying.finish();
        applying = new Applying(memory, applying.sequence());
      }
      applying.apply(record, at < replaced.size() ? replaced.get(at) : null);
    }
    applying.finish();
  }

  /// Whether everything before a record has to be in the store when it is applied.
  private static boolean readsTheStore(LogRecord record) {
    return record instanceof LogRecord.ExpiriesIndexed;
  }
}
