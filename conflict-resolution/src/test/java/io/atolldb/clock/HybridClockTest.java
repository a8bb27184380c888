package io.atolldb.clock;

import static io.atolldb.clock.HybridClock.BOUND_STEP_MILLIS;
import static io.atolldb.clock.HybridClock.BOUND_STEP_MILLIS_MIN;
import static io.atolldb.clock.HybridClock.Observation.ACCEPTED;
import static io.atolldb.clock.HybridClock.Observation.AHEAD;
import static io.atolldb.clock.HybridClock.Observation.TOO_FAR_AHEAD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atolldb.clock.MemoryBound.Failure;
import org.junit.jupiter.api.Test;

class HybridClockTest {

  private static final RegionId HERE = new RegionId("ireland");
  private static final RegionId THERE = new RegionId("oregon");
  private static final long START = 1_000_000;

  private final MemoryBound bound = new MemoryBound();
  private long wallMillis = START;

  @Test
  void aTimestampIsTheWallClocksTimeAndACounterWithinOneMillisecond() throws Exception {
    HybridClock clock = started();

    assertThat(clock.next()).isEqualTo(at(START, 0));
    assertThat(clock.next()).isEqualTo(at(START, 1));
    wallMillis++;
    assertThat(clock.next()).isEqualTo(at(START + 1, 0));
    assertThat(clock.latest()).isEqualTo(at(START + 1, 0).packed());
    assertThat(clock.region()).isEqualTo(HERE);
  }

  @Test
  void aWallClockThatJumpsBackDoesNotTakeTheTimestampsWithIt() throws Exception {
    HybridClock clock = started();
    clock.next();
    wallMillis -= START / 2;
    assertThat(clock.next()).isEqualTo(at(START, 1));

    wallMillis = -1; // before 1970
    assertThat(clock.next()).isEqualTo(at(START, 2));
  }

  @Test
  void aFullCounterCarriesIntoTheMilliseconds() throws Exception {
    bound.holds(HybridTimestamp.pack(START, HybridTimestamp.COUNTER_MAX));

    assertThat(started().next()).isEqualTo(at(START + 1, 0));
  }

  @Test
  void aWriteAfterARemoteOneFollowsItThoughTheWallClockIsBehind() throws Exception {
    HybridClock clock = started();

    assertThat(clock.observe(remote(START + 400, 7))).isEqualTo(ACCEPTED);
    assertThat(clock.next()).isEqualTo(at(START + 400, 8));
  }

  @Test
  void aRemoteTimestampBehindOursChangesNothing() throws Exception {
    HybridClock clock = started();
    clock.next();

    assertThat(clock.observe(remote(START - 900, 0))).isEqualTo(ACCEPTED);
    assertThat(clock.next()).isEqualTo(at(START, 1));
  }

  @Test
  void aRemoteClockAheadIsWarnedOfFirstAndHeldThen() {
    HybridClock clock = started();

    assertThat(clock.observe(remote(START + 500, 0))).isEqualTo(ACCEPTED);
    assertThat(clock.observe(remote(START + 501, 0))).isEqualTo(AHEAD);
    assertThat(clock.observe(remote(START + 5_000, 0))).isEqualTo(AHEAD);
    assertThat(clock.latest()).isEqualTo(remote(START + 5_000, 0).packed());
    assertThat(clock.observe(remote(START + 5_001, 0))).isEqualTo(TOO_FAR_AHEAD);
    assertThat(clock.latest()).isEqualTo(remote(START + 5_000, 0).packed());
  }

  @Test
  void aHeldTimestampIsAcceptedWhenTimeHasCaughtUp() {
    HybridClock clock = started();
    HybridTimestamp early = remote(START + 6_000, 0);
    assertThat(clock.observe(early)).isEqualTo(TOO_FAR_AHEAD);
    assertThat(clock.aheadMillis(early.packed())).isEqualTo(6_000);

    wallMillis += 1_000;
    assertThat(clock.observe(early)).isEqualTo(AHEAD);
  }

  /// Else a region whose clock is corrected by minutes would hold every link for minutes.
  @Test
  void whatTheClockHasPassedIsNotHeldWhenTheWallClockJumpsBack() throws Exception {
    HybridClock clock = started();
    clock.next();
    wallMillis -= 60_000;

    assertThat(clock.observe(remote(START - 10, 0))).isEqualTo(AHEAD);
    assertThat(clock.observe(remote(START + 10, 0))).isEqualTo(TOO_FAR_AHEAD);
  }

  @Test
  void theBoundIsDurableBeforeItIsNeededAndSeldomRaised() throws Exception {
    HybridClock clock = started();
    for (int millis = 0; millis < 10 * BOUND_STEP_MILLIS; millis++) {
      assertThat(clock.next().packed()).isLessThanOrEqualTo(bound.restored());
      wallMillis++;
    }

    assertThat(bound.raises()).isBetween(9, 11);
  }

  @Test
  void aRestartBeginsAboveTheBoundEvenWhenTheLogLostItsTail() throws Exception {
    HybridTimestamp last = started().next();
    long promised = bound.restored();
    wallMillis -= 10;

    assertThat(started().next().packed()).isGreaterThan(promised).isGreaterThan(last.packed());
  }

  @Test
  void aRestartFollowsTheRemoteWritesInTheLogToo() throws Exception {
    HybridTimestamp inLog = remote(START + 4_900, 3);
    HybridClock clock =
        new HybridClock(HERE, () -> START, DriftLimits.DEFAULT, bound, inLog.packed());

    assertThat(clock.next()).isEqualTo(at(START + 4_900, 4));
    assertThat(bound.restored()).isGreaterThan(inLog.packed());
  }

  @Test
  void aRegionThatRestartsAgainAndAgainDoesNotRunIntoTheFuture() throws Exception {
    for (int restart = 0; restart < 20; restart++) started().next();

    long aheadMillis = (bound.restored() >>> HybridTimestamp.COUNTER_BITS) - wallMillis;
    assertThat(aheadMillis)
        .isLessThanOrEqualTo(BOUND_STEP_MILLIS + 20 * (BOUND_STEP_MILLIS_MIN + 1))
        .isLessThan(DriftLimits.DEFAULT.holdMillis());
  }

  @Test
  void withoutADurableBoundNoTimestampIsIssued() throws Exception {
    HybridClock clock = started();
    bound.fails(Failure.BEFORE_DURABLE);
    assertThatThrownBy(clock::next).isInstanceOf(ClockBound.NotPersisted.class);
    assertThatThrownBy(clock::next).isInstanceOf(ClockBound.NotPersisted.class);
    assertThat(clock.latest()).isZero();

    bound.fails(Failure.NONE);
    assertThat(clock.next()).isEqualTo(at(START, 0));
  }

  @Test
  void driftLimitsThatContradictEachOtherAreRefused() {
    assertThatThrownBy(() -> new DriftLimits(500, 499)).hasMessageContaining("0 <= warn <= hold");
    assertThatThrownBy(() -> new DriftLimits(-1, 5)).hasMessageContaining("0 <= warn <= hold");
    assertThat(new DriftLimits(0, 0).holdMillis()).isZero();
  }

  private HybridClock started() {
    return new HybridClock(HERE, () -> wallMillis, DriftLimits.DEFAULT, bound, 0);
  }

  private static HybridTimestamp at(long millis, int counter) {
    return HybridTimestamp.of(millis, counter, HERE);
  }

  private static HybridTimestamp remote(long millis, int counter) {
    return HybridTimestamp.of(millis, counter, THERE);
  }
}
