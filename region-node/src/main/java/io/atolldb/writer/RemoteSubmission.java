package io.atolldb.writer;

import io.atolldb.capacity.TableMeter;
import io.atolldb.capacity.TableMeters;
import io.atolldb.capacity.TableUnits;
import io.atolldb.catalog.Table;
import io.atolldb.clock.ClockBound;
import io.atolldb.clock.HybridClock.Observation;
import io.atolldb.clock.HybridTimestamp;
import io.atolldb.clock.RegionId;
import io.atolldb.conflicts.ConflictKind;
import io.atolldb.globaltable.Member;
import io.atolldb.globaltable.MemberStatus;
import io.atolldb.globaltable.TableDescriptor;
import io.atolldb.index.WriteCost;
import io.atolldb.record.LogRecord;
import io.atolldb.record.LogRecord.ConflictFound;
import io.atolldb.replication.ChangeRecord;
import io.atolldb.replication.ReplicaStore.Receipt;
import io.atolldb.replication.ReplicaStore.RemoteBatch;
import io.atolldb.replication.ReplicaStore.Vouched;
import io.atolldb.replication.StreamRecord;
import io.atolldb.stored.ItemVersion;
import io.atolldb.table.TableId;
import io.atolldb.version.VersionVector;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a link or a copy brought from another region: resolved here, one record after the other, in
/// the same queue and the same commit as the writes of clients.
final class RemoteSubmission implements Submission {

  private final RemoteBatch batch;
  private final long nowMillis;
  private final TableMeters meters;
  private final Map<TableMeter, TableUnits> units = new HashMap<>();
  private final FencedWrites fencedWrites;

  /// Where the records lay in the quarantine, if they did.
  private final List<Long> released;

  private final PendingReceipt receipt = new PendingReceipt();
  private int applied;
  private int conflicts;
  private int fenced;

  /// Tables of which the batch comes from somebody who knows of every delete that is forgotten
  /// here: what is there, is.
  private final Set<TableId> vouchedFor = new HashSet<>();

  RemoteSubmission(
      RemoteBatch batch, long nowMillis, TableMeters meters, FencedWrites fencedWrites) {
    this(batch, nowMillis, meters, fencedWrites, List.of());
  }

  RemoteSubmission(
      RemoteBatch batch,
      long nowMillis,
      TableMeters meters,
      FencedWrites fencedWrites,
      List<Long> released) {
    this.fencedWrites = fencedWrites;
    this.batch = batch;
    this.meters = meters;
    this.nowMillis = nowMillis;
    this.released = List.copyOf(released);
  }

  Receipt receipt() {
    return receipt;
  }

  @Override
  public void decideOn(Draft draft) throws ClockBound.NotPersisted {
    applied = 0;
    conflicts = 0;
    fenced = 0;
    units.clear();
    vouchedFor.clear();
    for (Vouched origin : batch.vouched()) {
      if (isTooFarAhead(draft, origin.floor().greatest())) return;
      boolean knows = draft.floor(origin.table()).isIncludedIn(origin.applied());
      if (knows) vouchedFor.add(origin.table());
    }
    boolean allOrNone = batch.progress() == null;
    if (allOrNone && isAnyTooFarAhead(draft)) return;
    int first = draft.size();
    for (StreamRecord record : batch.records()) {
      if (!decideOn(draft, record)) return;
      applied++;
    }
    if (allOrNone) draft.separateParts(first);
    for (Vouched origin : batch.vouched()) adoptFloor(draft, origin);
    var progress = batch.progress();
    if (progress != null) draft.add(new LogRecord.LinkAdvanced(batch.origin(), progress));
    for (long sequence : released) draft.add(new LogRecord.QuarantineReleased(sequence));
  }

  private boolean isAnyTooFarAhead(Draft draft) throws ClockBound.NotPersisted {
    for (StreamRecord record : batch.records()) {
      boolean ahead =
          record instanceof StreamRecord.Change(var change, _)
              && isTaken(draft, change)
              && isTooFarAhead(draft, change.version().vector().greatest());
      if (ahead) return true;
    }
    return false;
  }

  private boolean isTaken(Draft draft, ChangeRecord change) {
    Table table = draft.tables().of(change.table());
    return table != null && table.isHere() && !isFenced(table, change);
  }

  /// False if the record's timestamp is too far ahead: it and all after it have to wait.
  private boolean decideOn(Draft draft, StreamRecord record) throws ClockBound.NotPersisted {
    return switch (record) {
      case StreamRecord.Change(var change, _) -> resolve(draft, change);
      case StreamRecord.Control(var descriptor) -> merge(draft, descriptor);
      case StreamRecord.Heartbeat _ -> true;
      case StreamRecord.Unreadable(var content, var reason) -> {
        draft.add(new LogRecord.Quarantined(batch.origin(), content, reason, nowMillis));
        yield true;
      }
    };
  }

  private boolean resolve(Draft draft, ChangeRecord change) {
    Table table = draft.tables().of(change.table());
    if (table == null) return true; // not a table of this region
    if (!isTaken(draft, change)) {
      if (table.isHere() && isEvicted(table, change)) {
        draft.fence(table.id(), change.key(), ItemVersion.of(change));
        fenced++;
      }
      return true;
    }
    if (isTooFarAhead(draft, change.version().vector().greatest())) return false;

    ItemVersion ours = draft.current(change.table(), change.key());
    ItemVersion theirs = arriving(draft, table, ours, change);
    if (theirs == null) return true;
    if (isDeletedThere(ours, theirs)) {
      draft.writeResolved(table, change.key(), ours, theirs, null, null, false);
      return true;
    }
    Meeting meeting = Meeting.of(table, change.key(), ours, theirs);
    ItemVersion after = meeting.after();
    if (after.version().equals(ours.version())) return true;
    TableUnits cost = WriteCost.of(table, ours, after.item(), after.sizeBytes());
    units.merge(meters.of(table), cost, TableUnits::plus);
    boolean returns = lastOwn(draft, theirs) > lastOwn(draft, ours);
    var mark = change.transaction();
    if (meeting.lost().isEmpty()) {
      draft.writeResolved(table, change.key(), ours, after, null, mark, returns);
    }
    ItemVersion before = ours;
    for (ItemVersion lost : meeting.lost()) {
      ItemVersion other = lost.equals(ours) ? theirs : ours;
      ConflictKind kind = ConflictKind.of(lost, other);
      var conflict = new ConflictFound(kind, lost, nowMillis, keptSaw(lost, ours, theirs));
      draft.writeResolved(table, change.key(), before, after, conflict, mark, returns);
      before = after;
      conflicts++;
    }
    return true;
  }

  /// What is new of a version that arrives; null if nothing is. Where nothing is held, a delete may
  /// have been forgotten: then what it had seen is not new.
  private @Nullable ItemVersion arriving(
      Draft draft, Table table, ItemVersion ours, ChangeRecord change) {
    ItemVersion theirs = ItemVersion.of(change);
    if (ours.wasWritten() || vouchedFor.contains(table.id())) return theirs;
    VersionVector floor = draft.floor(table.id());
    if (theirs.version().vector().isIncludedIn(floor)) return null;
    boolean wasDeleted = floor.includes(theirs.version().timestamp()) && theirs.exists();
    return wasDeleted && theirs.mergeState() == null ? theirs.deleted() : theirs;
  }

  /// A version is either an item or a delete; where one says the first and a copy the second, the
  /// item was deleted where the copy comes from, and the delete forgotten.
  private boolean isDeletedThere(ItemVersion ours, ItemVersion theirs) {
    return !batch.vouched().isEmpty()
        && ours.exists()
        && !theirs.exists()
        && ours.version().equals(theirs.version());
  }

  private static void adoptFloor(Draft draft, Vouched origin) {
    Table table = draft.tables().of(origin.table());
    if (table == null || !table.isHere() || table.isOnItsOwn()) return;
    if (origin.floor().isIncludedIn(draft.floor(origin.table()))) return;
    draft.forget(origin.table(), origin.floor(), List.of());
  }

  /// What others know of this region's writes and this region does not, its log has lost.
  private static long lastOwn(Draft draft, ItemVersion item) {
    return item.version().vector().packed(draft.self());
  }

  /// A region that has left takes nothing any more, and nothing that a region wrote after it had
  /// left, by its own clock and in its own order, is taken by the others. Of a region that others
  /// have removed nothing is taken from then on that it had not yet brought here: neither before it
  /// knows, nor, of what it wrote before that, ever after. What another member has of it is taken
  /// from that member.
  private boolean isFenced(Table table, ChangeRecord change) {
    if (table.isOnItsOwn() || isEvicted(table, change)) return true;
    HybridTimestamp stamp = change.version().timestamp();
    Member writer = table.descriptor().members().get(stamp.region());
    return writer != null
        && isGone(writer.status())
        && writer.since().region().equals(stamp.region())
        && stamp.packed() > writer.since().packed();
  }

  private boolean isEvicted(Table table, ChangeRecord change) {
    RegionId origin = batch.origin();
    Member sender = table.descriptor().members().get(origin);
    if (sender == null) return false;
    HybridTimestamp stamp = change.version().timestamp();
    return sender.isRemovedUnknowingly(origin)
        || (stamp.region().equals(origin) && stamp.packed() <= sender.fence());
  }

  private static boolean isGone(MemberStatus status) {
    return status == MemberStatus.REMOVED || status == MemberStatus.DISASSOCIATED;
  }

  /// Where the two are merged below the item, what is kept is not one of them.
  private static VersionVector keptSaw(ItemVersion lost, ItemVersion ours, ItemVersion theirs) {
    if (ours.mergeState() != null || theirs.mergeState() != null) return VersionVector.EMPTY;
    ItemVersion kept = lost.equals(ours) ? theirs : ours;
    return kept.version().vector();
  }

  private boolean merge(Draft draft, TableDescriptor incoming) throws ClockBound.NotPersisted {
    if (isTooFarAhead(draft, incoming.settingsSince())) return false;
    for (Member member : incoming.members().values()) {
      if (isTooFarAhead(draft, member.since())) return false;
    }
    Table known = draft.tables().of(incoming.id());
    if (known != null && known.isOnItsOwn()) return true; // it has left
    if (known == null && incoming.statusOf(draft.self()) == null) {
      return true; // not a table of this region, so far
    }
    if (known == null && hasLeft(incoming)) return true; // it speaks of a table of its own
    TableDescriptor merged = known == null ? incoming : merged(known.descriptor(), incoming);
    if (known != null && merged.equals(known.descriptor())) return true;

    Member own = ownAnswer(draft, known, merged);
    if (own == null) {
      draft.merge(merged, false);
    } else {
      draft.merge(merged.withMember(draft.self(), own), true);
    }
    return true;
  }

  private boolean hasLeft(TableDescriptor incoming) {
    return incoming.statusOf(batch.origin()) == MemberStatus.DISASSOCIATED;
  }

  /// Of a region that has left, that alone is news to the others.
  private TableDescriptor merged(TableDescriptor known, TableDescriptor incoming) {
    Member sender = incoming.members().get(batch.origin());
    if (sender == null || !hasLeft(incoming)) return known.merge(incoming);
    return known.merge(known.withMember(batch.origin(), sender));
  }

  /// What this region has to say when it learns of its own membership: null if it just takes part.
  private static @Nullable Member ownAnswer(
      Draft draft, @Nullable Table known, TableDescriptor merged) throws ClockBound.NotPersisted {
    Member own = merged.members().get(draft.self());
    if (own == null) return null;
    if (own.isRemovedUnknowingly(draft.self())) return own.fencedAt(draft.clock().next());
    boolean wanted = own.status() == MemberStatus.CREATING || own.status() == MemberStatus.ACTIVE;
    if (!wanted) return null;

    if (known != null && known.isHere()) {
      Member before = known.descriptor().members().get(draft.self());
      boolean isNewMember = before != null && own.epoch() > before.epoch();
      return isNewMember ? own.fencedAt(draft.clock().next()) : null;
    }
    if (isNameTaken(draft, merged)) {
      return own.with(
          MemberStatus.CREATION_FAILED,
          draft.clock().next(),
          "A table named " + merged.name() + " already exists in " + draft.self());
    }
    if (own.status() == MemberStatus.CREATING) return null;
    // The others know a complete replica here, and there is none: this region has lost it.
    return own.again(draft.clock().next(), "copied again after a loss");
  }

  private static boolean isNameTaken(Draft draft, TableDescriptor wanted) {
    for (Table table : draft.tables().all()) {
      boolean other = !table.id().equals(wanted.id());
      if (other && table.isHere() && table.name().equals(wanted.name())) return true;
    }
    return false;
  }

  private boolean isTooFarAhead(Draft draft, HybridTimestamp remote) {
    if (draft.clock().observe(remote) != Observation.TOO_FAR_AHEAD) return false;
    if (!batch.forced()) return true;
    draft.clock().follow(remote.packed());
    return false;
  }

  @Override
  public void committed() {
    units.forEach(TableMeter::replicated);
    fencedWrites.add(batch.origin(), fenced);
    receipt.committed(applied, conflicts);
  }

  @Override
  public void failed(String reason) {
    receipt.failed(reason);
  }

  @Override
  public int weight() {
    return Math.max(1, batch.records().size());
  }
}
