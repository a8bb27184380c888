package io.atolldb.replication;

import static io.atolldb.replication.Changes.CARTS;
import static io.atolldb.replication.Changes.IRELAND;
import static io.atolldb.replication.Changes.OREGON;
import static io.atolldb.replication.Changes.change;
import static io.atolldb.replication.Changes.heartbeat;
import static io.atolldb.replication.Changes.packed;
import static io.atolldb.replication.Changes.put;
import static io.atolldb.replication.Changes.vector;
import static io.atolldb.replication.FakeTime.START_MILLIS;
import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.item.Bytes;
import io.atolldb.version.VersionVector;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A link from Oregon, in steps taken by hand.
class LinkTest {

  private static final int STEPS_MAX = 100;

  private final FakeTime time = new FakeTime();
  private final FakeFeed feed = new FakeFeed();
  private final FakeReplicaStore store = new FakeReplicaStore();
  private final FakePeer peer = new FakePeer(OREGON);
  private final FakeReplicas replicas = new FakeReplicas();
  private Link link = link(false);

  @BeforeEach
  void theRegionHasATableAndReadsAnEmptyStream() {
    store.knows(CARTS);
    settle();
  }

  private Link link(boolean paused) {
    var ports =
        new Link.Ports(feed, store, peer, replicas, time.wallClock(), time.ticks(), new Random(1));
    return new Link(OREGON, ports, paused);
  }

  private void settle() {
    for (int step = 0; link.doWork() > 0; step++) assertThat(step).isLessThan(STEPS_MAX);
  }

  private static StreamRecord carts(String name) {
    return carts(name, START_MILLIS);
  }

  private static StreamRecord carts(String name, long millis) {
    return change(put(CARTS, name, OREGON, millis));
  }

  @Test
  void afterALostConnectionTheLinkResumesWhereTheStoreSaysItIs() {
    feed.holds(carts("a"), carts("b"), carts("c"));
    feed.deliversAtMost(2);
    link.doWork(); // submits a and b
    link.doWork(); // they are applied

    feed.goesDown();
    assertThat(link.doWork()).as("notices").isZero();
    assertThat(link.doWork()).as("backs off").isZero();
    feed.comesBack();
    time.advance(Backoff.FIRST_MILLIS);
    settle();

    assertThat(store.applied()).containsExactly("a", "b", "c");
    assertThat(feed.connections()).isEqualTo(2);
    assertThat(link.status().trouble()).isEmpty();
  }

  @Test
  void aBatchThatWasUnderwayWhenTheProcessEndedComesAgainAndIsHarmless() {
    feed.holds(carts("a"), carts("b"));
    store.answersLater();
    link.doWork(); // submitted, but nobody waits for the answer any more
    store.answers();

    store.restoredTo(OREGON, new LinkProgress(feed.position(0), 0)); // as it was before
    link = link(false);
    store.answersLater();
    link.doWork();
    link.doWork();
    store.answers();
    settle();

    assertThat(store.applied()).containsExactly("a", "b");
    assertThat(link.status().conflicts()).isZero();
  }

  @Test
  void aBacklogReachesTheWriterInPiecesThatClientsCanWaitFor() {
    int records = 3 * Link.BATCH_LIMIT + 1;
    for (int number = 0; number < records; number++) feed.holds(carts("cart" + number));
    store.answersLater();
    int pieces = 0;
    for (; store.applied().size() < records; pieces++) {
      int before = store.applied().size();
      link.doWork(); // submits one piece, and no other before it is applied
      assertThat(link.doWork()).isZero();
      store.answers();
      assertThat(store.applied().size() - before).isBetween(1, 500);
      link.doWork();
    }
    assertThat(pieces).isEqualTo(4);
  }

  @Test
  void aRestartedLinkGoesOnWhereTheStoreSays() {
    feed.holds(carts("a"), carts("b"));
    settle();

    link = link(false);
    assertThat(link.appliedThrough()).isEqualTo(packed(START_MILLIS));
    feed.holds(carts("c"));
    settle();

    assertThat(store.applied()).containsExactly("a", "b", "c");
    assertThat(store.progress(OREGON))
        .isEqualTo(new LinkProgress(feed.position(3), packed(START_MILLIS)));
  }

  @Test
  void nothingOvertakesABatchThatTheWriterHas() {
    feed.holds(carts("a"), carts("b"));
    feed.deliversAtMost(1);
    store.answersLater();
    link.doWork();

    assertThat(link.doWork()).as("waits for the answer").isZero();
    assertThat(store.waiting()).isOne();
    assertThat(link.status().lagRecords()).as("one underway, one in the stream").isEqualTo(2);
    store.answers();
    link.doWork();
    link.doWork();
    assertThat(store.waiting()).isOne();
  }

  @Test
  void timestampsFarAheadHoldTheLinkUntilTimeHasCaughtUp() {
    long ahead = START_MILLIS + 60_000;
    feed.holds(carts("a"), carts("far", ahead), carts("b"));
    store.acceptsTimestampsUpTo(START_MILLIS + 5_000);
    settle();

    assertThat(store.applied()).containsExactly("a");
    assertThat(link.status().state()).isEqualTo("HOLDING_CLOCK");
    assertThat(link.status().lagRecords()).isEqualTo(2);
    assertThat(store.progress(OREGON))
        .as("the position must not step over what waits")
        .isEqualTo(new LinkProgress(feed.position(0), 0));
    assertThat(link.appliedThrough()).isZero();

    time.advance(Link.HOLD_MILLIS);
    settle();
    assertThat(store.applied()).as("tried again, still too early").containsExactly("a");

    store.acceptsTimestampsUpTo(ahead);
    time.advance(Link.HOLD_MILLIS);
    settle();
    assertThat(store.applied()).containsExactly("a", "far", "b");
    assertThat(link.status().state()).isEqualTo("STREAMING");
    assertThat(link.status().trouble()).isEmpty();
    assertThat(store.progress(OREGON)).isEqualTo(new LinkProgress(feed.position(3), packed(ahead)));
  }

  @Test
  void whatTheWriterRefusesIsOfferedAgainWithoutReadingItAgain() {
    feed.holds(carts("a"));
    store.refuses("the disk is full");
    settle();

    assertThat(link.status().state()).isEqualTo("BACKING_OFF");
    assertThat(link.status().trouble()).contains("the disk is full");
    store.acceptsAgain();
    time.advance(Backoff.LONGEST_MILLIS);
    settle();

    assertThat(store.applied()).containsExactly("a");
    assertThat(feed.connections()).isOne();
    assertThat(link.status().trouble()).isEmpty();
  }

  @Test
  void aPausedLinkLetsGoOfItsFeedAndGoesOnWhereItWas() {
    feed.holds(carts("a"));
    settle();
    link.pause();
    settle();
    feed.holds(carts("b"));
    settle();

    assertThat(link.status().state()).isEqualTo("PAUSED");
    assertThat(link.status().paused()).isTrue();
    assertThat(feed.isConnected()).isFalse();
    assertThat(store.applied()).containsExactly("a");

    link.resume();
    settle();
    assertThat(store.applied()).containsExactly("a", "b");
    assertThat(link.status().paused()).isFalse();
  }

  @Test
  void aPauseThatIsRememberedHoldsFromTheFirstStep() {
    feed.holds(carts("a"));
    link = link(true);
    settle();
    assertThat(feed.isConnected()).as("it looks how much waits, and lets go").isFalse();
    assertThat(store.applied()).isEmpty();

    link.resume();
    settle();
    assertThat(store.applied()).containsExactly("a");
  }

  @Test
  void aPauseWaitsForTheBatchThatTheWriterHas() {
    feed.holds(carts("a"));
    store.answersLater();
    link.doWork();
    link.pause();
    assertThat(link.doWork()).isZero();
    assertThat(link.status().state()).isEqualTo("STREAMING");

    store.answers();
    settle();
    assertThat(link.status().state()).isEqualTo("PAUSED");
    assertThat(store.progress(OREGON).position()).isEqualTo(feed.position(1));
  }

  @Test
  void aHeldLinkCanBePausedAndLosesNothingByIt() {
    feed.holds(carts("a"), carts("far", START_MILLIS + 60_000), carts("b"));
    store.acceptsTimestampsUpTo(START_MILLIS);
    settle();
    link.pause();
    settle();
    store.acceptsTimestampsUpTo(START_MILLIS + 60_000);
    link.resume();
    settle();

    assertThat(store.applied()).containsExactly("a", "far", "b");
  }

  @Test
  void heartbeatsMoveWhatIsKnownAtOnceAndTheLogOnlyNowAndThen() {
    for (int beat = 1; beat <= 100; beat++) {
      feed.holds(heartbeat(START_MILLIS + beat, VersionVector.EMPTY, START_MILLIS + beat));
      settle();
      assertThat(link.appliedThrough()).isEqualTo(packed(START_MILLIS + beat));
      time.advance(Publisher.HEARTBEAT_MILLIS);
    }

    // 100 heartbeats are 50 seconds.
    assertThat(store.commits()).hasSizeLessThanOrEqualTo(5).isNotEmpty();
    LinkProgress stored = store.progress(OREGON);
    assertThat(stored).isNotNull();
    assertThat(stored.position().offset()).isGreaterThan(70);
  }

  @Test
  void heartbeatsTellHowFarTheOriginHasAppliedTheOthers() {
    feed.holds(heartbeat(1, vector(IRELAND, 700), START_MILLIS));
    feed.holds(heartbeat(1, vector(IRELAND, 900), START_MILLIS + 30));
    settle();

    assertThat(link.originApplied().packed(IRELAND)).isEqualTo(packed(900));
    assertThat(link.status().clockAheadMillis()).isEqualTo(30);
  }

  @Test
  void anOriginThatWasRestoredFromAnOldCopyIsBelieved() {
    feed.holds(heartbeat(1, vector(IRELAND, 900), START_MILLIS));
    settle();
    feed.holds(heartbeat(1, vector(IRELAND, 200), START_MILLIS));
    settle();

    assertThat(link.originApplied().packed(IRELAND)).isEqualTo(packed(200));
  }

  @Test
  void aStreamThatWasNeverReadIsReadFromItsOldestRecord() {
    var untouched = new FakeReplicaStore();
    untouched.knows(CARTS);
    feed.holds(carts("a"), carts("b"), carts("c"));
    feed.forgetsBefore(1);
    var ports =
        new Link.Ports(
            feed, untouched, peer, replicas, time.wallClock(), time.ticks(), new Random(1));
    link = new Link(OREGON, ports, false);
    settle();

    assertThat(untouched.applied()).containsExactly("b", "c");
  }

  @Test
  void recordsThatCannotBeReadArePutAsideAndDoNotBlock() {
    var poison = new StreamRecord.Unreadable(Bytes.of(new byte[] {1}), "wrong checksum");
    feed.holds(carts("a"), poison, carts("b"));
    settle();

    assertThat(store.applied()).containsExactly("a", "b");
    assertThat(store.commits().getLast().records()).contains(poison);
    assertThat(link.status().quarantined()).isOne();
  }

  @Test
  void whatIsSeenIsKnownBeforeTheWriterGetsIt() {
    feed.holds(carts("a", START_MILLIS + 7));
    store.answersLater();
    link.doWork();

    assertThat(link.seenThrough()).isEqualTo(packed(START_MILLIS + 7));
    assertThat(link.appliedThrough()).isZero();
  }

  @Test
  void pausesGrowWhileTheFeedStaysAway() {
    feed.goesDown();
    link.doWork();
    int attempts = 0;
    for (int step = 0; step < 60_000; step++) {
      if (link.doWork() > 0) attempts++; // the pause is over; the next step tries
      time.advance(1);
    }

    long shortest = Backoff.LONGEST_MILLIS / 2;
    assertThat(attempts)
        .isBetween(60_000 / (int) Backoff.LONGEST_MILLIS, 6 + 60_000 / (int) shortest);
    feed.comesBack();
    feed.holds(carts("a"));
    time.advance(Backoff.LONGEST_MILLIS);
    settle();
    assertThat(store.applied()).containsExactly("a");
  }

  @Test
  void aThrottledLinkBringsSoManyRecordsASecond() {
    for (int number = 0; number < 10; number++) feed.holds(carts("n" + number));
    link.throttle(4);
    time.advance(1_000);
    settle();
    assertThat(store.applied()).hasSize(4);
    assertThat(link.status().throttle()).isEqualTo(4);
    assertThat(link.status().lagRecords()).isEqualTo(6);
    assertThat(link.status().lagBytes()).isPositive();

    time.advance(500);
    settle();
    assertThat(store.applied()).hasSize(6);

    link.throttle(0);
    settle();
    assertThat(store.applied()).hasSize(10);
    assertThat(link.status().lagBytes()).isZero();
  }

  @Test
  void whatIsHeldIsOfferedAtOnceWhenItIsForced() {
    store.acceptsTimestampsUpTo(START_MILLIS);
    feed.holds(carts("a", START_MILLIS + 60_000));
    settle();
    assertThat(link.status().state()).isEqualTo("HOLDING_CLOCK");

    link.forceHeld();
    settle();
    assertThat(store.commits().getLast().forced()).isTrue();
    assertThat(store.applied()).containsExactly("a");
    assertThat(link.status().state()).isEqualTo("STREAMING");
  }
}
