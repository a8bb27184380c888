package io.atolldb.region;

import io.atolldb.clock.WallClock;
import io.atolldb.conflicts.ConflictLimits;
import io.atolldb.conflicts.ConflictLog;
import io.atolldb.replication.Agent;
import io.atolldb.replication.Ticks;
import io.atolldb.writer.Writer;
import java.util.concurrent.TimeUnit;

/// Lets go of old conflicts: each step asks the writer to drop a few, and waits for nothing.
final class ConflictKeeper implements Agent {

  /// How often it looks whether there is anything to drop.
  static final long PERIOD_MILLIS = 10_000;

  private static final long WAIT_MILLIS = 500;

  private final ConflictLog conflicts;
  private final Writer writer;
  private final ConflictLimits limits;
  private final WallClock wallClock;
  private final Ticks ticks;
  private long dueAt;
  private long asked;

  ConflictKeeper(
      ConflictLog conflicts,
      Writer writer,
      ConflictLimits limits,
      WallClock wallClock,
      Ticks ticks) {
    this.conflicts = conflicts;
    this.writer = writer;
    this.limits = limits;
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
    if (ticks.millis() < dueAt) return 0;
    Long through = conflicts.droppable(limits, wallClock.millis());
    if (through == null || through <= asked) {
      dueAt = ticks.millis() + (through == null ? PERIOD_MILLIS : WAIT_MILLIS);
      return 0;
    }
    writer.dropConflicts(through);
    asked = through;
    return 1;
  }

  @Override
  public void awaitWork() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(WAIT_MILLIS);
  }
}
