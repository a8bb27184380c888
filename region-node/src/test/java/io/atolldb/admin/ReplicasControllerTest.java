package io.atolldb.admin;

import static io.atolldb.region.Listening.BEGINNING;
import static io.atolldb.region.Listening.THIRD;
import static io.atolldb.region.Regions.HERE;
import static io.atolldb.region.Regions.THERE;
import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.admin.ReplicasController.Replica;
import io.atolldb.admin.ReplicasController.TableView;
import io.atolldb.clock.HybridTimestamp;
import io.atolldb.clock.RegionId;
import io.atolldb.globaltable.Member;
import io.atolldb.globaltable.MemberStatus;
import io.atolldb.region.Listening;
import io.atolldb.region.RegionAgents;
import io.atolldb.region.Regions;
import io.atolldb.region.TombstoneSweeper;
import io.atolldb.version.VersionVector;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What an operator is shown of replicas and of deletes that are remembered.
class ReplicasControllerTest {

  private static final long PERIOD = 100;

  private Listening region;
  private ReplicasController controller;

  @BeforeEach
  void open() throws Exception {
    region = new Listening(new TombstoneSweeper.Pace(PERIOD, 1));
    controller = new ReplicasController(region.core, region.agents);
  }

  @Test
  void everyReplicaIsListedWithWhoDecidedItsState() {
    TableView table = only();

    assertThat(table.table()).isEqualTo("t");
    assertThat(table.here()).isTrue();
    assertThat(table.replicas())
        .extracting(Replica::region)
        .containsExactly(THIRD.name(), THERE.name(), HERE.name());
    assertThat(table.replicas()).extracting(Replica::status).containsOnly("ACTIVE");
    assertThat(table.replicas()).extracting(Replica::decidedIn).containsOnly(HERE.name());
    assertThat(table.replicas()).extracting(Replica::evicted).containsOnly(false);
    assertThat(table.replicas()).extracting(Replica::silentSince).containsOnlyNulls();
  }

  @Test
  void whoIsSilentForLongIsShownSinceWhenItIs() {
    region.passes(RegionAgents.REACH_MILLIS);
    assertThat(of(THERE.name()).silentSince()).as("not yet for long").isNull();

    region.passes(1);
    assertThat(of(THERE.name()).silentSince()).isEqualTo(time(BEGINNING));
    assertThat(of(HERE.name()).silentSince()).as("it is here").isNull();

    region.settles(THERE, BEGINNING, Listening.vector(HERE, BEGINNING));
    assertThat(of(THERE.name()).silentSince()).as("it was heard").isNull();
    assertThat(of(THIRD.name()).silentSince()).isEqualTo(time(BEGINNING));
  }

  @Test
  void whoWasRemovedIsEvictedAndLaterKnowsIt() {
    region.becomes(THIRD, MemberStatus.REMOVED);

    assertThat(of(THIRD.name()).evicted()).isTrue();
    assertThat(of(THIRD.name()).knows()).isFalse();
    assertThat(of(THIRD.name()).decidedIn()).isEqualTo(HERE.name());

    Member removed = region.table().descriptor().members().get(THIRD);
    region.says(THIRD, removed.fencedAt(HybridTimestamp.of(BEGINNING + 5, 0, THIRD)));

    assertThat(of(THIRD.name()).evicted()).isTrue();
    assertThat(of(THIRD.name()).knows()).isTrue();
    assertThat(of(THIRD.name()).since()).isEqualTo(time(BEGINNING + 5));

    region.becomes(THIRD, MemberStatus.CREATING);
    assertThat(of(THIRD.name()).evicted()).isFalse();
    assertThat(of(THIRD.name()).epoch()).isEqualTo(1);
  }

  @Test
  void whoLeftByItselfIsNotEvicted() {
    Member before = region.table().descriptor().members().get(THIRD);
    var own = HybridTimestamp.of(BEGINNING + 5, 0, THIRD);
    region.says(THIRD, before.with(MemberStatus.REMOVED, own, ""));

    assertThat(of(THIRD.name()).status()).isEqualTo("REMOVED");
    assertThat(of(THIRD.name()).evicted()).isFalse();
    assertThat(of(THIRD.name()).knows()).isTrue();
  }

  @Test
  void deletesAreShownUntilAllHaveSeenThemAndWhoHoldsThemBack() {
    region.deletes("a");
    assertThat(deletes().tombstones()).isEqualTo(1);
    assertThat(deletes().stableAgeMillis()).as("never computed").isNegative();

    region.settles(THERE, BEGINNING, Listening.vector(HERE, BEGINNING + 1));
    region.passes(PERIOD);
    region.runAll();
    assertThat(deletes().heldBackBy()).isEqualTo(THIRD.name());
    assertThat(deletes().stable()).isEmpty();

    region.settles(THIRD, BEGINNING, Listening.vector(HERE, BEGINNING + 1));
    region.passes(PERIOD);
    region.runAll();
    assertThat(deletes().heldBackBy()).isNull();
    assertThat(deletes().stable()).containsKeys(HERE.name());
    assertThat(deletes().stableAgeMillis()).isNotNegative();
    assertThat(deletes().tombstones()).isZero();
    assertThat(deletes().forgotten()).isEqualTo(1);
  }

  @Test
  void aMemberThatFallsSilentIsNamedWhileDeletesWaitForIt() {
    settlesEverywhere();
    region.runAll();
    assertThat(deletes().heldBackBy()).as("nothing waits").isNull();

    region.deletes("b");
    rounds(THERE);
    assertThat(deletes().tombstones()).isEqualTo(1);
    assertThat(deletes().heldBackBy()).isEqualTo(THIRD.name());

    settlesEverywhere();
    region.runAll();
    assertThat(deletes().tombstones()).isZero();
    region.passes(PERIOD);
    region.runAll();
    assertThat(deletes().heldBackBy()).isNull();
  }

  @Test
  void aMemberThatIsHeardButDoesNotHearThisRegionIsNamedToo() {
    settlesEverywhere();
    region.runAll();
    long deaf = region.core.state().ownLatest();

    region.deletes("b");
    for (int round = 0; round < 3; round++) {
      region.settles(THERE, BEGINNING, heardOfThis());
      region.settles(THIRD, BEGINNING, VersionVector.of(new HybridTimestamp(deaf, HERE)));
      region.passes(PERIOD);
      region.runAll();
    }

    assertThat(deletes().tombstones()).isEqualTo(1);
    assertThat(deletes().heldBackBy()).isEqualTo(THIRD.name());
  }

  /// Rounds of the sweeper in which one region alone says what it has seen.
  private void rounds(RegionId heard) {
    for (int round = 0; round < 3; round++) {
      region.settles(heard, BEGINNING, heardOfThis());
      region.passes(PERIOD);
      region.runAll();
    }
  }

  private void settlesEverywhere() {
    region.settles(THERE, BEGINNING, heardOfThis());
    region.settles(THIRD, BEGINNING, heardOfThis());
    region.passes(PERIOD);
  }

  private VersionVector heardOfThis() {
    return VersionVector.of(new HybridTimestamp(region.core.state().ownLatest(), HERE));
  }

  @Test
  void ofATableThatIsNotHereNoDeletesAreShown() {
    region.becomes(HERE, MemberStatus.REMOVED);

    assertThat(only().here()).isFalse();
    assertThat(only().deletes()).isNull();
    assertThat(only().id()).isEqualTo(Regions.TABLE.toString());
  }

  private ReplicasController.Deletes deletes() {
    var deletes = only().deletes();
    assertThat(deletes).isNotNull();
    return deletes;
  }

  private Replica of(String name) {
    return only().replicas().stream()
        .filter(replica -> replica.region().equals(name))
        .findAny()
        .orElseThrow();
  }

  private TableView only() {
    assertThat(controller.tables()).hasSize(1);
    return controller.tables().getFirst();
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }
}
