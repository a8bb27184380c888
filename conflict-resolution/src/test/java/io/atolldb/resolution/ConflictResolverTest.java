package io.atolldb.resolution;

import static io.atolldb.resolution.ConflictResolver.resolve;
import static io.atolldb.resolution.Resolution.Outcome.ALREADY_INCLUDED;
import static io.atolldb.resolution.Resolution.Outcome.APPLIED;
import static io.atolldb.resolution.Resolution.Outcome.APPLIED_OVER_CONFLICT;
import static io.atolldb.resolution.Resolution.Outcome.KEPT_OVER_CONFLICT;
import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.clock.HybridTimestamp;
import io.atolldb.clock.RegionId;
import io.atolldb.version.Version;
import io.atolldb.version.VersionVector;
import io.atolldb.version.Versioned;
import io.atolldb.version.Versioned.Live;
import io.atolldb.version.Versioned.Tombstone;
import org.junit.jupiter.api.Test;

/// The cases worth a sentence; the laws are in [ResolverLawsTest].
class ConflictResolverTest {

  private static final RegionId IRELAND = new RegionId("ireland");
  private static final RegionId OREGON = new RegionId("oregon");
  private static final RegionId TOKYO = new RegionId("tokyo");

  @Test
  void everyWriteWinsAgainstAKeyNobodyWrote() {
    var write = put("first", at(1, IRELAND));

    assertThat(resolve(Versioned.neverWritten(), write))
        .isEqualTo(new Resolution<>(write, APPLIED));
    assertThat(resolve(write, Versioned.neverWritten()))
        .isEqualTo(new Resolution<>(write, ALREADY_INCLUDED));
  }

  @Test
  void nothingMeetingNothingIsNothing() {
    Versioned<String> never = Versioned.neverWritten();

    assertThat(resolve(never, never)).isEqualTo(new Resolution<>(never, ALREADY_INCLUDED));
  }

  @Test
  void aWriteThatHasSeenOursReplacesItWithoutLoss() {
    var ours = put("empty", at(1, IRELAND));
    var theirs = put("one book", at(2, OREGON), at(1, IRELAND));

    assertThat(resolve(ours, theirs)).isEqualTo(new Resolution<>(theirs, APPLIED));
  }

  @Test
  void ofTwoWritesThatDidNotKnowEachOtherTheLaterIsKeptAndBothSidesReportTheLoss() {
    var early = put("one book", at(5, OREGON));
    var late = put("two pens", at(7, IRELAND));
    var kept = put("two pens", at(7, IRELAND), at(5, OREGON));

    assertThat(resolve(early, late)).isEqualTo(new Resolution<>(kept, APPLIED_OVER_CONFLICT));
    assertThat(resolve(late, early)).isEqualTo(new Resolution<>(kept, KEPT_OVER_CONFLICT));
  }

  @Test
  void ofTwoWritesOfTheSameTimeTheRegionsNameDecides() {
    var ireland = put("one book", at(5, IRELAND));
    var oregon = put("two pens", at(5, OREGON));
    var kept = put("two pens", at(5, OREGON), at(5, IRELAND));

    assertThat(resolve(ireland, oregon)).isEqualTo(new Resolution<>(kept, APPLIED_OVER_CONFLICT));
    assertThat(resolve(oregon, ireland)).isEqualTo(new Resolution<>(kept, KEPT_OVER_CONFLICT));
  }

  @Test
  void aLateDeleteWinsLikeAnyOtherWrite() {
    var ours = put("one book", at(5, OREGON));
    var theirs = delete(at(7, IRELAND));

    assertThat(resolve(ours, theirs))
        .isEqualTo(new Resolution<>(delete(at(7, IRELAND), at(5, OREGON)), APPLIED_OVER_CONFLICT));
  }

  @Test
  void aDeletedItemDoesNotComeBackWithAnOldWrite() {
    var ours = delete(at(7, IRELAND), at(5, OREGON));
    var theirs = put("one book", at(5, OREGON));

    assertThat(resolve(ours, theirs)).isEqualTo(new Resolution<>(ours, ALREADY_INCLUDED));
  }

  @Test
  void aWriteThatLostHereIsStillRecognisedWhenItArrivesAgain() {
    var loser = put("one book", at(5, OREGON));
    var once = resolve(put("two pens", at(7, IRELAND)), loser).merged();

    assertThat(resolve(once, loser)).isEqualTo(new Resolution<>(once, ALREADY_INCLUDED));
  }

  /// Whole vectors are concurrent here: ours remembers Oregon's loser, which Tokyo never saw.
  @Test
  void aLossThatWasReportedIsNotReportedAgain() {
    var ours = put("two pens", at(7, IRELAND), at(5, OREGON));
    var theirs = put("two pens, one ruler", at(9, TOKYO), at(7, IRELAND));

    assertThat(resolve(ours, theirs))
        .isEqualTo(
            new Resolution<>(
                put("two pens, one ruler", at(9, TOKYO), at(7, IRELAND), at(5, OREGON)), APPLIED));
  }

  @Test
  void aWriteThatOnlySawTheLoserIsInConflictWithTheWinner() {
    var ours = put("two pens", at(7, IRELAND), at(5, OREGON));
    var theirs = put("two books", at(9, OREGON), at(5, OREGON));

    assertThat(resolve(ours, theirs).outcome()).isEqualTo(APPLIED_OVER_CONFLICT);
  }

  /// The losing region learns from a copy, not from the stream: the loss stands in the conflict log
  /// of the region where the two writes met.
  @Test
  void aCopiedStateInWhichOurWriteAlreadyLostIsAppliedWithoutASecondReport() {
    var ours = put("one book", at(5, OREGON));
    var copied = put("two pens", at(7, IRELAND), at(5, OREGON));

    assertThat(resolve(ours, copied)).isEqualTo(new Resolution<>(copied, APPLIED));
  }

  @Test
  void anExpiryLosesAgainstAnUpdateThatItHadNotSeenHoweverLateItIs() {
    var item = Version.NEVER.succeededBy(at(5, IRELAND));
    var update = new Live<>("extended", item.succeededBy(at(7, IRELAND)));
    var expiry = new Tombstone<String>(item.expiredBy(at(900, OREGON)));
    var joined = update.version().vector().join(expiry.version().vector());
    var kept = update.withVersion(new Version(at(7, IRELAND), joined));

    assertThat(resolve(expiry, update)).isEqualTo(new Resolution<>(kept, APPLIED_OVER_CONFLICT));
    assertThat(resolve(update, expiry)).isEqualTo(new Resolution<>(kept, KEPT_OVER_CONFLICT));
    assertThat(resolve(kept, expiry)).isEqualTo(new Resolution<>(kept, ALREADY_INCLUDED));
  }

  /// The second expiry must not pass for the first one, which lost.
  @Test
  void anItemThatOutlivedOneExpiryIsRemovedByTheNextOfTheSameRegion() {
    var item = Version.NEVER.succeededBy(at(5, IRELAND));
    var update = new Live<>("extended", item.succeededBy(at(7, IRELAND)));
    var first = new Tombstone<String>(item.expiredBy(at(900, OREGON)));
    var outlived = resolve(update, first).merged();
    var second = new Tombstone<String>(outlived.version().expiredBy(at(990, OREGON)));

    assertThat(resolve(outlived, second)).isEqualTo(new Resolution<>(second, APPLIED));
    assertThat(resolve(second, outlived)).isEqualTo(new Resolution<>(second, ALREADY_INCLUDED));
  }

  private static HybridTimestamp at(long wallMillis, RegionId region) {
    return HybridTimestamp.of(wallMillis, 0, region);
  }

  private static Versioned<String> put(String value, HybridTimestamp... included) {
    return new Live<>(value, version(included));
  }

  private static Versioned<String> delete(HybridTimestamp... included) {
    return new Tombstone<>(version(included));
  }

  private static Version version(HybridTimestamp... included) {
    VersionVector vector = VersionVector.EMPTY;
    for (HybridTimestamp write : included) vector = vector.with(write);
    return Version.of(vector);
  }
}
