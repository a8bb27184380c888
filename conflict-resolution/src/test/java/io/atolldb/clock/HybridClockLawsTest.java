package io.atolldb.clock;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.clock.HybridClock.Observation;
import io.atolldb.clock.MemoryBound.Failure;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// One region's clock through a life of jumps, remote timestamps, failing disks and crashes that
/// lose any part of the log.
class HybridClockLawsTest {

  private static final int SEEDS = 200;
  private static final int STEPS = 400;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, SEEDS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void neverRepeatsNeverFallsBehindWhatItSawAndIsAlwaysWithinItsBound(long seed) {
    var life = new Life(seed);
    for (int step = 0; step < STEPS; step++) life.step();
    assertThat(life.issuedCount).as("seed %d issued something", seed).isPositive();
  }

  private static final class Life {

    private static final RegionId HERE = new RegionId("ireland");
    private static final RegionId THERE = new RegionId("oregon");

    private final long seed;
    private final Random dice;
    private final MemoryBound bound = new MemoryBound();
    private long wallMillis = 1_000_000;
    private HybridClock clock;

    /// The latest ever issued, whatever was lost since.
    private long issued;

    private int issuedCount;

    /// The latest issued or accepted since the last restart, or found in the log by it.
    private long seen;

    Life(long seed) {
      this.seed = seed;
      this.dice = new Random(seed);
      this.clock = startedFrom(0);
    }

    private HybridClock startedFrom(long restored) {
      return new HybridClock(HERE, () -> wallMillis, DriftLimits.DEFAULT, bound, restored);
    }

    void step() {
      int what = dice.nextInt(100);
      if (what < 40) issue();
      else if (what < 65) observe();
      else if (what < 90) wallMillis += dice.nextLong(20);
      else if (what < 95) wallMillis += dice.nextLong(-8_000, 8_000);
      else if (what < 98) restart();
      else issueWhileTheDiskFails();
    }

    private void issue() {
      try {
        follows(clock.next());
      } catch (ClockBound.NotPersisted impossible) {
        throw new AssertionError(impossible);
      }
    }

    private void follows(HybridTimestamp next) {
      assertThat(next.packed()).as("seed %d: above all issued", seed).isGreaterThan(issued);
      assertThat(next.packed()).as("seed %d: above all seen", seed).isGreaterThan(seen);
      assertThat(next.wallMillis())
          .as("seed %d: real time", seed)
          .isGreaterThanOrEqualTo(wallMillis);
      assertThat(next.packed()).as("seed %d: within", seed).isLessThanOrEqualTo(bound.restored());
      assertThat(clock.latest()).as("seed %d: latest", seed).isEqualTo(next.packed());
      issued = next.packed();
      seen = issued;
      issuedCount++;
    }

    private void observe() {
      long millis = wallMillis + dice.nextLong(-2_000, 7_000);
      var remote = HybridTimestamp.of(millis, dice.nextInt(4), THERE);
      boolean drags = remote.packed() > clock.latest();
      Observation observation = clock.observe(remote);

      boolean held = drags && millis - wallMillis > DriftLimits.DEFAULT.holdMillis();
      assertThat(observation == Observation.TOO_FAR_AHEAD).as("seed %d", seed).isEqualTo(held);
      if (!held) seen = Math.max(seen, remote.packed());
      assertThat(clock.latest()).as("seed %d", seed).isGreaterThanOrEqualTo(seen);
    }

    /// The log keeps any part of what was issued and seen: all, nothing, or half.
    private void restart() {
      long inLog = dice.nextInt(3) == 0 ? seen : dice.nextLong(seen + 1);
      clock = startedFrom(inLog);
      seen = inLog;
    }

    private void issueWhileTheDiskFails() {
      bound.fails(dice.nextBoolean() ? Failure.BEFORE_DURABLE : Failure.AFTER_DURABLE);
      long before = clock.latest();
      try {
        follows(clock.next()); // Below the bound no disk is needed.
      } catch (ClockBound.NotPersisted expected) {
        assertThat(clock.latest()).as("seed %d: nothing issued", seed).isEqualTo(before);
      }
      bound.fails(Failure.NONE);
    }
  }
}
