package io.atolldb.log;

import static io.atolldb.log.Logs.SMALL;
import static io.atolldb.log.Logs.all;
import static io.atolldb.log.Logs.group;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Power fails at any moment: in the middle of a group, while a segment is made, while old ones are
/// deleted, while a torn tail is being cut.
class CommitLogCrashTest {

  private static final int SEEDS = 100;
  private static final int LIVES = 5;

  /// What must be there after a crash, and what may be.
  private final List<String> acknowledged = new ArrayList<>();

  private List<String> unanswered = List.of();
  private int torn;

  @ParameterizedTest
  @ValueSource(longs = {0, 1000, 2000, 3000, 4000})
  void nothingForcedIsLostAndATornGroupIsCutAsAWhole(long firstSeed) throws Exception {
    for (long seed = firstSeed; seed < firstSeed + SEEDS; seed++) {
      acknowledged.clear();
      unanswered = List.of();
      var chance = new SplittableRandom(seed);
      var memory = new MemoryDisk(Long.MAX_VALUE);
      for (int life = 0; life < LIVES; life++) {
        liveAndDie(memory, chance, "seed " + seed + ", life " + life);
      }
    }
    assertThat(torn).as("torn groups among %d crashes", SEEDS * LIVES).isPositive();
  }

  private void liveAndDie(MemoryDisk memory, SplittableRandom chance, String story)
      throws Exception {
    var disk = new FaultyDisk(memory);
    disk.failsForcesAfter(chance.nextInt(25));
    long proven = chance.nextInt(acknowledged.size() + 1);
    try (CommitLog log = CommitLog.open(disk, SMALL, proven)) {
      if (log.tornTail() != null) torn++;
      takeOver(log, story);
      appendUntilPowerFails(log, chance);
    } catch (IOException | LogFailed powerFailed) {
      disk.worksAgain();
    }
    memory.crash(chance);
  }

  /// The group without an answer is there as a whole or not at all.
  private void takeOver(CommitLog log, String story) throws Exception {
    List<String> found = all(log);
    List<String> expected = new ArrayList<>(acknowledged);
    if (found.size() > expected.size()) expected.addAll(unanswered);
    int deleted = (int) log.firstSequence() - 1;
    assertThat(found).as(story).isEqualTo(expected.subList(deleted, expected.size()));
    acknowledged.clear();
    acknowledged.addAll(expected);
    unanswered = List.of();
  }

  private void appendUntilPowerFails(CommitLog log, SplittableRandom chance) throws Exception {
    while (true) {
      List<String> records = new ArrayList<>();
      for (int each = 0; each <= chance.nextInt(4); each++) {
        records.add((acknowledged.size() + each) + "x".repeat(chance.nextInt(1500)));
      }
      unanswered = records;
      long last = log.append(group(records.toArray(String[]::new)));
      acknowledged.addAll(records);
      unanswered = List.of();
      assertThat(last).isEqualTo(acknowledged.size());
    }
  }
}
