package io.atolldb.quarantine;

import io.atolldb.clock.RegionId;
import io.atolldb.item.Bytes;
import io.atolldb.quarantine.QuarantineLog.Entry;
import io.atolldb.quarantine.QuarantineLog.Page;
import io.atolldb.replication.Agent;
import io.atolldb.replication.ChangeRecord;
import io.atolldb.replication.ChangeRecord.TransactionMark;
import io.atolldb.replication.ReplicaStore;
import io.atolldb.replication.ReplicaStore.Receipt;
import io.atolldb.replication.ReplicaStore.RemoteBatch;
import io.atolldb.replication.StreamCodec;
import io.atolldb.replication.StreamRecord;
import io.atolldb.replication.Ticks;
import io.atolldb.table.TableId;
import io.atolldb.writer.Writer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tries to read what could not be read before: at every start, because it may be another build,
/// and whenever it is told to. What it can read is resolved like anything that arrives late, and
/// leaves the quarantine in the same commit.
///
/// The records of a transaction leave it together, in one commit, once all of them can be read; or
/// when all that they say is here already, because the origin has sent them again.
public final class QuarantineRetry implements Agent {

  /// How long it waits when the writer does not take a record: its clock is behind, or it has no
  /// room.
  static final long RETRY_MILLIS = 10_000;

  /// Records of transactions that are remembered while the rest of theirs is looked for.
  static final int PARTS_MAX = 10_000;

  private static final long AWAIT_MILLIS = 200;
  private static final Logger LOGGER = LoggerFactory.getLogger(QuarantineRetry.class);

  private record Place(TableId table, Bytes key) {}

  private record Whole(RegionId origin, TransactionMark mark) {}

  /// What is released with one commit.
  private static final class Lot {
    final RegionId origin;
    final List<Long> sequences = new ArrayList<>();
    final List<StreamRecord> records = new ArrayList<>();
    final Set<Place> places = new HashSet<>();

    Lot(RegionId origin) {
      this.origin = origin;
    }

    void add(Entry entry, StreamRecord record) {
      sequences.add(entry.sequence());
      records.add(record);
      if (record instanceof StreamRecord.Change(var change, _)) {
        places.add(new Place(change.table(), change.key()));
      }
    }
  }

  private final QuarantineLog log;
  private final Writer writer;
  private final ReplicaStore store;
  private final Ticks ticks;
  private final Deque<Entry> read = new ArrayDeque<>();
  private final Map<Whole, Lot> parts = new LinkedHashMap<>();
  private int partsRead;
  private @Nullable Lot releasing;
  private @Nullable Receipt receipt;

  /// Null once everything was looked at.
  private @Nullable Long after = -1L;

  private long retryAt = Long.MIN_VALUE;
  private volatile boolean again;

  public QuarantineRetry(QuarantineLog log, Writer writer, ReplicaStore store, Ticks ticks) {
    this.log = log;
    this.writer = writer;
    this.store = store;
    this.ticks = ticks;
  }

  @Override
  public String role() {
    return "quarantine-retry";
  }

  /// From the first record on; may be called by any thread.
  public void again() {
    again = true;
  }

  @Override
  public int doWork() {
    Receipt outstanding = receipt;
    if (outstanding != null) return outstanding.isDone() ? settle(outstanding) : 0;
    if (ticks.millis() < retryAt) return 0;
    if (again) begin();
    Lot due = releasing;
    if (due != null) return release(due);
    Entry next = next();
    return next == null ? releaseWhatIsHere() : look(next);
  }

  private void begin() {
    again = false;
    read.clear();
    parts.clear();
    partsRead = 0;
    releasing = null;
    after = -1L;
  }

  private int look(Entry entry) {
    read.remove();
    StreamRecord record = StreamCodec.decode(entry.content().toArray());
    if (record instanceof StreamRecord.Unreadable) return 1;
    TransactionMark mark = markOf(record);
    if (mark == null || mark.size() <= 1) {
      var single = new Lot(entry.origin());
      single.add(entry, record);
      return release(single);
    }
    if (partsRead >= PARTS_MAX) return 1; // another time
    partsRead++;
    var whole = new Whole(entry.origin(), mark);
    Lot lot = parts.computeIfAbsent(whole, _ -> new Lot(entry.origin()));
    lot.add(entry, record);
    if (lot.places.size() < mark.size()) return 1;
    parts.remove(whole);
    return release(lot);
  }

  private static @Nullable TransactionMark markOf(StreamRecord record) {
    return record instanceof StreamRecord.Change(var change, _) ? change.transaction() : null;
  }

  private int releaseWhatIsHere() {
    for (var part : parts.entrySet()) {
      if (part.getValue().records.stream().anyMatch(this::isNews)) continue;
      parts.remove(part.getKey());
      return release(part.getValue());
    }
    return 0;
  }

  private boolean isNews(StreamRecord record) {
    return record instanceof StreamRecord.Change(ChangeRecord change, _) && store.isNews(change);
  }

  private int release(Lot lot) {
    releasing = lot;
    receipt = writer.submitReleased(new RemoteBatch(lot.origin, lot.records, null), lot.sequences);
    return 1;
  }

  private @Nullable Entry next() {
    Long from = after;
    if (read.isEmpty() && from != null) {
      Page page = log.page(null, from, QuarantineLog.PAGE_LIMIT_MAX);
      read.addAll(page.entries());
      after = page.next();
    }
    return read.peek();
  }

  private int settle(Receipt outstanding) {
    receipt = null;
    if (outstanding.failure() != null || outstanding.applied() == 0) {
      retryAt = ticks.millis() + RETRY_MILLIS;
      return 0;
    }
    Lot released = releasing;
    releasing = null;
    if (released == null) throw new IllegalStateException("a receipt without records");
    LOGGER.info("quarantine.released origin={} at={}", released.origin, released.sequences);
    return 1;
  }

  @Override
  public void awaitWork() throws InterruptedException {
    Receipt outstanding = receipt;
    if (outstanding != null) {
      outstanding.await(AWAIT_MILLIS);
    } else {
      LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(AWAIT_MILLIS));
    }
  }
}
