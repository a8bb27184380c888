package io.atolldb.replication;

import io.atolldb.item.Bytes;
import io.atolldb.replication.PeerRegion.Page;
import io.atolldb.replication.PeerRegion.PeerUnavailable;
import io.atolldb.replication.PeerRegion.ViewGone;
import io.atolldb.replication.ReplicaStore.Absence;
import io.atolldb.replication.ReplicaStore.Receipt;
import io.atolldb.replication.ReplicaStore.RemoteBatch;
import io.atolldb.replication.ReplicaStore.Vouched;
import io.atolldb.table.TableId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings what another region holds of some tables to a region that serves them meanwhile.
///
/// All pages are read out of one view that does not change, and what is news here is applied in one
/// commit when the last page is there. A region shows a transaction whole at any moment, so the
/// view holds it whole, and this region passes from one whole state to another: nobody sees half of
/// a transaction, whichever pages its writes are on.
///
/// A step that throws is to be taken again later. If the view was closed meanwhile, everything is
/// read once more.
final class WholeCopy {

  /// Bytes of news that are kept until all is here, about. More goes to the writer in parts: then
  /// transactions may be seen in part until the last of them is applied.
  static final long BYTES_MAX = 32L << 20;

  /// What a version takes besides its key and image, about.
  private static final int VERSION_BYTES = 200;

  private static final Logger LOGGER = LoggerFactory.getLogger(WholeCopy.class);

  private final PeerRegion peer;
  private final Supplier<List<TableId>> tables;
  private final ReplicaStore store;
  private final long bytesMax;
  private final Set<TableId> copied = new TreeSet<>();
  private final List<ChangeRecord> news = new ArrayList<>();
  private final SortedMap<TableId, Vouched> vouched = new TreeMap<>();
  private long newsBytes;
  private @Nullable Long view;
  private @Nullable TableId reading;
  private @Nullable Bytes after;
  private @Nullable Receipt receipt;

  /// `tables` is asked again after each table: one that was learned of meanwhile is copied as well.
  WholeCopy(PeerRegion peer, Supplier<List<TableId>> tables, ReplicaStore store) {
    this(peer, tables, store, BYTES_MAX);
  }

  WholeCopy(PeerRegion peer, Supplier<List<TableId>> tables, ReplicaStore store, long bytesMax) {
    this.peer = peer;
    this.tables = tables;
    this.store = store;
    this.bytesMax = bytesMax;
  }

  TableCopy.Step doWork() throws PeerUnavailable, InterruptedException {
    Receipt outstanding = receipt;
    if (outstanding != null) {
      return outstanding.isDone() ? settle(outstanding) : TableCopy.Step.SUBMITTED;
    }
    Long open = view;
    if (open == null) {
      view = peer.freeze();
      return TableCopy.Step.ADVANCED;
    }
    if (newsBytes > bytesMax) {
      LOGGER.warn("copy.in-parts source={} bytes={}", peer.region(), newsBytes);
      return submit();
    }
    TableId table = reading == null ? next() : reading;
    if (table != null) return read(open, table);
    return news.isEmpty() && vouched.isEmpty() ? complete(open) : submit();
  }

  private @Nullable TableId next() {
    for (TableId table : tables.get()) {
      if (copied.contains(table)) continue;
      reading = table;
      after = null;
      return table;
    }
    return null;
  }

  private TableCopy.Step read(long open, TableId table)
      throws PeerUnavailable, InterruptedException {
    Page page;
    try {
      page = peer.frozenPage(open, table, after, TableCopy.PAGE_LIMIT);
    } catch (ViewGone gone) {
      beginAgain();
      throw new PeerUnavailable(String.valueOf(gone.getMessage()), gone);
    }
    if (page != null && !store.floor(table).isIncludedIn(page.applied())) {
      var _ = complete(open); // what is forgotten here may stand there still
      beginAgain();
      return TableCopy.Step.BEHIND;
    }
    if (page != null) take(table, page);
    after = page == null ? null : page.nextAfter();
    if (after == null) {
      copied.add(table);
      reading = null;
    }
    return TableCopy.Step.ADVANCED;
  }

  private void take(TableId table, Page page) {
    page.versions().forEach(this::take);
    if (page.floor().size() == 0) return;
    var present = new TreeSet<Bytes>();
    for (ChangeRecord version : page.versions()) present.add(version.key());
    var absence = new Absence(table, after, page.nextAfter(), present, page.floor());
    store.deletedThere(absence).forEach(this::keep);
    vouched.put(table, new Vouched(table, page.floor(), page.applied()));
  }

  private void beginAgain() {
    vouched.clear();
    view = null;
    reading = null;
    copied.clear();
    news.clear();
    newsBytes = 0;
  }

  private void take(ChangeRecord version) {
    if (store.isNews(version)) keep(version);
  }

  private void keep(ChangeRecord version) {
    news.add(version);
    Bytes image = version.image();
    newsBytes += version.key().length() + (image == null ? 0 : image.length()) + VERSION_BYTES;
  }

  /// In the order in which they were written: the writes of a transaction stand together.
  private TableCopy.Step submit() {
    news.sort(Comparator.comparing(version -> version.version().timestamp()));
    var records = new ArrayList<StreamRecord>(news.size());
    for (ChangeRecord version : news) records.add(new StreamRecord.Change(version));
    var known = List.copyOf(vouched.values());
    receipt = store.submit(new RemoteBatch(peer.region(), records, null, false, known));
    return TableCopy.Step.ADVANCED;
  }

  private TableCopy.Step settle(Receipt outstanding) {
    receipt = null;
    if (outstanding.failure() != null) return TableCopy.Step.REFUSED;
    if (outstanding.applied() < news.size()) return TableCopy.Step.HELD;
    news.clear();
    newsBytes = 0;
    if (reading == null) vouched.clear();
    return TableCopy.Step.ADVANCED;
  }

  private TableCopy.Step complete(long open) {
    try {
      peer.thaw(open);
    } catch (PeerUnavailable unavailable) {
      LOGGER.debug("copy.thaw source={} reason={}", peer.region(), unavailable.getMessage());
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    return TableCopy.Step.COMPLETED;
  }

  /// Waits for the writer, if it has something of this.
  boolean await(long millisMax) throws InterruptedException {
    Receipt outstanding = receipt;
    if (outstanding == null) return false;
    outstanding.await(millisMax);
    return true;
  }
}
