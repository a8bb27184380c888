package io.atolldb.log;

import static io.atolldb.log.Logs.SMALL;
import static io.atolldb.log.Logs.all;
import static io.atolldb.log.Logs.group;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CommitLogFailureTest {

  @Test
  void theFirstFailedForceEndsAppendingForGood() throws Exception {
    var disk = new FaultyDisk();
    try (CommitLog log = CommitLog.open(disk, SMALL, 0)) {
      log.append(group("a"));
      disk.failsForcesAfter(0);
      assertThatThrownBy(() -> log.append(group("b"))).isInstanceOf(LogFailed.class);
      disk.worksAgain();
      assertThatThrownBy(() -> log.append(group("c"))).isInstanceOf(LogFailed.class);

      assertThat(log.lastSequence()).isEqualTo(1);
      assertThat(all(log)).containsExactly("a");
    }
  }

  @Test
  void aFailedWriteEndsAppendingForGood() throws Exception {
    var disk = new FaultyDisk();
    try (CommitLog log = CommitLog.open(disk, SMALL, 0)) {
      disk.failsWritesAfter(0);
      assertThatThrownBy(() -> log.append(group("a"))).isInstanceOf(LogFailed.class);
      disk.worksAgain();
      assertThatThrownBy(() -> log.append(group("a"))).isInstanceOf(LogFailed.class);
    }
  }

  @Test
  void aSegmentThatCannotBeMadeEndsAppendingForGood() throws Exception {
    for (int forces = 0; forces < 12; forces++) {
      var disk = new FaultyDisk();
      int appended = 0;
      try (CommitLog log = CommitLog.open(disk, SMALL, 0)) {
        while (log.segmentStarts().length < 2) appended += append(log, "x".repeat(900));
        while (log.segmentStarts().length < 3) {
          disk.failsForcesAfter(forces);
          appended += append(log, "y".repeat(900));
          disk.worksAgain();
        }
      } catch (LogFailed failed) {
        disk.worksAgain();
      }
      try (CommitLog log = CommitLog.open(disk, SMALL, appended)) {
        assertThat(all(log)).hasSizeBetween(appended, appended + 1);
        log.append(group("goes on"));
      }
    }
  }

  private static int append(CommitLog log, String record) throws Exception {
    log.append(group(record));
    return 1;
  }

  @Test
  void aClosedLogTakesNothing() throws Exception {
    CommitLog log = CommitLog.open(new FaultyDisk(), SMALL, 0);
    log.close();
    log.close();
    assertThatThrownBy(() -> log.append(group("a")))
        .isInstanceOf(LogFailed.class)
        .hasRootCauseMessage("the commit log is closed");
  }

  @Test
  void aFullDiskRefusesUntilThereIsRoom() throws Exception {
    var disk = new MemoryDisk(5 * SMALL.segmentBytes() + 100);
    List<String> appended = new ArrayList<>();
    try (CommitLog log = CommitLog.open(disk, SMALL, 0)) {
      assertThatThrownBy(
              () -> {
                while (true) {
                  String record = appended.size() + "z".repeat(700);
                  log.append(group(record));
                  appended.add(record);
                }
              })
          .isInstanceOf(DiskFull.class);
      assertThat(log.segmentStarts()).hasSize(5);
      assertThatThrownBy(() -> log.append(group("q".repeat(700)))).isInstanceOf(DiskFull.class);
      assertThat(all(log)).isEqualTo(appended);

      int deleted = (int) log.segmentStarts()[2] - 1;
      log.deleteThrough(deleted);
      log.append(group("room again"));
      appended.add("room again");
      assertThat(all(log)).isEqualTo(appended.subList(deleted, appended.size()));
    }
    try (CommitLog log = CommitLog.open(disk, SMALL, appended.size())) {
      assertThat(log.lastSequence()).isEqualTo(appended.size());
    }
  }

  @Test
  void theReserveIsLeftFree() throws Exception {
    var disk = new MemoryDisk(100_000);
    var limits = new LogLimits(4096, 4096, 0, 95_000);
    try (CommitLog log = CommitLog.open(disk, limits, 0)) {
      assertThatThrownBy(() -> log.append(group("a")))
          .isInstanceOf(DiskFull.class)
          .hasMessageContaining("95000");
      assertThat(log.lastSequence()).isZero();
    }
    try (CommitLog log = CommitLog.open(disk, SMALL, 0)) {
      assertThat(log.append(group("a"))).isEqualTo(1);
    }
  }

  @Test
  void aGroupThatFitsOnlyInPartIsTakenBack() throws Exception {
    for (long seed = 1; seed <= 200; seed++) {
      var chance = new SplittableRandom(seed);
      var memory = new MemoryDisk(Long.MAX_VALUE);
      var disk = new FaultyDisk(memory);
      try (CommitLog log = CommitLog.open(disk, SMALL, 0)) {
        log.append(group("a"));
        // The rest of it is zeros, so the part that is written looks like the whole.
        byte[] endsInZeros = new byte[500];
        endsInZeros[0] = 'b';
        disk.fillsUpAfterBytes(40 + chance.nextInt(400));
        assertThatThrownBy(() -> log.append(List.of(endsInZeros))).isInstanceOf(DiskFull.class);
        disk.worksAgain();
        if (chance.nextBoolean()) log.append(group("c"));
        long last = log.lastSequence();
        memory.crash(chance);

        try (CommitLog again = CommitLog.open(memory, SMALL, last)) {
          assertThat(again.lastSequence()).as("seed %d", seed).isEqualTo(last);
          assertThat(all(again)).as("seed %d", seed).doesNotContain("b");
        }
      }
    }
  }
}
