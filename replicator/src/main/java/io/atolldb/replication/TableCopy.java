package io.atolldb.replication;

import io.atolldb.item.Bytes;
import io.atolldb.replication.PeerRegion.Page;
import io.atolldb.replication.PeerRegion.PeerUnavailable;
import io.atolldb.replication.ReplicaStore.Receipt;
import io.atolldb.replication.ReplicaStore.RemoteBatch;
import io.atolldb.table.TableId;
import io.atolldb.version.VersionVector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Brings the stored versions of one table from another region, page by page, in steps. Whole
/// versions are resolved like any other, so pages may be applied twice and beside the link.
final class TableCopy {

  static final int PAGE_LIMIT = 2_000;

  private final PeerRegion peer;
  private final TableId table;
  private final ReplicaStore store;
  private final VersionVector needed;
  private final AtomicLong copied = new AtomicLong();
  private volatile long estimated = 1;
  private @Nullable Bytes after;
  private @Nullable Page fetched;
  private @Nullable Receipt receipt;
  private List<StreamRecord> submitted = List.of();
  private @Nullable VersionVector appliedAtEnd;

  /// Pages count only when the peer has applied at least what `needed` says.
  TableCopy(PeerRegion peer, TableId table, ReplicaStore store, VersionVector needed) {
    this.peer = peer;
    this.table = table;
    this.store = store;
    this.needed = needed;
  }

  /// How far the peer had applied everything when it gave the last page; null until that is in.
  @Nullable VersionVector appliedAtEnd() {
    return appliedAtEnd;
  }

  int percent() {
    return (int) Math.min(99, copied.get() * 100 / Math.max(1, estimated));
  }

  /// One page asked for, or one page settled. Zero means that it has to wait.
  int doWork() throws PeerUnavailable, InterruptedException {
    if (appliedAtEnd != null) return 0;
    Receipt outstanding = receipt;
    if (outstanding != null) return settle(outstanding);

    Page page = peer.page(table, after, PAGE_LIMIT);
    if (!needed.isIncludedIn(page.applied())) return 0; // the peer is behind: ask again later
    fetched = page;
    estimated = page.estimatedItems();
    var records = new ArrayList<StreamRecord>(page.versions().size());
    for (ChangeRecord version : page.versions()) records.add(new StreamRecord.Change(version));
    if (records.isEmpty()) {
      accept(page);
    } else {
      submit(records);
    }
    return 1;
  }

  private void submit(List<StreamRecord> records) {
    submitted = records;
    receipt = store.submit(new RemoteBatch(peer.region(), records, null));
  }

  private int settle(Receipt outstanding) throws PeerUnavailable {
    if (!outstanding.isDone()) return 0;
    receipt = null;
    String failure = outstanding.failure();
    if (failure != null) throw new PeerUnavailable("this region refuses: " + failure, null);

    int applied = outstanding.applied();
    copied.addAndGet(applied);
    if (applied < submitted.size()) {
      submit(List.copyOf(submitted.subList(applied, submitted.size())));
      return 0; // timestamps too far ahead of our clock: they wait
    }
    Page page = fetched;
    if (page == null) throw new IllegalStateException("a receipt without a page");
    accept(page);
    return 1;
  }

  private void accept(Page page) {
    fetched = null;
    after = page.nextAfter();
    if (after == null) appliedAtEnd = page.applied();
  }

  /// Waits for the outstanding page, if there is one.
  boolean await(long millisMax) throws InterruptedException {
    Receipt outstanding = receipt;
    if (outstanding == null) return false;
    outstanding.await(millisMax);
    return true;
  }
}
