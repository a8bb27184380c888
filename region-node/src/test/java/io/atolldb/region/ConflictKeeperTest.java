package io.atolldb.region;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.conflicts.ConflictLimits;
import io.atolldb.log.MemoryDisk;
import io.atolldb.store.MemoryStore;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Three conflicts, of which one may stay.
class ConflictKeeperTest {

  private final long[] clock = {1_700_000_000_000L};
  private final MemoryDisk disk = new MemoryDisk(8 << 20);

  @AutoClose private final RegionCore core = Regions.withTable(disk, new MemoryStore(), clock);

  private final ConflictKeeper keeper =
      new ConflictKeeper(
          core.conflicts(),
          core.writer(),
          new ConflictLimits(1, Long.MAX_VALUE, Long.MAX_VALUE / 2),
          () -> clock[0],
          () -> clock[0]);

  private void threeConflicts() {
    for (String id : new String[] {"a", "b", "c"}) Regions.conflict(core, id, "theirs", clock);
    clock[0] += ConflictKeeper.PERIOD_MILLIS;
  }

  private int step() {
    int done = keeper.doWork();
    clock[0] += ConflictKeeper.PERIOD_MILLIS;
    return done;
  }

  @Test
  void whatIsBeyondTheLimitsIsAskedForOnceAndGoes() {
    threeConflicts();

    assertThat(step()).isEqualTo(1);
    assertThat(step()).as("the writer has not answered").isZero();
    core.writer().doWork();

    assertThat(core.conflicts().count()).isEqualTo(1);
    assertThat(step()).isZero();
  }

  @Test
  void whatTheWriterRefusesIsAskedForAgain() {
    threeConflicts();
    while (!Regions.put(core, "d", "one too many").isDone()) {}
    assertThat(step()).isEqualTo(1);
    while (core.writer().doWork() > 0) {}
    assertThat(core.conflicts().count()).isEqualTo(3);

    for (int at = 0; at < 5; at++) {
      step();
      core.writer().doWork();
    }
    assertThat(core.conflicts().count()).isEqualTo(1);
  }
}
