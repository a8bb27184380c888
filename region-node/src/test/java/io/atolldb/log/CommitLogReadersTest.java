package io.atolldb.log;

import static io.atolldb.log.Logs.SMALL;
import static io.atolldb.log.Logs.all;
import static io.atolldb.log.Logs.group;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitLogReadersTest {

  private static final int RECORDS = 1500;

  @TempDir private Path directory = Path.of(".");

  @Test
  void readersBesideTheAppenderSeeEveryRecordOnceInOrder() throws Exception {
    var disk = new FileDisk(directory);
    try (CommitLog log = CommitLog.open(disk, SMALL, 0);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Long>> readers = new ArrayList<>();
      for (int limit : new int[] {1, 7, 1000}) readers.add(threads.submit(follow(log, limit)));
      for (int each = 1; each <= RECORDS; each += 3) {
        log.append(group("record " + each, "record " + (each + 1), "record " + (each + 2)));
      }
      for (Future<Long> reader : readers) assertThat(reader.get()).isEqualTo(RECORDS);
      assertThat(log.segmentStarts()).hasSizeGreaterThan(5);
    }
  }

  private static Callable<Long> follow(CommitLog log, int limit) {
    return () -> {
      long reached = 0;
      while (reached < RECORDS) {
        log.awaitBeyond(reached, 60_000);
        for (LoggedRecord each : log.read(reached, limit, 1 << 20)) {
          assertThat(each.sequence()).isEqualTo(reached + 1);
          assertThat(new String(each.bytes(), UTF_8)).isEqualTo("record " + each.sequence());
          reached++;
        }
      }
      return reached;
    };
  }

  @Test
  void aReaderThatIsOvertakenByDeletionIsTold() throws Exception {
    var disk = new FileDisk(directory);
    try (CommitLog log = CommitLog.open(disk, SMALL, 0);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Long> slow = threads.submit(() -> readUntilDeleted(log));
      for (int each = 1; !slow.isDone(); each++) {
        log.append(group("record " + each));
        if (each % 100 == 0) log.deleteThrough(each - 10);
      }
      assertThat(slow.get()).isLessThan(log.firstSequence());
    }
  }

  /// Reads one record again and again, and returns its sequence when it is gone.
  private static Long readUntilDeleted(CommitLog log) throws Exception {
    log.awaitBeyond(0, 60_000);
    while (true) {
      try {
        assertThat(log.read(0, 1, 10).getFirst().bytes()).isEqualTo("record 1".getBytes(UTF_8));
      } catch (SequenceDeleted gone) {
        return 1L;
      }
    }
  }

  @Test
  void interruptedThreadsDoNotHarmTheLog() throws Exception {
    var disk = new FileDisk(directory);
    var done = new AtomicBoolean();
    Thread appender = Thread.currentThread();
    Thread interrupter =
        Thread.startVirtualThread(() -> {
          while (!done.get()) appender.interrupt();
        });
    try (CommitLog log = CommitLog.open(disk, SMALL, 0)) {
      for (int each = 1; each <= 500; each++) {
        log.append(group("record " + each));
        log.read(0, 1, 100);
      }
    } finally {
      done.set(true);
      while (interrupter.isAlive()) Thread.onSpinWait();
      assertThat(Thread.interrupted()).as("the interrupt is still told to the thread").isTrue();
    }
    try (CommitLog log = CommitLog.open(disk, SMALL, 500)) {
      assertThat(all(log)).hasSize(500);
    }
  }

  @Test
  void waitingEndsWhenThereIsMoreOrTheTimeIsOver() throws Exception {
    try (CommitLog log = CommitLog.open(new MemoryDisk(Long.MAX_VALUE), SMALL, 0)) {
      log.awaitBeyond(0, 1);
      assertThat(log.lastSequence()).isZero();
      log.append(group("a"));
      log.awaitBeyond(0, Long.MAX_VALUE);
      assertThat(log.lastSequence()).isEqualTo(1);
    }
  }
}
