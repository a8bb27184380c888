package io.atolldb.region;

import static io.atolldb.region.Listening.BEGINNING;
import static io.atolldb.region.Listening.THIRD;
import static io.atolldb.region.Regions.HERE;
import static io.atolldb.region.Regions.THERE;
import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.globaltable.MemberStatus;
import io.atolldb.version.VersionVector;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Which tombstones go, when, and how many at a time.
class TombstoneSweeperTest {

  private static final long PERIOD = 1_000;
  private static final long STEP = 10;

  /// Before anything that this region wrote.
  private static final long BEFORE_ALL = BEGINNING - 1;

  private Listening region;
  private TombstoneSweeper sweeper;

  @BeforeEach
  void open() throws Exception {
    var pace = new TombstoneSweeper.Pace(PERIOD, STEP);
    region = new Listening(TombstoneSweeper.Pace.USUAL);
    sweeper =
        new TombstoneSweeper(
            region.core.state(),
            region.core.writer(),
            new TreeMap<>(region.agents.links()),
            () -> region.millis[0],
            pace);
  }

  @Test
  void letsGoOfWhatAllHaveSeenAndOfNothingElse() {
    region.deletes("seen");
    Regions.put(region.core, "live", "ours");
    region.core.writer().doWork();
    allHaveSeen(ownLatest());
    region.passes(5);
    region.deletes("later");

    sweeps(PERIOD);

    assertThat(region.read("seen").wasWritten()).isFalse();
    assertThat(region.read("live").exists()).isTrue();
    assertThat(region.read("later").isTombstone()).isTrue();
    assertThat(region.core.state().tombstones(Regions.TABLE)).isEqualTo(1);
    assertThat(region.core.state().floor(Regions.TABLE).packed(HERE)).isEqualTo(stableOf());
  }

  @Test
  void doesNothingBeforeItsPeriodIsOver() {
    region.deletes("a");
    allHaveSeen(ownLatest());

    region.passes(PERIOD - 1);
    assertThat(sweeper.doWork()).isZero();
    assertThat(region.read("a").isTombstone()).isTrue();

    sweeps(1);
    assertThat(region.read("a").wasWritten()).isFalse();
  }

  @Test
  void oneMemberThatHasNotSeenTheDeleteKeepsIt() {
    region.deletes("a");
    region.settles(THERE, BEGINNING, Listening.vector(HERE, ownLatest()));
    region.settles(THIRD, BEGINNING, Listening.vector(HERE, BEFORE_ALL));

    sweeps(PERIOD);
    assertThat(region.read("a").isTombstone()).isTrue();

    region.settles(THIRD, BEGINNING, Listening.vector(HERE, ownLatest()));
    sweeps(PERIOD);
    assertThat(region.read("a").wasWritten()).isFalse();
  }

  @Test
  void goesThroughAllOfThemInBoundedSteps() {
    int many = 2 * TombstoneSweeper.STEP_TOMBSTONES + 1;
    for (int at = 0; at < many; at++) region.deletes("a-" + at);
    allHaveSeen(ownLatest());
    region.passes(PERIOD);

    assertThat(sweeper.doWork()).as("a round begins").isEqualTo(1);
    assertThat(sweeper.doWork()).isEqualTo(TombstoneSweeper.STEP_TOMBSTONES);
    region.passes(STEP);
    assertThat(sweeper.doWork()).as("the writer has not answered").isZero();
    region.core.writer().doWork();
    region.passes(-1);
    assertThat(sweeper.doWork()).as("its time is not over").isZero();
    assertThat(forgotten()).isEqualTo(TombstoneSweeper.STEP_TOMBSTONES);

    sweeps(STEP);
    sweeps(STEP);
    assertThat(forgotten()).isEqualTo(many);
    assertThat(region.core.state().tombstones(Regions.TABLE)).isZero();
  }

  @Test
  void readsATableAgainOnlyWhenMoreHasBeenSeen() {
    region.deletes("seen");
    long stable = ownLatest();
    region.passes(5);
    region.deletes("later");
    allHaveSeen(stable);
    sweeps(PERIOD);
    long logged = region.core.log().lastSequence();

    region.passes(PERIOD);
    assertThat(sweeper.doWork()).as("nothing is new").isZero();
    assertThat(region.core.log().lastSequence()).isEqualTo(logged);

    allHaveSeen(ownLatest());
    sweeps(PERIOD);
    assertThat(region.read("later").wasWritten()).isFalse();
  }

  @Test
  void aRoundThatBeganWithOtherMembersForgetsNothing() {
    region.deletes("a");
    allHaveSeen(ownLatest());
    region.passes(PERIOD);
    sweeper.doWork(); // a round begins

    region.becomes(THIRD, MemberStatus.REMOVED);
    assertThat(sweeper.doWork()).as("it asks").isPositive();
    region.core.writer().doWork();

    assertThat(region.read("a").isTombstone()).isTrue();
    assertThat(forgotten()).isZero();
  }

  @Test
  void saysWhoHoldsItBackAndForHowLong() {
    assertThat(sweeper.figures(Regions.TABLE)).isNull();
    region.deletes("a");
    allHaveSeen(ownLatest());
    sweeps(PERIOD);
    VersionVector stable = figures().stable();
    assertThat(figures().heldBackBy()).isNull();
    assertThat(sweeper.ageMillis(figures())).isZero();

    region.isUnreadable(THERE);
    sweeps(PERIOD);

    assertThat(figures().heldBackBy()).isEqualTo(HERE);
    assertThat(figures().stable()).as("as it was known last").isEqualTo(stable);
    assertThat(sweeper.ageMillis(figures())).isEqualTo(PERIOD);
    assertThat(sweeper.knownToAll(region.table(), HERE)).isEqualTo(stable.packed(HERE));
  }

  private TombstoneSweeper.Figures figures() {
    var figures = sweeper.figures(Regions.TABLE);
    assertThat(figures).isNotNull();
    return figures;
  }

  private long stableOf() {
    VersionVector stable = figures().stable();
    assertThat(stable).isNotNull();
    return stable.packed(HERE);
  }

  private long forgotten() {
    return region.core.state().tombstonesForgotten(Regions.TABLE);
  }

  /// In milliseconds, rounded up.
  private long ownLatest() {
    return region.millis[0] + 1;
  }

  private void allHaveSeen(long atMillis) {
    region.settles(THERE, BEGINNING, Listening.vector(HERE, atMillis));
    region.settles(THIRD, BEGINNING, Listening.vector(HERE, atMillis));
  }

  private void sweeps(long afterMillis) {
    region.passes(afterMillis);
    while (sweeper.doWork() > 0) region.core.writer().doWork();
  }
}
