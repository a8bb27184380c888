package io.atolldb.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atolldb.clock.HybridTimestamp;
import io.atolldb.clock.RegionId;
import io.atolldb.fault.ApiFault;
import io.atolldb.fault.Refusal;
import io.atolldb.session.SessionToken;
import io.atolldb.session.Sessions;
import io.atolldb.version.VersionVector;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegionSessionsTest {

  private static final long LONG = 20_000;

  @AutoClose private PairOfRegions pair;
  private Sessions here;
  private Sessions there;

  @BeforeEach
  void open() throws Exception {
    pair = new PairOfRegions();
    here = pair.here.agents.sessions(LONG);
    there = pair.there.agents.sessions(LONG);
  }

  private static String tokenAfter(Sessions sessions) {
    return sessions.token(VersionVector.EMPTY);
  }

  @Test
  void whoBringsATokenReadsWhatWasWrittenBeforeItElsewhere() throws Exception {
    for (int round = 0; round < 20; round++) {
      pair.here.put("a", "round " + round);
      there.await(there.asked(tokenAfter(here)));

      assertThat(pair.there.text("a")).contains("round " + round);
    }
  }

  @Test
  void aRequestWaitsForTheWriteAndIsWokenByIt() throws Exception {
    pair.here.holdBack();
    pair.here.put("a", "late");
    VersionVector asked = there.asked(tokenAfter(here));
    CompletableFuture<String> reading =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                there.await(asked);
              } catch (Refusal refusal) {
                return refusal.fault().message();
              }
              return pair.there.text("a");
            },
            Thread::startVirtualThread);
    PairOfRegions.await("it waits", () -> pair.there.agents.link(pair.here.id()) != null);
    assertThat(reading).isNotDone();

    pair.here.letGo();
    assertThat(reading.get(LONG, TimeUnit.MILLISECONDS)).contains("late");
  }

  @Test
  void aRegionThatDoesNotCatchUpInTimeSaysWhomItWaitedFor() throws Exception {
    Sessions impatient = pair.there.agents.sessions(1);
    pair.here.holdBack();
    pair.here.put("a", "late");
    VersionVector asked = impatient.asked(tokenAfter(here));

    assertThatThrownBy(() -> impatient.await(asked))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal ->
                assertThat(refusal.fault())
                    .isEqualTo(
                        new ApiFault.NotCaughtUp(
                            "Region eu-west-1 has not caught up with what this session has seen of"
                                + " us-east-1; try again.")));
  }

  @Test
  void anAnswerKeepsWhatTheRequestHadSeenAlsoWhereItIsNotYet() throws Exception {
    pair.here.holdBack();
    pair.here.put("a", "late");
    VersionVector asked = there.asked(tokenAfter(here));

    assertThat(asked.isIncludedIn(SessionToken.decode(there.token(asked)))).isTrue();
    assertThat(asked.isIncludedIn(SessionToken.decode(tokenAfter(there)))).isFalse();
  }

  @Test
  void readsGoOnFromTheThirdRegionsWritesThatWereSeenElsewhere() throws Exception {
    pair.there.put("a", "from there");
    here.await(here.asked(tokenAfter(there)));
    String seenHere = tokenAfter(here);

    VersionVector seen = SessionToken.decode(seenHere);
    HybridTimestamp write =
        pair.here.core.state().read(Regions.TABLE, Regions.key("a")).version().timestamp();
    assertThat(write.region()).isEqualTo(pair.there.id());
    assertThat(seen.includes(write)).isTrue();
  }

  @Test
  void aRegionWithoutALinkHoldsNobodyUp() throws Exception {
    var stranger = HybridTimestamp.of(1_700_000_000_000L, 0, new RegionId("elsewhere"));
    here.await(here.asked(SessionToken.encode(VersionVector.of(stranger))));

    assertThat(pair.here.agents.links()).doesNotContainKey(stranger.region());
  }

  @Test
  void withoutATokenTheSameTextIsGivenUntilSomethingChanges() {
    pair.here.put("a", "one");
    String first = tokenAfter(here);
    assertThat(tokenAfter(here)).isSameAs(first);

    pair.here.put("a", "two");
    assertThat(tokenAfter(here)).isNotEqualTo(first);
  }

  @Test
  void whatIsNoTokenIsRefusedAsInvalid() {
    assertThatThrownBy(() -> here.asked("rubbish!"))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal ->
                assertThat(refusal.fault())
                    .isEqualTo(
                        new ApiFault.Validation(
                            "The value of x-atoll-session is not a token: it is not base64")));
  }
}
