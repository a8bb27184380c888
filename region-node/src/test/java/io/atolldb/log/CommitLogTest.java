package io.atolldb.log;

import static io.atolldb.log.Logs.SMALL;
import static io.atolldb.log.Logs.all;
import static io.atolldb.log.Logs.group;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommitLogTest {

  private final MemoryDisk disk = new MemoryDisk(Long.MAX_VALUE);

  private CommitLog open() throws Exception {
    return CommitLog.open(disk, SMALL, 0);
  }

  @Test
  void aNewLogBeginsWithSequenceOne() throws Exception {
    try (CommitLog log = open()) {
      assertThat(log.lastSequence()).isZero();
      assertThat(log.firstSequence()).isEqualTo(1);
      assertThat(log.read(0, 10, 1000)).isEmpty();

      assertThat(log.append(group("a", "b"))).isEqualTo(2);
      assertThat(log.append(group("c"))).isEqualTo(3);
    }
  }

  @Test
  void whatWasAppendedIsReadInOrderAfterItWasOpenedAgain() throws Exception {
    try (CommitLog log = open()) {
      log.append(group("a", ""));
      log.append(group("b"));
    }
    try (CommitLog log = open()) {
      assertThat(log.tornTail()).isNull();
      assertThat(log.append(group("c"))).isEqualTo(4);
      assertThat(all(log)).containsExactly("a", "", "b", "c");
    }
  }

  @Test
  void sequencesGoOnOverManySegments() throws Exception {
    List<String> expected = new ArrayList<>();
    try (CommitLog log = open()) {
      for (int each = 0; each < 300; each++) {
        expected.add("record " + each + " " + "x".repeat(each));
        log.append(group(expected.getLast()));
      }
      assertThat(log.segmentStarts()).hasSizeGreaterThan(5);
      assertThat(all(log)).isEqualTo(expected);
    }
    try (CommitLog log = open()) {
      assertThat(log.lastSequence()).isEqualTo(300);
      assertThat(all(log)).isEqualTo(expected);
    }
  }

  @Test
  void aGroupLargerThanASegmentGetsOneOfItsSize() throws Exception {
    String large = "y".repeat(50_000);
    try (CommitLog log = open()) {
      log.append(group("a"));
      log.append(group(large, "b"));
      log.append(group("c"));
    }
    try (CommitLog log = open()) {
      assertThat(all(log)).containsExactly("a", large, "b", "c");
    }
  }

  @Test
  void aRecordOfTheGreatestSizeFitsAndOneMoreByteIsRefused() throws Exception {
    byte[] greatest = new byte[SMALL.groupBytesMax() - Integer.BYTES];
    try (CommitLog log = open()) {
      assertThat(log.append(List.of(greatest))).isEqualTo(1);
      assertThatThrownBy(() -> log.append(List.of(new byte[greatest.length + 1])))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(log.append(group("after"))).isEqualTo(2);
      assertThat(log.read(0, 1, 1).getFirst().bytes()).isEqualTo(greatest);
    }
  }

  @Test
  void segmentsAreDeletedAsAWholeAndNeverTheLast() throws Exception {
    try (CommitLog log = open()) {
      for (int each = 0; each < 100; each++) log.append(group("x".repeat(200)));
      long[] starts = log.segmentStarts();

      log.deleteThrough(starts[2] - 2);
      assertThat(log.firstSequence()).isEqualTo(starts[1]);
      log.deleteThrough(starts[2] - 1);
      assertThat(log.firstSequence()).isEqualTo(starts[2]);
      assertThatThrownBy(() -> log.read(starts[2] - 2, 1, 1000))
          .isInstanceOf(SequenceDeleted.class);

      log.deleteThrough(100);
      assertThat(log.segmentStarts()).containsExactly(starts[starts.length - 1]);
      log.append(group("y"));
      assertThat(all(log)).endsWith("y");
    }
    try (CommitLog log = open()) {
      assertThat(log.lastSequence()).isEqualTo(101);
    }
  }
}
