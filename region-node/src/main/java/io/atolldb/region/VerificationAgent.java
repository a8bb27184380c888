package io.atolldb.region;

import io.atolldb.catalog.Table;
import io.atolldb.proof.Verification;
import io.atolldb.proof.Verification.Result;
import io.atolldb.replication.Agent;
import io.atolldb.replication.Ticks;
import io.atolldb.table.TableId;
import io.atolldb.writer.RegionState;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Verifies every shared table at intervals, one table a step, and remembers what came of it. Every
/// so many rounds the tables are read from the stores again. Between rounds it sees to it that the
/// digests of all shared tables are kept, so that nobody who asks for one has to wait for a
/// reading. Waits for other regions, so it needs a thread of its own and is no part of a
/// simulation.
public final class VerificationAgent implements Agent {

  /// Rounds from one that reads the stores to the next: a day of rounds of ten minutes.
  static final int ROUNDS_BETWEEN_READINGS = 144;

  private static final long WAIT_MILLIS = 500;
  private static final Logger LOGGER = LoggerFactory.getLogger(VerificationAgent.class);

  /// The last finished round, with zero in place of its time if there is none. `equal`: every
  /// shared table was proved equal everywhere; `differing` and `undecided` are keys, `troubled`
  /// comparisons that could not be ended.
  public record Round(
      long finishedMillis, boolean equal, int tables, int differing, int undecided, int troubled) {

    static final Round NONE = new Round(0, false, 0, 0, 0, 0);

    /// Nothing was found yet that is not equal.
    static final Round BEGUN = new Round(0, true, 0, 0, 0, 0);
  }

  private final RegionState state;
  private final Verification verification;
  private final RegionAgents.Surroundings around;
  private final long intervalMillis;
  private final Deque<TableId> due = new ArrayDeque<>();
  private long nextTick;
  private long rounds;
  private Round running = Round.BEGUN;
  private volatile Round last = Round.NONE;

  public VerificationAgent(
      RegionState state,
      Verification verification,
      RegionAgents.Surroundings around,
      long intervalMillis) {
    this.state = state;
    this.verification = verification;
    this.around = around;
    this.intervalMillis = intervalMillis;
    this.nextTick = around.ticks().millis() + intervalMillis;
  }

  @Override
  public String role() {
    return "verification";
  }

  /// The last finished round; its time is zero before the first one.
  public Round last() {
    return last;
  }

  @Override
  public int doWork() {
    TableId next = due.poll();
    if (next != null) {
      verify(next);
      if (due.isEmpty()) finish();
      return 1;
    }
    Ticks ticks = around.ticks();
    if (ticks.millis() < nextTick) return keepOneMore();
    nextTick = ticks.millis() + intervalMillis;
    begin();
    return 1;
  }

  /// Reads the table of one digest that is not kept yet, as after every start.
  private int keepOneMore() {
    for (Table table : state.tables().all()) {
      if (!isToBeCompared(table) || state.digests().isKept(table.id())) continue;
      var _ = state.digests().of(table.id());
      return 1;
    }
    return 0;
  }

  /// As soon as a second replica is being made: the digests of both then grow with the copy.
  private static boolean isToBeCompared(Table table) {
    return table.isHere() && table.descriptor().members().size() > 1;
  }

  private static boolean isShared(Table table) {
    return table.isActive() && Replicated.members(table).size() > 1;
  }

  private void begin() {
    running = Round.BEGUN;
    for (Table table : state.tables().all()) {
      if (isShared(table)) due.add(table.id());
    }
    if (due.isEmpty()) finish();
  }

  private void verify(TableId id) {
    Table table = state.tables().of(id);
    if (table == null || !table.isActive()) return;
    boolean again = rounds % ROUNDS_BETWEEN_READINGS == ROUNDS_BETWEEN_READINGS - 1;
    try {
      count(table, verification.verify(id, Replicated.members(table), again));
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private void count(Table table, Result result) {
    int differing = result.differing().size();
    if (differing > 0) {
      LOGGER.warn("verification.differs table={} keys={}", table.name(), differing);
    }
    for (String trouble : result.troubles()) {
      LOGGER.info("verification.unended table={} reason={}", table.name(), trouble);
    }
    running =
        new Round(
            0,
            running.equal() && result.isEqual(),
            running.tables() + 1,
            running.differing() + differing,
            running.undecided() + result.undecided(),
            running.troubled() + result.troubles().size());
  }

  private void finish() {
    rounds++;
    last =
        new Round(
            around.wallClock().millis(),
            running.equal(),
            running.tables(),
            running.differing(),
            running.undecided(),
            running.troubled());
  }

  @Override
  public void awaitWork() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(WAIT_MILLIS);
  }
}
