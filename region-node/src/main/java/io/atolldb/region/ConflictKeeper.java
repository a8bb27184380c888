package io.atolldb.region;

import io.atolldb.clock.WallClock;
import io.atolldb.conflicts.ConflictLimits;
import io.atolldb.conflicts.ConflictLog;
import io.atolldb.conflicts.ConflictRetention;
import io.atolldb.replication.Agent;
import io.atolldb.replication.Ticks;
import io.atolldb.writer.Writer;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Lets go of old conflicts: each step asks the writer to drop a few, and waits for nothing. What
/// the writer refuses is asked for again.
final class ConflictKeeper implements Agent {

  /// How often it looks whether there is anything to drop.
  static final long PERIOD_MILLIS = 10_000;

  private static final long WAIT_MILLIS = 500;

  private final ConflictRetention retention;
  private final Writer writer;
  private final WallClock wallClock;
  private final Ticks ticks;
  private long dueAt;
  private BooleanSupplier answered = () -> true;

  ConflictKeeper(
      ConflictLog conflicts,
      Writer writer,
      ConflictLimits limits,
      WallClock wallClock,
      Ticks ticks) {
    this.retention = conflicts.retention(limits);
    this.writer = writer;
    this.wallClock = wallClock;
    this.ticks = ticks;
    this.dueAt = ticks.millis() + PERIOD_MILLIS;
  }

  @Override
  public String role() {
    return "conflict-keeper";
  }

  @Override
  public int doWork() {
    if (ticks.millis() < dueAt || !answered.getAsBoolean()) return 0;
    Long through = retention.droppable(wallClock.millis());
    if (through == null) {
      dueAt = ticks.millis() + PERIOD_MILLIS;
      return 0;
    }
    answered = writer.dropConflicts(through);
    dueAt = ticks.millis() + WAIT_MILLIS;
    return 1;
  }

  @Override
  public void awaitWork() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(WAIT_MILLIS);
  }
}
