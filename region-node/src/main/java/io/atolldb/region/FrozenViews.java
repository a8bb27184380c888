package io.atolldb.region;

import io.atolldb.catalog.Table;
import io.atolldb.replication.Agent;
import io.atolldb.replication.PeerRegion.PeerUnavailable;
import io.atolldb.replication.PeerRegion.ViewGone;
import io.atolldb.replication.Ticks;
import io.atolldb.store.ItemStore.Snapshot;
import io.atolldb.table.TableId;
import io.atolldb.version.VersionVector;
import io.atolldb.writer.RegionState;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Views of this region's tables that do not change while other regions read them page by page. One
/// that nobody reads any more is closed after a while: an open one keeps the store from letting go
/// of what was replaced since.
final class FrozenViews implements Agent {

  static final int VIEWS_MAX = 8;
  static final long IDLE_MILLIS = 60_000;
  private static final long WAIT_MILLIS = 1_000;

  /// `applied`: how far the region had applied the streams of all when the view was opened.
  /// `floors`: up to where each table had forgotten deletes.
  record View(Snapshot snapshot, VersionVector applied, Map<TableId, VersionVector> floors) {

    VersionVector floor(TableId table) {
      return floors.getOrDefault(table, VersionVector.EMPTY);
    }
  }

  private static final class Open {
    final View view;
    long usedAt;

    Open(View view, long usedAt) {
      this.view = view;
      this.usedAt = usedAt;
    }
  }

  private final RegionState state;
  private final Supplier<VersionVector> applied;
  private final Ticks ticks;
  private final RandomGenerator chance;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Long, Open> open = new TreeMap<>();

  FrozenViews(
      RegionState state, Supplier<VersionVector> applied, Ticks ticks, RandomGenerator chance) {
    this.state = state;
    this.applied = applied;
    this.ticks = ticks;
    this.chance = chance;
  }

  @Override
  public String role() {
    return "frozen-views";
  }

  /// The number is one that no earlier life of this process has given.
  long open() throws PeerUnavailable {
    lock.lock();
    try {
      if (open.size() >= VIEWS_MAX) {
        throw new PeerUnavailable(VIEWS_MAX + " views are open already", null);
      }
      VersionVector before = applied.get(); // what is read later holds at least this
      var floors = new TreeMap<TableId, VersionVector>();
      for (Table table : state.tables().all()) floors.put(table.id(), state.floor(table.id()));
      var view = new View(state.store().snapshot(), before, floors);
      long number = chance.nextLong() >>> 1;
      open.put(number, new Open(view, ticks.millis()));
      return number;
    } finally {
      lock.unlock();
    }
  }

  View get(long number) throws ViewGone {
    lock.lock();
    try {
      Open found = open.get(number);
      if (found == null) throw new ViewGone("view " + number + " is gone");
      found.usedAt = ticks.millis();
      return found.view;
    } finally {
      lock.unlock();
    }
  }

  void close(long number) {
    lock.lock();
    try {
      Open closed = open.remove(number);
      if (closed != null) closed.view.snapshot().close();
    } finally {
      lock.unlock();
    }
  }

  /// Closes one that nobody reads any more.
  @Override
  public int doWork() {
    long before = ticks.millis() - IDLE_MILLIS;
    lock.lock();
    try {
      for (var each : open.entrySet()) {
        if (each.getValue().usedAt > before) continue;
        close(each.getKey());
        return 1;
      }
      return 0;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void awaitWork() throws InterruptedException {
    LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(WAIT_MILLIS));
  }
}
