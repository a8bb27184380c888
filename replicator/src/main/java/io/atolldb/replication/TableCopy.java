package io.atolldb.replication;

import io.atolldb.clock.HybridTimestamp;
import io.atolldb.clock.RegionId;
import io.atolldb.item.Bytes;
import io.atolldb.replication.PeerRegion.Page;
import io.atolldb.replication.PeerRegion.PeerUnavailable;
import io.atolldb.replication.ReplicaStore.Absence;
import io.atolldb.replication.ReplicaStore.Receipt;
import io.atolldb.replication.ReplicaStore.RemoteBatch;
import io.atolldb.replication.ReplicaStore.Vouched;
import io.atolldb.table.TableId;
import io.atolldb.version.VersionVector;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Brings the stored versions of one table from another region, page by page, in steps. Whole
/// versions are resolved like any other, so pages may be applied twice and beside the link.
///
/// A step that throws changes nothing: the next one asks for the same page again, of the same peer
/// or of another one ([#askInstead]).
final class TableCopy {

  static final int PAGE_LIMIT = 2_000;

  /// What became of a step.
  enum Step {
    /// A page was asked for, or is applied.
    ADVANCED,
    /// The writer has a page.
    SUBMITTED,
    /// The peer has not yet applied what a page has to hold: ask again later.
    BEHIND,
    /// The peer holds no complete replica of the table.
    ABSENT,
    /// The timestamps of a page are too far ahead of this region's clock: go on later.
    HELD,
    /// This region's writer takes nothing at the moment: go on later.
    REFUSED,
    COMPLETED
  }

  private final TableId table;
  private final ReplicaStore store;
  private PeerRegion peer;
  private VersionVector needed;
  private @Nullable Long membership;
  private @Nullable Bytes after;
  private @Nullable Page fetched;
  private @Nullable Receipt receipt;
  private List<StreamRecord> rest = List.of();
  private final SortedMap<RegionId, Long> latest = new TreeMap<>();
  private @Nullable VersionVector appliedAtEnd;
  private long copied;
  private long estimated = 1;

  /// Pages count only when the peer has applied at least what `needed` says.
  TableCopy(PeerRegion peer, TableId table, ReplicaStore store, VersionVector needed) {
    this.peer = peer;
    this.table = table;
    this.store = store;
    this.needed = needed;
  }

  /// From now on only pages of somebody count who knows these members of the table.
  void needsToKnow(long members) {
    membership = members;
  }

  /// Goes on from here with the pages of another region.
  void askInstead(PeerRegion other, VersionVector neededThere) {
    peer = other;
    needed = neededThere;
  }

  /// Where the next page, or the last one, comes from.
  RegionId source() {
    return peer.region();
  }

  /// How far the peer had applied everything when it gave the last page; null until that is
  /// applied.
  @Nullable VersionVector appliedAtEnd() {
    return appliedAtEnd;
  }

  /// The latest write of each region that a page has brought, packed. Pages are read one after the
  /// other, so of a transaction that came between them some writes may be in the copy and some not.
  SortedMap<RegionId, Long> latest() {
    return Collections.unmodifiableSortedMap(latest);
  }

  /// Of the keys that the peer estimated; 100 is left to whoever knows that the copy is complete.
  int percent() {
    return (int) Math.min(99, copied * 100 / Math.max(1, estimated));
  }

  Step doWork() throws PeerUnavailable, InterruptedException {
    if (appliedAtEnd != null) return Step.COMPLETED;
    Receipt outstanding = receipt;
    if (outstanding != null) return outstanding.isDone() ? settle(outstanding) : Step.SUBMITTED;
    Page page = fetched;
    return page == null ? ask() : submit(page);
  }

  private Step ask() throws PeerUnavailable, InterruptedException {
    Page page = peer.page(table, after, PAGE_LIMIT);
    if (page == null) return Step.ABSENT;
    boolean isBehind =
        !needed.isIncludedIn(page.applied()) || !store.floor(table).isIncludedIn(page.applied());
    if (isBehind || !knowsTheMembers(page)) return Step.BEHIND;
    estimated = page.estimatedItems();
    var records = new ArrayList<StreamRecord>(page.versions().size());
    for (ChangeRecord version : page.versions()) {
      records.add(new StreamRecord.Change(version));
      HybridTimestamp write = version.version().timestamp();
      latest.merge(write.region(), write.packed(), Math::max);
    }
    for (ChangeRecord deleted : store.deletedThere(absence(page))) {
      records.add(new StreamRecord.Change(deleted));
    }
    rest = records;
    fetched = page;
    return submit(page);
  }

  /// A member that does not know yet that this region is one counts on nobody here: what it has not
  /// applied when it gives a page may be forgotten elsewhere before it comes here.
  private boolean knowsTheMembers(Page page) {
    Long there = page.membership();
    return membership == null || there == null || there.equals(membership);
  }

  private Step submit(Page page) {
    if (rest.isEmpty() && page.floor().size() == 0) return accept(page);
    var vouched = new Vouched(table, page.floor(), page.applied());
    receipt = store.submit(new RemoteBatch(peer.region(), rest, null, false, List.of(vouched)));
    return Step.ADVANCED;
  }

  private Absence absence(Page page) {
    var present = new TreeSet<Bytes>();
    for (ChangeRecord version : page.versions()) present.add(version.key());
    return new Absence(table, after, page.nextAfter(), present, page.floor());
  }

  private Step settle(Receipt outstanding) {
    receipt = null;
    if (outstanding.failure() != null) return Step.REFUSED;

    int applied = outstanding.applied();
    copied += applied;
    rest = List.copyOf(rest.subList(applied, rest.size()));
    if (!rest.isEmpty()) return Step.HELD;
    Page page = fetched;
    if (page == null) throw new IllegalStateException("a receipt without a page");
    return accept(page);
  }

  private Step accept(Page page) {
    fetched = null;
    after = page.nextAfter();
    if (after != null) return Step.ADVANCED;
    appliedAtEnd = page.applied();
    return Step.COMPLETED;
  }

  /// Waits for the outstanding page, if there is one.
  boolean await(long millisMax) throws InterruptedException {
    Receipt outstanding = receipt;
    if (outstanding == null) return false;
    outstanding.await(millisMax);
    return true;
  }
}
