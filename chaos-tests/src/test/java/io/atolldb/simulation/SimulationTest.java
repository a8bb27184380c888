package io.atolldb.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.conflicts.Conflict;
import io.atolldb.conflicts.ConflictKind;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whole worlds, one for each seed. More of them: `-Datoll.seeds=5000`; others:
/// `-Datoll.seeds.first=100000`; a single one: both. A failure names the seed, the event that broke
/// a truth, and what happened before it.
class SimulationTest {

  private static final long SEEDS = 200;

  static LongStream seeds() {
    long first = Long.getLong("atoll.seeds.first", 1);
    return LongStream.range(first, first + Long.getLong("atoll.seeds", SEEDS));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whateverBreaksNothingAcknowledgedIsLostAndAllRegionsAgree(long seed) {
    assertThat(Scenario.run(seed).history().calls()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aSeedDecidesTheWholeRun(long seed) {
    assertThat(Scenario.run(seed).history().lines())
        .isEqualTo(Scenario.run(seed).history().lines());
  }

  /// The nemesis has to do what it is there for: over some worlds every way to be answered occurs,
  /// and conflicts are found.
  @Test
  void theWorldsAreRough() {
    long unanswered = 0;
    long conflicts = 0;
    long raced = 0;
    for (long seed = 1; seed <= 20; seed++) {
      World world = Scenario.run(seed);
      for (History.Call call : world.history().calls()) {
        if (call.answer() instanceof History.Answer.Unknown) unanswered++;
      }
      for (SimulatedRegion region : world.regions()) {
        for (Conflict conflict : NoWriteIsLostInSilence.conflictsOf(region)) {
          conflicts++;
          if (conflict.kind() == ConflictKind.RACED_CONDITION) raced++;
        }
      }
    }
    assertThat(unanswered).isGreaterThan(20);
    assertThat(conflicts).isGreaterThan(200);
    assertThat(raced).isBetween(50L, conflicts - 50);
  }
}
