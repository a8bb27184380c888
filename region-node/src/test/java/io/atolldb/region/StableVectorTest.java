package io.atolldb.region;

import static io.atolldb.region.Listening.BEGINNING;
import static io.atolldb.region.Listening.THIRD;
import static io.atolldb.region.Regions.HERE;
import static io.atolldb.region.Regions.THERE;
import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.clock.HybridTimestamp;
import io.atolldb.clock.RegionId;
import io.atolldb.globaltable.Member;
import io.atolldb.globaltable.MemberStatus;
import io.atolldb.version.VersionVector;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every region has seen that may still write to a table.
class StableVectorTest {

  private Listening region;
  private long own;

  @BeforeEach
  void open() throws Exception {
    region = new Listening(TombstoneSweeper.Pace.USUAL);
    Regions.put(region.core, "a", "ours");
    region.core.writer().doWork();
    own = region.core.state().ownLatest();
  }

  @Test
  void isTheLeastOfWhatAllHaveSeen() {
    region.settles(THERE, BEGINNING + 50, seen(BEGINNING, 700));
    region.settles(THIRD, BEGINNING + 60, seen(BEGINNING - 9, 40));

    VersionVector stable = stable();
    assertThat(stable.packed(HERE)).as("the third has seen least of this").isEqualTo(at(-9));
    assertThat(stable.packed(THERE)).as("the third has seen less than is here").isEqualTo(at(40));
    assertThat(stable.packed(THIRD)).as("here is less than there").isEqualTo(at(60));
  }

  @Test
  void doesNotGoBeyondWhatIsHere() {
    region.settles(THERE, BEGINNING + 50, seen(BEGINNING + 900, 900));
    region.settles(THIRD, BEGINNING + 60, seen(BEGINNING + 900, 900));

    assertThat(stable().packed(HERE)).isEqualTo(own);
    assertThat(stable().packed(THERE)).isEqualTo(at(50));
    assertThat(stable().packed(THIRD)).isEqualTo(at(60));
  }

  @Test
  void aSilentMemberHoldsItBackForAsLongAsItTakes() {
    region.settles(THERE, BEGINNING + 50, seen(BEGINNING, 0));
    region.passes(365L * 24 * 3_600_000);

    assertThat(answer().vector()).isNull();
    assertThat(answer().heldBackBy()).isEqualTo(THIRD);
  }

  @Test
  void aWordThatKnowsOtherMembersDoesNotCount() {
    region.settles(THERE, BEGINNING + 50, seen(BEGINNING, 0));
    long others = region.table().descriptor().membership() + 1;
    region.settles(THIRD, BEGINNING + 60, seen(BEGINNING, 0), others);

    assertThat(answer().heldBackBy()).isEqualTo(THIRD);
  }

  @Test
  void aMemberThatIsNoNeighbourHoldsItBack() {
    var stranger = new RegionId("mars-1");
    region.becomes(stranger, MemberStatus.CREATING);
    region.settles(THERE, BEGINNING + 50, seen(BEGINNING, 0));
    region.settles(THIRD, BEGINNING + 60, seen(BEGINNING, 0));

    assertThat(answer().heldBackBy()).isEqualTo(stranger);
  }

  @Test
  void whoWasRemovedIsNotWaitedForOnceWhatIsHereOfItWasSentOn() {
    region.becomes(THIRD, MemberStatus.REMOVED);
    region.settles(THERE, BEGINNING + 50, seen(BEGINNING, 0));
    assertThat(answer().heldBackBy()).as("it owes the others a relay").isEqualTo(HERE);

    int epoch = region.table().descriptor().members().get(THIRD).epoch();
    region.core.writer().relay(Regions.TABLE, THIRD, epoch, List.of(), true);
    region.core.writer().doWork();

    assertThat(stable().packed(HERE)).isEqualTo(at(0));
    assertThat(stable().packed(THERE)).isEqualTo(at(50));
  }

  @Test
  void ofWhoLeftByItselfEverythingThatItWroteBeforeIsAwaited() {
    long left = BEGINNING + 500;
    region.says(THIRD, gone(left));
    region.settles(THERE, BEGINNING + 50, seen(BEGINNING, 900));
    assertThat(answer().heldBackBy()).as("what it wrote may be under way").isEqualTo(THIRD);

    region.settles(THIRD, left, seen(BEGINNING, 0));

    assertThat(answer().heldBackBy()).isNull();
    assertThat(stable().packed(THIRD)).as("and nothing later").isEqualTo(at(500));
  }

  @Test
  void whatLiesInQuarantineMayBeOlderThanAnything() {
    region.settles(THERE, BEGINNING + 50, seen(BEGINNING, 0));
    region.settles(THIRD, BEGINNING + 60, seen(BEGINNING, 0));
    assertThat(answer().vector()).isNotNull();

    region.isUnreadable(THERE);

    assertThat(answer().vector()).isNull();
    assertThat(answer().heldBackBy()).isEqualTo(HERE);
  }

  private Member gone(long atMillis) {
    Member before = region.table().descriptor().members().get(THIRD);
    return before.with(MemberStatus.REMOVED, HybridTimestamp.of(atMillis, 0, THIRD), "");
  }

  private StableVector.Answer answer() {
    return new StableVector(region.core.state(), new TreeMap<>(region.agents.links()))
        .of(region.table());
  }

  private VersionVector stable() {
    VersionVector vector = answer().vector();
    assertThat(vector).isNotNull();
    return vector;
  }

  /// Of this region up to a time; of the other two so many milliseconds behind the beginning.
  private static VersionVector seen(long ofThis, long ofOthers) {
    return Listening.vector(HERE, ofThis)
        .join(Listening.vector(THERE, BEGINNING + ofOthers))
        .join(Listening.vector(THIRD, BEGINNING + ofOthers));
  }

  private static long at(long millis) {
    return HybridTimestamp.of(BEGINNING + millis, 0, HERE).packed();
  }
}
