package io.atolldb.quarantine;

import io.atolldb.quarantine.QuarantineLog.Entry;
import io.atolldb.quarantine.QuarantineLog.Page;
import io.atolldb.replication.Agent;
import io.atolldb.replication.ReplicaStore.Receipt;
import io.atolldb.replication.ReplicaStore.RemoteBatch;
import io.atolldb.replication.StreamCodec;
import io.atolldb.replication.StreamRecord;
import io.atolldb.replication.Ticks;
import io.atolldb.writer.Writer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tries to read what could not be read before: at every start, because it may be another build,
/// and whenever it is told to. What it can read is resolved like anything that arrives late, and
/// leaves the quarantine in the same commit.
public final class QuarantineRetry implements Agent {

  /// How long it waits when the writer does not take a record: its clock is behind, or it has no
  /// room.
  static final long RETRY_MILLIS = 10_000;

  private static final long AWAIT_MILLIS = 200;
  private static final Logger LOGGER = LoggerFactory.getLogger(QuarantineRetry.class);

  private final QuarantineLog log;
  private final Writer writer;
  private final Ticks ticks;
  private final Deque<Entry> read = new ArrayDeque<>();
  private @Nullable Receipt receipt;

  /// Null once everything was looked at.
  private @Nullable Long after = -1L;

  private long retryAt = Long.MIN_VALUE;
  private volatile boolean again;

  public QuarantineRetry(QuarantineLog log, Writer writer, Ticks ticks) {
    this.log = log;
    this.writer = writer;
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
    if (again) {
      again = false;
      read.clear();
      after = -1L;
    }
    Entry next = next();
    if (next == null) return 0;
    StreamRecord record = StreamCodec.decode(next.content().toArray());
    if (record instanceof StreamRecord.Unreadable) {
      read.remove();
      return 1;
    }
    var batch = new RemoteBatch(next.origin(), List.of(record), null);
    receipt = writer.submitReleased(batch, next.sequence());
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
    Entry released = read.remove();
    LOGGER.info("quarantine.released origin={} at={}", released.origin(), released.sequence());
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
