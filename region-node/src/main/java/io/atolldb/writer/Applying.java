package io.atolldb.writer;

import io.atolldb.binary.VectorCodec;
import io.atolldb.catalog.Index;
import io.atolldb.catalog.Table;
import io.atolldb.catalog.Tables;
import io.atolldb.clock.HybridTimestamp;
import io.atolldb.clock.RegionId;
import io.atolldb.codec.ByteWriter;
import io.atolldb.conflicts.Conflict;
import io.atolldb.conflicts.ConflictKind;
import io.atolldb.conflicts.ConflictLog;
import io.atolldb.globaltable.DescriptorCodec;
import io.atolldb.globaltable.Member;
import io.atolldb.item.Bytes;
import io.atolldb.item.KeyRange;
import io.atolldb.operation.Place;
import io.atolldb.proof.Digests;
import io.atolldb.record.LogRecord;
import io.atolldb.record.LogRecordCodec;
import io.atolldb.replication.LinkProgress;
import io.atolldb.store.ItemStore.EntryCursor;
import io.atolldb.store.StoreBatch;
import io.atolldb.store.StoreMap;
import io.atolldb.stored.ItemVersion;
import io.atolldb.table.TableId;
import io.atolldb.version.VersionVector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One call of [RegionState#apply]: the batch for the store, and what memory has to learn after it.
final class Applying {

  private final RegionMemory memory;
  private final StoreBatch batch = new StoreBatch();
  private final IndexKeeper.Upkeep upkeep;
  private final List<Runnable> afterwards = new ArrayList<>();
  private final Set<TableId> dropped = new HashSet<>();
  private final List<Conflict> kept = new ArrayList<>();
  private final ConflictLog conflicts;
  private final Map<Place, ItemVersion> written = new HashMap<>();
  private final FigureKeeper.Counting counting;
  private final StreamKeeper.Changes streamChanges;
  private final ExpiryKeeper.Changes expiryChanges;
  private final TombstoneKeeper.Changes tombstones;
  private final Digests.Changing digesting;
  private Tables tablesAfter;
  private long ownAfter;
  private long clockAfter;
  private long sequence;

  Applying(RegionMemory memory, long sequenceBefore) {
    this.memory = memory;
    this.conflicts = new ConflictLog(memory.store, memory.conflictCodec);
    this.upkeep = memory.indexes.upkeep(batch);
    this.counting = memory.figures.counting();
    this.streamChanges = memory.streams.changes();
    this.expiryChanges = memory.expiries.changes();
    this.tombstones = memory.tombstones.changes();
    this.digesting = memory.digests.changing();
    this.tablesAfter = memory.tables;
    this.ownAfter = memory.ownLatest;
    this.clockAfter = memory.clockLatest;
    this.sequence = sequenceBefore;
  }

  /// The sequence of the record that was applied last.
  long sequence() {
    return sequence;
  }

  /// `replaced`: what an item's record replaces, if whoever decided it knows that still.
  void apply(LogRecord record, @Nullable ItemVersion replaced) {
    sequence++;
    switch (record) {
      case LogRecord.ItemApplied applied -> apply(applied, replaced);
      case LogRecord.TableMerged merged -> apply(merged);
      case LogRecord.IndexesChanged changed -> apply(changed);
      case LogRecord.IndexFilled filled -> apply(filled);
      case LogRecord.LinkAdvanced(var origin, var advanced) -> {
        batch.put(StoreMap.REGION, RegionKeys.progress(origin), encoded(advanced));
        afterwards.add(() -> memory.progress.put(origin, advanced));
      }
      case LogRecord.LinkPaused(var origin, var isPaused) -> applyPaused(origin, isPaused);
      case LogRecord.LinkThrottled(var origin, var limit) -> {
        batch.put(StoreMap.REGION, RegionKeys.throttled(origin), RegionKeys.eightBytes(limit));
        afterwards.add(() -> memory.throttled.put(origin, limit));
      }
      case LogRecord.QuarantineReleased(var released) ->
          batch.remove(StoreMap.QUARANTINE, RegionKeys.sequence(released));
      case LogRecord.ConflictsDropped(var oldest) -> dropConflicts(oldest);
      case LogRecord.ConflictsPublished(var told) -> {
        batch.put(StoreMap.REGION, RegionKeys.CONFLICTS_PUBLISHED, RegionKeys.eightBytes(told));
        afterwards.add(() -> memory.conflictsPublished = told);
      }
      case LogRecord.Published(var confirmed) -> {
        batch.put(StoreMap.REGION, RegionKeys.PUBLISHED, RegionKeys.eightBytes(confirmed));
        afterwards.add(() -> memory.published = confirmed);
      }
      case LogRecord.TokenUsed used -> memory.tokens.remember(used, batch);
      case LogRecord.Quarantined _ ->
          batch.put(
              StoreMap.QUARANTINE, RegionKeys.sequence(sequence), LogRecordCodec.encode(record));
      case LogRecord.TombstonesForgotten forgotten -> apply(forgotten);
      case LogRecord.RemovalRelayed(var table, var removed, var epoch) -> {
        byte[] key = RegionKeys.relayed(table, removed);
        batch.put(StoreMap.REGION, key, RegionKeys.eightBytes(epoch));
        afterwards.add(() -> memory.relayed.put(new String(key, StandardCharsets.UTF_8), epoch));
      }
      case LogRecord.WriteFenced(var table, var key, var held, var fenced, var millis) -> {
        number(held);
        var kind = ConflictKind.FENCED_WRITE;
        var none = VersionVector.EMPTY;
        keep(new Conflict(sequence, millis, table, key, kind, held, fenced, none));
      }
      case LogRecord.ExpiriesIndexed indexed -> expiryChanges.index(indexed, tablesAfter, batch);
    }
  }

  private void apply(LogRecord.ItemApplied applied, @Nullable ItemVersion replaced) {
    ItemVersion result = applied.result();
    number(result);
    var place = new Place(applied.table(), applied.key());
    ItemVersion before = replaced == null ? before(place) : replaced;
    counting.applied(applied, sequence);
    Table table = tablesAfter.of(applied.table());
    if (table != null) {
      memory.collections.applied(table, applied, batch);
      expiryChanges.replaced(table, applied.key(), before, result, batch);
      var streamed = applied.streamed();
      if (streamed != null) streamChanges.wrote(table, sequence, streamed.appliedMillis());
    }
    digesting.replaced(applied.table(), applied.key(), before, result);
    written.put(place, result);
    batch.put(
        memory.itemsOf(applied.table()),
        applied.key().unsafeArray(),
        memory.storedForm.encode(result));
    if (table != null && !table.indexes().isEmpty()) {
      upkeep.replaced(table, applied.key(), applied.before(), result);
    }
    clockAfter = Math.max(clockAfter, result.version().vector().greatest().packed());
    if (applied.own()) {
      ownAfter = Math.max(ownAfter, result.version().timestamp().packed());
    }
    if (!applied.own() || applied.travels()) memory.seen.include(result.version().vector());
    LogRecord.ConflictFound found = applied.conflict();
    if (table != null && !applied.own()) {
      withdraw(table, applied.key(), result);
      if (found != null) withdraw(table, applied.key(), found.lost());
    }
    if (found != null) {
      keep(
          new Conflict(
              sequence,
              found.foundMillis(),
              applied.table(),
              applied.key(),
              found.kind(),
              result,
              found.lost(),
              found.keptSaw()));
    }
  }

  private void apply(LogRecord.TombstonesForgotten forgotten) {
    TableId table = forgotten.table();
    for (Bytes key : forgotten.keys()) {
      var place = new Place(table, key);
      ItemVersion before = before(place);
      digesting.replaced(table, key, before, ItemVersion.NEVER);
      written.put(place, ItemVersion.NEVER);
      batch.remove(memory.itemsOf(table), key.unsafeArray());
    }
    tombstones.forgotten(table, forgotten.floor(), forgotten.keys().size());
    clockAfter = Math.max(clockAfter, forgotten.floor().greatest().packed());
  }

  private void apply(LogRecord.IndexesChanged changed) {
    Table table = tablesAfter.of(changed.table());
    if (table == null) throw new IllegalStateException("indexes of no table: " + changed);
    tablesAfter = tablesAfter.with(upkeep.changed(table, changed));
  }

  /// Puts what the items say, whatever was filled before: the store may be ahead of the record, as
  /// it is when the log is replayed, and lacks what this batch has written so far.
  private void apply(LogRecord.IndexFilled filled) {
    Table table = tablesAfter.of(filled.table());
    Index index = table == null ? null : table.indexes().of(filled.index());
    if (table == null || index == null || !table.isHere()) return;

    if (!dropped.contains(table.id())) fillFromStore(table, index, filled);
    written.forEach((place, item) -> {
      if (!place.table().equals(table.id())) return;
      var _ = upkeep.put(table, index, place.key(), item);
    });
    tablesAfter = tablesAfter.with(upkeep.filled(table, index.id(), filled.through()));
  }

  private void fillFromStore(Table table, Index index, LogRecord.IndexFilled filled) {
    Bytes after = filled.after();
    Bytes through = filled.through();
    byte[] from = after.length() == 0 ? null : KeyRange.justAfter(after).unsafeArray();
    byte[] to = KeyRange.justAfterOrOpen(through);
    EntryCursor items = memory.store.scan(memory.itemsOf(table.id()), from, to, true);
    while (items.advance()) {
      var place = new Place(table.id(), Bytes.owning(items.key()));
      if (written.containsKey(place)) continue;
      var _ = upkeep.put(table, index, place.key(), memory.readable(items));
    }
  }

  /// What is under a key before the record that is being applied.
  private ItemVersion before(Place place) {
    ItemVersion earlier = written.get(place);
    if (earlier != null) return earlier;
    return dropped.contains(place.table()) ? ItemVersion.NEVER : memory.readable(place);
  }

  /// Those in the store, and, in a replay, those that this batch is about to bring there.
  private void dropConflicts(long oldest) {
    conflicts.drop(oldest, batch);
    for (Conflict conflict : kept) {
      if (conflict.sequence() <= oldest) conflicts.drop(conflict, batch);
    }
  }

  /// What a removed region wrote, and was not taken from it, comes from another member all the
  /// same: it is not lost, nor is what that region had replaced by it.
  private void withdraw(Table table, Bytes key, ItemVersion arrived) {
    RegionId writer = arrived.version().timestamp().region();
    Member member = table.descriptor().members().get(writer);
    if (member == null || !(member.epoch() > 0 || member.isEvicted(writer))) return;
    var fenced = new ArrayList<>(conflicts.fenced(table.id(), key));
    for (Conflict conflict : kept) {
      if (conflict.kind() == ConflictKind.FENCED_WRITE) fenced.add(conflict);
    }
    for (Conflict conflict : fenced) {
      HybridTimestamp stamp = conflict.lost().version().timestamp();
      boolean has =
          conflict.table().equals(table.id())
              && conflict.key().equals(key)
              && stamp.region().equals(writer)
              && arrived.version().vector().includes(stamp);
      if (has) conflicts.drop(conflict, batch);
    }
  }

  private void keep(Conflict conflict) {
    kept.add(conflict);
    number(conflict.lost());
    conflicts.keep(conflict, batch);
  }

  private void number(ItemVersion item) {
    var vector = item.version().vector();
    for (int at = 0; at < vector.size(); at++) {
      RegionId region = vector.region(at);
      if (memory.numbers.numberOf(region) >= 0) continue;
      int number = memory.numbers.add(region);
      batch.put(StoreMap.REGION, RegionKeys.number(number), RegionKeys.text(region.name()));
    }
  }

  private void apply(LogRecord.TableMerged merged) {
    var descriptor = merged.descriptor();
    clockAfter = Math.max(clockAfter, latestStamp(merged));
    if (merged.drop()) drop(descriptor.id());
    batch.put(
        StoreMap.TABLES, RegionKeys.table(descriptor.id()), DescriptorCodec.encode(descriptor));
    Table before = tablesAfter.of(descriptor.id());
    Table after = new Table(descriptor, memory.self);
    if (before != null) after = after.withFilling(before.filling());
    streamChanges.merged(after, sequence, merged.appliedMillis());
    expiryChanges.merged(before, after, batch);
    tablesAfter = tablesAfter.with(after);
  }

  private void drop(TableId table) {
    batch.drop(memory.itemsOf(table));
    counting.dropped(table, sequence);
    memory.collections.dropped(table, batch);
    tombstones.dropped(table);
    digesting.dropped(table);
    written.keySet().removeIf(place -> place.table().equals(table));
    dropped.add(table);
  }

  private long latestStamp(LogRecord.TableMerged merged) {
    long latest = merged.descriptor().settingsSince().packed();
    for (var member : merged.descriptor().members().values()) {
      latest = Math.max(latest, member.since().packed());
    }
    return latest;
  }

  private void applyPaused(RegionId origin, boolean isPaused) {
    byte[] key = RegionKeys.paused(origin);
    if (isPaused) {
      batch.put(StoreMap.REGION, key, RegionKeys.eightBytes(1));
      afterwards.add(() -> memory.paused.add(origin));
    } else {
      batch.remove(StoreMap.REGION, key);
      afterwards.add(() -> memory.paused.remove(origin));
    }
  }

  private byte[] encoded(VersionVector vector) {
    var out = new ByteWriter(96);
    VectorCodec.write(out, vector);
    return out.toArray();
  }

  private byte[] encoded(LinkProgress advanced) {
    var out = new ByteWriter(96);
    LogRecordCodec.write(out, advanced);
    return out.toArray();
  }

  /// Brings the batch into the store; afterwards readers see it.
  void finish() {
    rememberStamps();
    counting.addTo(batch);
    tombstones.addTo(batch);
    streamChanges.addTo(batch);
    expiryChanges.addTo(batch);
    batch.reaches(sequence);
    memory.moment.changes();
    digesting.applyTo(memory.store, batch);
    memory.moment.changed();
    counting.publish();
    tombstones.publish();
    upkeep.publish();
    streamChanges.publish();
    expiryChanges.publish();
    memory.tables = tablesAfter;
    memory.ownLatest = ownAfter;
    memory.clockLatest = clockAfter;
    afterwards.forEach(Runnable::run);
    memory.applied = sequence;
    memory.progressed.run();
  }

  private void rememberStamps() {
    if (memory.seen.publish()) {
      batch.put(StoreMap.REGION, RegionKeys.SEEN, encoded(memory.seen.published()));
    }
    if (ownAfter != memory.ownLatest) {
      batch.put(StoreMap.REGION, RegionKeys.OWN_LATEST, RegionKeys.eightBytes(ownAfter));
    }
    if (clockAfter != memory.clockLatest) {
      batch.put(StoreMap.REGION, RegionKeys.CLOCK_LATEST, RegionKeys.eightBytes(clockAfter));
    }
  }
}
