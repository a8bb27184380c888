package io.atolldb.writer;

import io.atolldb.catalog.Index;
import io.atolldb.catalog.MergeSetting;
import io.atolldb.catalog.Table;
import io.atolldb.catalog.TableChange;
import io.atolldb.catalog.TableSettings;
import io.atolldb.catalog.Tables;
import io.atolldb.clock.ClockBound;
import io.atolldb.clock.HybridClock;
import io.atolldb.clock.HybridTimestamp;
import io.atolldb.clock.RegionId;
import io.atolldb.conflicts.Conflict;
import io.atolldb.globaltable.Member;
import io.atolldb.globaltable.MemberStatus;
import io.atolldb.globaltable.TableDescriptor;
import io.atolldb.item.Bytes;
import io.atolldb.item.KeyCodec;
import io.atolldb.merge.MergePolicy;
import io.atolldb.merging.ItemMerge;
import io.atolldb.merging.Merged;
import io.atolldb.operation.CollectionLimit;
import io.atolldb.operation.ItemOperation;
import io.atolldb.operation.Place;
import io.atolldb.operation.RequestToken;
import io.atolldb.record.LogRecord;
import io.atolldb.record.LogRecord.ConflictFound;
import io.atolldb.record.LogRecord.IndexesChanged;
import io.atolldb.record.LogRecord.ItemApplied;
import io.atolldb.record.LogRecord.Streamed;
import io.atolldb.record.LogRecord.TableMerged;
import io.atolldb.record.LogRecord.TokenUsed;
import io.atolldb.record.LogRecord.TombstonesForgotten;
import io.atolldb.record.LogRecord.WriteFenced;
import io.atolldb.replication.ChangeRecord.TransactionMark;
import io.atolldb.stored.ItemVersion;
import io.atolldb.table.TableId;
import io.atolldb.version.Version;
import io.atolldb.version.VersionVector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A batch in the making: the region as it is, overlaid by what this batch has decided so far.
/// Thrown away if the log does not take it.
final class Draft {

  private final RegionState state;
  private final HybridClock clock;
  private final long nowMillis;
  private final Map<Place, ItemVersion> drafted = new HashMap<>();
  private final Map<TableId, VersionVector> floors = new HashMap<>();
  private final Map<String, RequestToken> tokens = new HashMap<>();
  private final List<LogRecord> records = new ArrayList<>();
  private final List<@Nullable ItemVersion> replaced = new ArrayList<>();
  private final Set<TableId> dropped = new HashSet<>();
  private final DraftedCollections collections;
  private final Set<String> fenced = new HashSet<>();
  private Tables tables;
  private long bytes;

  /// `nowMillis`: when its records are applied here, for those who read them later.
  Draft(RegionState state, HybridClock clock, long nowMillis, CollectionLimit limit) {
    this.state = state;
    this.collections = new DraftedCollections(state, limit);
    this.clock = clock;
    this.nowMillis = nowMillis;
    this.tables = state.tables();
  }

  List<LogRecord> records() {
    return records;
  }

  /// What the records of items replace, each at its record's place; null for other records.
  List<@Nullable ItemVersion> replaced() {
    return replaced;
  }

  int size() {
    return records.size();
  }

  /// Of the records from `first` on, those that travel as a part of a transaction travel alone
  /// unless it is there whole, all of it one after the other: nobody could wait for the rest.
  void separateParts(int first) {
    int begin = first;
    while (begin < records.size()) {
      TransactionMark mark = travellingMark(begin);
      int end = begin + 1;
      if (mark != null) {
        var keys = new HashSet<Place>();
        for (end = begin; end < records.size() && mark.equals(travellingMark(end)); end++) {
          if (records.get(end) instanceof ItemApplied part) {
            keys.add(new Place(part.table(), part.key()));
          }
        }
        boolean whole = keys.size() == mark.size() && end - begin == mark.size();
        if (!whole) {
          records.subList(begin, end).replaceAll(part -> ((ItemApplied) part).alone());
        }
      }
      begin = end;
    }
  }

  private @Nullable TransactionMark travellingMark(int at) {
    return records.get(at) instanceof ItemApplied part && part.travels()
        ? part.transaction()
        : null;
  }

  DraftedCollections collections() {
    return collections;
  }

  /// About how many bytes its records will take in the log.
  long bytes() {
    return bytes;
  }

  Tables tables() {
    return tables;
  }

  RegionId self() {
    return state.self();
  }

  HybridClock clock() {
    return clock;
  }

  ItemVersion current(TableId table, Bytes key) {
    if (!drafted.isEmpty()) {
      ItemVersion own = drafted.get(new Place(table, key));
      if (own != null) return own;
    }
    return dropped.contains(table) ? ItemVersion.NEVER : state.read(table, key);
  }

  /// The token as it was last used, if that was not too long ago.
  @Nullable RequestToken used(String token, long nowMillis) {
    RequestToken drafted = tokens.get(token);
    return drafted == null ? state.used(token, nowMillis) : drafted;
  }

  void use(RequestToken token, long nowMillis) {
    tokens.put(token.text(), token);
    bytes += token.text().length() + token.digest().length();
    add(new TokenUsed(token, nowMillis));
  }

  void add(LogRecord record) {
    add(record, null);
  }

  private void add(LogRecord record, @Nullable ItemVersion replacedByIt) {
    records.add(record);
    replaced.add(replacedByIt);
  }

  /// Everything up to this that is not here was deleted.
  VersionVector floor(TableId table) {
    VersionVector own = floors.get(table);
    if (own != null) return own;
    return dropped.contains(table) ? VersionVector.EMPTY : state.floor(table);
  }

  /// The version that a write of this region follows: where nothing is, that of all deletes that
  /// may have been forgotten there.
  Version seen(TableId table, ItemVersion before) {
    return before.wasWritten() ? before.version() : Version.of(floor(table));
  }

  /// Tombstones are not needed any more, because everything up to `floor` was seen by all.
  void forget(TableId table, VersionVector floor, List<Bytes> keys) {
    for (Bytes key : keys) {
      drafted.put(new Place(table, key), ItemVersion.NEVER);
      bytes += key.length();
    }
    floors.put(table, floor(table).join(floor));
    add(new TombstonesForgotten(table, floor, keys));
  }

  /// A write of this region replaces `before`.
  void writeOwn(
      Table table,
      ItemOperation operation,
      ItemVersion before,
      ItemVersion written,
      @Nullable TransactionMark transaction) {
    Bytes key = operation.key();
    ItemVersion after =
        mergeable(table, operation, before, written).onCondition(operation.isConditional());
    replace(table, key, before, after, true, table.isShared(), null, transaction, before);
  }

  private static ItemVersion mergeable(
      Table table, ItemOperation operation, ItemVersion before, ItemVersion written) {
    MergePolicy policy = MergeSetting.of(table.descriptor());
    if (policy == MergePolicy.LAST_WRITER_WINS) return written;
    Merged merged =
        ItemMerge.write(
            policy,
            Meeting.part(before),
            written.version(),
            written.item(),
            operation.increments(),
            table.keys(),
            KeyCodec.decode(operation.key()));
    return written.withMergeState(merged.state());
  }

  /// The outcome of resolving another region's write against `before`. `travels`: it brings back a
  /// write of this region that the log had lost, so others may lack it.
  void writeResolved(
      Table table,
      Bytes key,
      ItemVersion before,
      ItemVersion after,
      @Nullable ConflictFound conflict,
      @Nullable TransactionMark transaction,
      boolean travels) {
    boolean travelsOn = travels && table.isShared();
    replace(table, key, before, after, false, travelsOn, conflict, transaction, before);
  }

  /// What cannot be read any more is held as `after`, which is what was there.
  void mend(Table table, Bytes key, ItemVersion after, @Nullable TransactionMark transaction) {
    ItemVersion before = ItemVersion.NEVER;
    replace(table, key, before, after, false, false, null, transaction, after);
  }

  /// `counted`: what it replaces, as far as figures are concerned.
  private void replace(
      Table table,
      Bytes key,
      ItemVersion before,
      ItemVersion after,
      boolean own,
      boolean travels,
      @Nullable ConflictFound conflict,
      @Nullable TransactionMark transaction,
      ItemVersion counted) {
    drafted.put(new Place(table.id(), key), after);
    bytes += after.storedBytes() + before.storedBytes();
    Streamed streamed = streamed(table, before, after);
    add(
        new ItemApplied(
            table.id(),
            key,
            after,
            own,
            travels,
            oldImage(table, before, streamed),
            conflict,
            transaction,
            streamed,
            counted.sizeBytes(),
            collections.replaced(table, key, counted, after)),
        before);
  }

  /// Another region's write, as it is held, travels once more in this region's stream.
  void relay(Table table, Bytes key, ItemVersion held) {
    bytes += held.storedBytes();
    add(
        new ItemApplied(
            table.id(),
            key,
            held,
            false,
            true,
            null,
            null,
            null,
            null,
            held.sizeBytes(),
            collections.replaced(table, key, held, held)),
        held);
  }

  /// Another region's write is not taken, because that region was removed: it goes into the
  /// conflict log, once, unless the table has it all the same.
  void fence(TableId table, Bytes key, ItemVersion write) {
    ItemVersion held = current(table, key);
    VersionVector has = held.wasWritten() ? held.version().vector() : floor(table);
    if (has.includes(write.version().timestamp())) return;
    String id = Conflict.fencedId(table, key, write);
    if (state.knowsConflict(id) || !fenced.add(id)) return;
    bytes += write.storedBytes() + held.storedBytes();
    add(new WriteFenced(table, key, held, write, nowMillis));
  }

  /// What the table's stream shows of a write. A write that leaves the item as it was is not shown,
  /// nor is what a replica is filled with before it is active.
  private @Nullable Streamed streamed(Table table, ItemVersion before, ItemVersion after) {
    if (!table.isActive() || !TableSettings.hasStream(table.descriptor())) return null;
    if (!before.exists()) {
      return after.exists() ? new Streamed(Streamed.Event.INSERT, nowMillis) : null;
    }
    if (!after.exists()) return new Streamed(Streamed.Event.REMOVE, nowMillis);
    return before.hasImageOf(after) ? null : new Streamed(Streamed.Event.MODIFY, nowMillis);
  }

  private static @Nullable ItemVersion oldImage(
      Table table, ItemVersion before, @Nullable Streamed streamed) {
    if (!before.exists()) return null;
    boolean shown = streamed != null && TableSettings.keepsOldImages(table.descriptor());
    boolean wanted = shown || !table.indexes().isEmpty();
    return wanted ? before : null;
  }

  private void changeIndexes(Table before, Table after) {
    var toFill = new TreeSet<>(after.filling());
    toFill.removeAll(before.filling());
    var gone = new TreeSet<UUID>();
    for (Index index : before.indexes().all()) {
      if (!after.isHere() || after.indexes().of(index.id()) == null) gone.add(index.id());
    }
    if (toFill.isEmpty() && gone.isEmpty()) return;
    add(new IndexesChanged(after.id(), toFill, gone));
  }

  void change(TableChange change) throws ClockBound.NotPersisted {
    HybridTimestamp now = clock.next();
    switch (change) {
      case TableChange.Create create -> merge(created(create, now), false);
      case TableChange.Settings(var id, var settings) ->
          merge(known(id).withSettings(settings, now), known(id).isSharedBy(self()));
      case TableChange.Membership(var id, var region, var status, var description) -> {
        TableDescriptor before = known(id);
        TableDescriptor after =
            before.withMember(region, member(before, region, status, now, description));
        merge(after, before.isSharedBy(self()) || after.isSharedBy(self()));
      }
    }
  }

  /// Whether this region's membership ended, and began anew, without its knowing.
  private boolean isMadeAgain(Table before, Table after) {
    Member old = before.descriptor().members().get(self());
    Member now = after.descriptor().members().get(self());
    return old != null && now != null && now.epoch() > old.epoch();
  }

  private static Member member(
      TableDescriptor table,
      RegionId region,
      MemberStatus status,
      HybridTimestamp now,
      String description) {
    Member before = table.members().get(region);
    if (before == null) return new Member(status, now, description);
    boolean again = status == MemberStatus.CREATING;
    return again ? before.again(now, description) : before.with(status, now, description);
  }

  private TableDescriptor created(TableChange.Create create, HybridTimestamp now) {
    var members = new TreeMap<RegionId, Member>();
    members.put(self(), new Member(MemberStatus.ACTIVE, now, ""));
    return new TableDescriptor(
        create.id(),
        create.name(),
        create.keys(),
        create.createdMillis(),
        create.settings(),
        now,
        members);
  }

  private TableDescriptor known(TableId id) {
    Table table = tables.of(id);
    if (table == null) throw new IllegalStateException("there is no table " + id);
    return table.descriptor();
  }

  /// From now on the region knows this of a table.
  void merge(TableDescriptor descriptor, boolean announce) {
    if (descriptor.members().isEmpty()) {
      throw new IllegalStateException("table " + descriptor.name() + " without any member");
    }
    Table before = tables.of(descriptor.id());
    Table after = before == null ? new Table(descriptor, self()) : before.with(descriptor);
    boolean drop =
        before != null && before.isHere() && (!after.isHere() || isMadeAgain(before, after));
    if (drop) {
      drafted.keySet().removeIf(place -> place.table().equals(descriptor.id()));
      dropped.add(descriptor.id());
      collections.dropped(descriptor.id());
      floors.remove(descriptor.id());
    }
    tables = tables.with(after);
    add(new TableMerged(descriptor, announce, drop, nowMillis));
    if (before != null && before.isHere()) changeIndexes(before, after);
  }
}
