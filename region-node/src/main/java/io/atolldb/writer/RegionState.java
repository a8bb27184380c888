package io.atolldb.writer;

import io.atolldb.binary.VectorCodec;
import io.atolldb.catalog.Index;
import io.atolldb.catalog.Table;
import io.atolldb.catalog.TableFigures;
import io.atolldb.catalog.Tables;
import io.atolldb.clock.RegionId;
import io.atolldb.codec.ByteReader;
import io.atolldb.codec.ByteWriter;
import io.atolldb.conflicts.Conflict;
import io.atolldb.conflicts.ConflictCodec;
import io.atolldb.conflicts.ConflictLog;
import io.atolldb.globaltable.DescriptorCodec;
import io.atolldb.globaltable.TableDescriptor;
import io.atolldb.item.Bytes;
import io.atolldb.item.KeyRange;
import io.atolldb.operation.Place;
import io.atolldb.operation.RequestToken;
import io.atolldb.proof.Digests;
import io.atolldb.record.LogRecord;
import io.atolldb.record.LogRecordCodec;
import io.atolldb.replication.LinkProgress;
import io.atolldb.store.ItemStore;
import io.atolldb.store.ItemStore.EntryCursor;
import io.atolldb.store.StoreBatch;
import io.atolldb.store.StoreDamaged;
import io.atolldb.store.StoreMap;
import io.atolldb.stored.ItemVersion;
import io.atolldb.stored.RegionNumbers;
import io.atolldb.stored.StoredForm;
import io.atolldb.stream.TableStreams;
import io.atolldb.table.TableId;
import io.atolldb.version.VersionVector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// What a region holds: its store, and the little of it that is kept in memory besides. Changes by
/// log records only, in their order, the same way when they are written and when they are replayed.
///
/// One thread applies; reads need no lock.
public final class RegionState {

  private final RegionId self;
  private final ItemStore store;
  private final RegionNumbers numbers = new RegionNumbers();
  private final StoredForm storedForm = new StoredForm(numbers);
  private final ConflictCodec conflictCodec = new ConflictCodec(storedForm);
  private final Map<TableId, StoreMap> itemMaps = new ConcurrentHashMap<>();
  private final IndexKeeper indexes = new IndexKeeper();
  private final Map<RegionId, LinkProgress> progress = new ConcurrentHashMap<>();
  private final Map<RegionId, Long> throttled = new ConcurrentHashMap<>();
  private final Set<RegionId> paused = ConcurrentHashMap.newKeySet();
  private final FigureKeeper figures = new FigureKeeper(this);
  private final UsedTokens tokens;
  private final Moment moment = new Moment();
  private final StreamKeeper streams = new StreamKeeper();
  private final ExpiryKeeper expiries = new ExpiryKeeper(this);
  private final Digests digests;
  private final SeenStamps seen = new SeenStamps();
  private volatile Runnable progressed = () -> {};
  private volatile Tables tables = Tables.NONE;
  private volatile long ownLatest;
  private volatile long clockLatest;
  private volatile long published;
  private volatile long applied;

  /// Reads what the store holds; the log has still to be replayed from its sequence.
  public RegionState(RegionId self, ItemStore store) {
    this.self = self;
    this.store = store;
    this.tokens = new UsedTokens(store);
    this.digests = new Digests(store, storedForm, this::itemsOf);
    restore();
  }

  private void restore() {
    EntryCursor entries = store.scan(StoreMap.REGION, null, null, true);
    while (entries.advance()) {
      String key = new String(entries.key(), StandardCharsets.UTF_8);
      restoreEntry(key, entries.value());
    }
    EntryCursor descriptors = store.scan(StoreMap.TABLES, null, null, true);
    Tables restored = Tables.NONE;
    while (descriptors.advance()) {
      TableDescriptor table = DescriptorCodec.decode(descriptors.value());
      restored = restored.with(new Table(table, self, indexes.fillingOf(table)));
    }
    restoreByTable(StoreMap.STREAMS, streams::restore);
    restoreByTable(StoreMap.EXPIRY_PROGRESS, expiries::restore);
    applied = store.appliedSequence();
    for (Table table : restored.all()) figures.countUnlessKnown(table.id());
    tables = restored;
    restoreSeen();
  }

  /// A store of an older form does not say what was seen; then it is at least this.
  private void restoreSeen() {
    seen.include(self, ownLatest);
    progress.forEach((origin, reached) -> seen.include(origin, reached.appliedThrough()));
    seen.publish();
  }

  private void restoreByTable(StoreMap map, BiConsumer<String, byte[]> restore) {
    EntryCursor entries = store.scan(map, null, null, true);
    while (entries.advance()) {
      restore.accept(new String(entries.key(), StandardCharsets.UTF_8), entries.value());
    }
  }

  private void restoreEntry(String key, byte[] value) {
    if (key.startsWith(RegionKeys.NUMBER_PREFIX)) {
      numbers.add(new RegionId(new String(value, StandardCharsets.UTF_8)));
    } else if (key.startsWith(RegionKeys.PROGRESS_PREFIX)) {
      progress.put(
          new RegionId(key.substring(RegionKeys.PROGRESS_PREFIX.length())),
          LogRecordCodec.readProgress(new ByteReader(value)));
    } else if (key.startsWith(RegionKeys.THROTTLED_PREFIX)) {
      throttled.put(
          new RegionId(key.substring(RegionKeys.THROTTLED_PREFIX.length())),
          new ByteReader(value).readLong());
    } else if (key.startsWith(RegionKeys.PAUSED_PREFIX)) {
      paused.add(new RegionId(key.substring(RegionKeys.PAUSED_PREFIX.length())));
    } else if (key.startsWith(RegionKeys.FIGURES_PREFIX)) {
      figures.restore(key.substring(RegionKeys.FIGURES_PREFIX.length()), value);
    } else if (key.startsWith(RegionKeys.FILLING_PREFIX)) {
      indexes.restore(key.substring(RegionKeys.FILLING_PREFIX.length()), value);
    } else if (key.equals("seen")) {
      seen.include(VectorCodec.read(new ByteReader(value)));
    } else {
      long number = new ByteReader(value).readLong();
      switch (key) {
        case "own-latest" -> ownLatest = number;
        case "clock-latest" -> clockLatest = number;
        case "published" -> published = number;
        default -> throw new IllegalStateException("the store holds an unknown entry " + key);
      }
    }
  }

  public RegionId self() {
    return self;
  }

  public ItemStore store() {
    return store;
  }

  public Tables tables() {
    return tables;
  }

  public ItemVersion read(TableId table, Bytes key) {
    byte[] stored = store.get(itemsOf(table), key.unsafeArray());
    return stored == null ? ItemVersion.NEVER : storedForm.decode(stored);
  }

  /// Items as they all were at one moment; null if the writer was faster, so that the caller has to
  /// ask again.
  public @Nullable List<ItemVersion> readAtOnce(List<Place> places) {
    long began = moment.begin();
    if (began == Moment.CHANGING) return null;
    var items = new ArrayList<ItemVersion>(places.size());
    for (Place place : places) items.add(read(place.table(), place.key()));
    return moment.isStill(began) ? items : null;
  }

  /// The token as it was last used, if it was used within its window; to be asked by the thread
  /// that applies.
  @Nullable RequestToken used(String token, long nowMillis) {
    return tokens.used(token, nowMillis);
  }

  public ItemVersion decode(byte[] stored) {
    return storedForm.decode(stored);
  }

  public StoreMap itemsOf(TableId table) {
    return itemMaps.computeIfAbsent(table, StoreMap::items);
  }

  /// Exactly what readers of the table would find.
  public TableFigures figures(TableId table) {
    return figures.of(table);
  }

  /// Where the entries of an index are.
  public StoreMap entriesOf(UUID index) {
    return indexes.entriesOf(index);
  }

  /// The key behind which an index has still to be filled; null if it is complete.
  @Nullable Bytes filledThrough(UUID index) {
    return indexes.filledThrough(index);
  }

  public @Nullable LinkProgress progress(RegionId origin) {
    return progress.get(origin);
  }

  /// The digests of its tables.
  public Digests digests() {
    return digests;
  }

  public boolean isPaused(RegionId origin) {
    return paused.contains(origin);
  }

  /// How many records a second the link from there may bring; zero for as many as come.
  public long throttle(RegionId origin) {
    return throttled.getOrDefault(origin, 0L);
  }

  /// The latest timestamp of an own write, packed.
  public long ownLatest() {
    return ownLatest;
  }

  /// For each region, the latest of its timestamps that a reader of this region can have met: never
  /// less than what is shown, and the same object until that changes.
  public VersionVector seen() {
    return seen.published();
  }

  /// To be run after every step of what this region shows; quickly, for the writer waits for it.
  public void onProgress(Runnable listener) {
    progressed = listener;
  }

  /// The latest timestamp of any record, packed.
  public long clockLatest() {
    return clockLatest;
  }

  /// The sequence up to which the change stream has confirmed everything, as the log remembers it.
  public long published() {
    return published;
  }

  /// The sequence up to which everything has been applied. Whoever reads it first, and then tables
  /// or streams, sees these as that sequence left them, or later.
  public long applied() {
    return applied;
  }

  public TableStreams streams() {
    return streams.streams();
  }

  /// The key from which on a table's items have still to be entered by the time they expire; null
  /// if none have.
  public @Nullable Bytes expiriesFrom(TableId table) {
    return expiries.nextKey(table);
  }

  public ConflictCodec conflictCodec() {
    return conflictCodec;
  }

  /// Makes records true whose last one has the sequence `through`. Afterwards readers see them.
  public void apply(List<LogRecord> records, long through) {
    var applying = new Applying(through - records.size());
    for (LogRecord record : records) {
      if (readsTheStore(record)) {
        applying.finish();
        applying = new Applying(applying.sequence);
      }
      applying.apply(record);
    }
    applying.finish();
  }

  /// Whether everything before a record has to be in the store when it is applied.
  private static boolean readsTheStore(LogRecord record) {
    return record instanceof LogRecord.ExpiriesIndexed;
  }

  /// One call of `apply`: the batch for the store, and what memory has to learn after it.
  private final class Applying {

    private final StoreBatch batch = new StoreBatch();
    private final IndexKeeper.Upkeep upkeep = indexes.upkeep(batch);
    private final List<Runnable> afterwards = new ArrayList<>();
    private final Set<TableId> dropped = new HashSet<>();
    private final List<Conflict> kept = new ArrayList<>();
    private final Map<Place, ItemVersion> written = new HashMap<>();
    private final FigureKeeper.Counting counting = figures.counting();
    private final StreamKeeper.Changes streamChanges = streams.changes();
    private final ExpiryKeeper.Changes expiryChanges = expiries.changes();
    private final Digests.Changing digesting = digests.changing();
    private Tables tablesAfter = tables;
    private long ownAfter = ownLatest;
    private long clockAfter = clockLatest;
    private long sequence;

    Applying(long sequenceBefore) {
      this.sequence = sequenceBefore;
    }

    void apply(LogRecord record) {
      sequence++;
      switch (record) {
        case LogRecord.ItemApplied applied -> apply(applied);
        case LogRecord.TableMerged merged -> apply(merged);
        case LogRecord.IndexesChanged changed -> apply(changed);
        case LogRecord.IndexFilled filled -> apply(filled);
        case LogRecord.LinkAdvanced(var origin, var advanced) -> {
          batch.put(StoreMap.REGION, RegionKeys.progress(origin), encoded(advanced));
          afterwards.add(() -> progress.put(origin, advanced));
        }
        case LogRecord.LinkPaused(var origin, var isPaused) -> applyPaused(origin, isPaused);
        case LogRecord.LinkThrottled(var origin, var limit) -> {
          batch.put(StoreMap.REGION, RegionKeys.throttled(origin), RegionKeys.eightBytes(limit));
          afterwards.add(() -> throttled.put(origin, limit));
        }
        case LogRecord.QuarantineReleased(var released) ->
            batch.remove(StoreMap.QUARANTINE, RegionKeys.sequence(released));
        case LogRecord.ConflictsDropped(var oldest) -> dropConflicts(oldest);
        case LogRecord.Published(var confirmed) -> {
          batch.put(StoreMap.REGION, RegionKeys.PUBLISHED, RegionKeys.eightBytes(confirmed));
          afterwards.add(() -> published = confirmed);
        }
        case LogRecord.TokenUsed used -> tokens.remember(used, batch);
        case LogRecord.Quarantined _ ->
            batch.put(
                StoreMap.QUARANTINE, RegionKeys.sequence(sequence), LogRecordCodec.encode(record));
        case LogRecord.ExpiriesIndexed indexed -> expiryChanges.index(indexed, tablesAfter, batch);
      }
    }

    private void apply(LogRecord.ItemApplied applied) {
      ItemVersion result = applied.result();
      number(result);
      var place = new Place(applied.table(), applied.key());
      ItemVersion before = before(place);
      counting.replaced(applied.table(), before, result);
      Table table = tablesAfter.of(applied.table());
      if (table != null) {
        expiryChanges.replaced(table, applied.key(), before, result, batch);
        var streamed = applied.streamed();
        if (streamed != null) streamChanges.wrote(table, sequence, streamed.appliedMillis());
      }
      digesting.replaced(applied.table(), applied.key(), before, result);
      written.put(place, result);
      batch.put(itemsOf(applied.table()), applied.key().unsafeArray(), storedForm.encode(result));
      if (table != null && !table.indexes().isEmpty()) {
        upkeep.replaced(table, applied.key(), applied.before(), result);
      }
      clockAfter = Math.max(clockAfter, result.version().vector().greatest().packed());
      if (applied.own()) {
        ownAfter = Math.max(ownAfter, result.version().timestamp().packed());
      }
      if (!applied.own() || applied.travels()) seen.include(result.version().vector());
      LogRecord.ConflictFound found = applied.conflict();
      if (found != null) {
        keep(
            new Conflict(
                sequence,
                found.foundMillis(),
                applied.table(),
                applied.key(),
                found.kind(),
                result,
                found.lost()));
      }
    }

    private void apply(LogRecord.IndexesChanged changed) {
      Table table = tablesAfter.of(changed.table());
      if (table == null) throw new IllegalStateException("indexes of no table: " + changed);
      tablesAfter = tablesAfter.with(upkeep.changed(table, changed));
    }

    /// Puts what the items say, whatever was filled before: the store may be ahead of the record,
    /// as it is when the log is replayed, and lacks what this batch has written so far.
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
      byte[] to = through == null ? null : KeyRange.justAfter(through).unsafeArray();
      EntryCursor items = store.scan(itemsOf(table.id()), from, to, true);
      while (items.advance()) {
        var place = new Place(table.id(), Bytes.owning(items.key()));
        if (written.containsKey(place)) continue;
        var _ = upkeep.put(table, index, place.key(), decode(items.value()));
      }
    }

    /// What is under a key before the record that is being applied.
    private ItemVersion before(Place place) {
      ItemVersion earlier = written.get(place);
      if (earlier != null) return earlier;
      return dropped.contains(place.table()) ? ItemVersion.NEVER : readable(place);
    }

    /// What cannot be read any more is replaced as if it had never been; refusing the record would
    /// stop the region over one damaged value.
    private ItemVersion readable(Place place) {
      try {
        return read(place.table(), place.key());
      } catch (StoreDamaged damaged) {
        return ItemVersion.NEVER;
      }
    }

    /// Those in the store, and, in a replay, those that this batch is about to bring there.
    private void dropConflicts(long oldest) {
      new ConflictLog(store, conflictCodec).drop(oldest, batch);
      for (Conflict conflict : kept) {
        if (conflict.sequence() > oldest) continue;
        batch.remove(StoreMap.CONFLICTS, RegionKeys.sequence(conflict.sequence()));
        batch.remove(StoreMap.CONFLICT_IDS, RegionKeys.text(conflict.id()));
      }
    }

    private void keep(Conflict conflict) {
      kept.add(conflict);
      number(conflict.lost());
      byte[] key = RegionKeys.sequence(sequence);
      batch.put(StoreMap.CONFLICTS, key, conflictCodec.encode(conflict));
      batch.put(StoreMap.CONFLICT_IDS, RegionKeys.text(conflict.id()), key);
    }

    private void number(ItemVersion item) {
      var vector = item.version().vector();
      for (int at = 0; at < vector.size(); at++) {
        RegionId region = vector.region(at);
        if (numbers.numberOf(region) >= 0) continue;
        int number = numbers.add(region);
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
      Table after = new Table(descriptor, self);
      if (before != null) after = after.withFilling(before.filling());
      streamChanges.merged(after, sequence, merged.appliedMillis());
      expiryChanges.merged(before, after, batch);
      tablesAfter = tablesAfter.with(after);
    }

    private void drop(TableId table) {
      batch.drop(itemsOf(table));
      counting.dropped(table);
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
        afterwards.add(() -> paused.add(origin));
      } else {
        batch.remove(StoreMap.REGION, key);
        afterwards.add(() -> paused.remove(origin));
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

    void finish() {
      rememberStamps();
      counting.addTo(batch);
      streamChanges.addTo(batch);
      expiryChanges.addTo(batch);
      batch.reaches(sequence);
      moment.changes();
      digesting.applyTo(store, batch);
      moment.changed();
      counting.publish();
      upkeep.publish();
      streamChanges.publish();
      expiryChanges.publish();
      tables = tablesAfter;
      ownLatest = ownAfter;
      clockLatest = clockAfter;
      afterwards.forEach(Runnable::run);
      applied = sequence;
      progressed.run();
    }

    private void rememberStamps() {
      if (seen.publish()) batch.put(StoreMap.REGION, RegionKeys.SEEN, encoded(seen.published()));
      if (ownAfter != ownLatest) {
        batch.put(StoreMap.REGION, RegionKeys.OWN_LATEST, RegionKeys.eightBytes(ownAfter));
      }
      if (clockAfter != clockLatest) {
        batch.put(StoreMap.REGION, RegionKeys.CLOCK_LATEST, RegionKeys.eightBytes(clockAfter));
      }
    }
  }
}
