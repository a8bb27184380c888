package io.atolldb.replication;

import static io.atolldb.replication.Changes.CARTS;
import static io.atolldb.replication.Changes.ORDERS;
import static io.atolldb.replication.Changes.OREGON;
import static io.atolldb.replication.Changes.change;
import static io.atolldb.replication.Changes.packed;
import static io.atolldb.replication.Changes.put;
import static io.atolldb.replication.Changes.vector;
import static io.atolldb.replication.FakeTime.START_MILLIS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A link whose position means nothing any more copies what it shares, then goes on.
class LinkResyncTest {

  private static final int STEPS_MAX = 100;

  private final FakeTime time = new FakeTime();
  private final FakeFeed feed = new FakeFeed();
  private final FakeReplicaStore store = new FakeReplicaStore();
  private final FakePeer peer = new FakePeer(OREGON);
  private final FakeReplicas replicas = new FakeReplicas();
  private final Link link =
      new Link(
          OREGON,
          new Link.Ports(
              feed, store, peer, replicas, time.wallClock(), time.ticks(), new Random(1)),
          false);

  @BeforeEach
  void aTableIsShared() {
    store.knows(CARTS);
    replicas.share(CARTS);
    settle();
    originWrites("a", 1);
    settle();
  }

  private void settle() {
    settle(link);
  }

  private static void settle(Link stepped) {
    for (int step = 0; stepped.doWork() > 0; step++) assertThat(step).isLessThan(STEPS_MAX);
  }

  private void later() {
    time.advance(Backoff.LONGEST_MILLIS);
    settle();
  }

  /// In its store, and in its stream.
  private void originWrites(String name, long after) {
    originWritesUnseen(name, after);
    feed.holds(change(put(CARTS, name, OREGON, START_MILLIS + after)));
  }

  private void originWritesUnseen(String name, long after) {
    peer.holds(put(CARTS, name, OREGON, START_MILLIS + after));
    peer.hasApplied(vector(OREGON, START_MILLIS + after));
  }

  @Test
  void afterRetentionPassedThePositionTheTablesAreCopiedAndTheStreamGoesOn() {
    link.pause();
    settle();
    originWrites("lost", 2);
    originWrites("kept", 3);
    feed.forgetsBefore(2);
    link.resume();
    settle();

    assertThat(store.items(CARTS)).containsExactly("a", "kept", "lost");
    assertThat(link.status().state()).isEqualTo("STREAMING");
    assertThat(link.status().trouble()).isEmpty();
    assertThat(link.appliedThrough()).isEqualTo(packed(START_MILLIS + 3));

    originWrites("next", 4);
    settle();
    assertThat(store.items(CARTS)).contains("next");
    assertThat(store.progress(OREGON))
        .isEqualTo(new LinkProgress(feed.position(4), packed(START_MILLIS + 4)));
  }

  /// It read heartbeats only and crashed before its place was written down; meanwhile the origin
  /// wrote, and the topic was lost with what it held.
  @Test
  void aRegionWithoutAPositionCopiesWhatItSharesBeforeItReads() {
    var fresh = new FakeReplicaStore();
    fresh.knows(CARTS);
    originWritesUnseen("lost", 2);
    feed.isMadeAnew();
    var restarted =
        new Link(
            OREGON,
            new Link.Ports(
                feed, fresh, peer, replicas, time.wallClock(), time.ticks(), new Random(1)),
            false);
    for (int step = 0; restarted.doWork() > 0; step++) assertThat(step).isLessThan(STEPS_MAX);

    assertThat(fresh.items(CARTS)).containsExactly("a", "lost");
    assertThat(restarted.status().state()).isEqualTo("STREAMING");
    assertThat(fresh.progress(OREGON))
        .isEqualTo(new LinkProgress(feed.position(0), packed(START_MILLIS + 2)));
  }

  @Test
  void aStreamThatWasNeverReadMayHaveLostItsBeginning() {
    var untouched = new FakeReplicaStore();
    untouched.knows(CARTS);
    originWrites("b", 2);
    feed.forgetsBefore(2);
    var ports =
        new Link.Ports(
            feed, untouched, peer, replicas, time.wallClock(), time.ticks(), new Random(1));
    var first = new Link(OREGON, ports, false);
    settle(first);

    assertThat(untouched.items(CARTS)).containsExactly("a", "b");
    assertThat(untouched.progress(OREGON))
        .isEqualTo(new LinkProgress(feed.position(2), packed(START_MILLIS + 2)));
  }

  @Test
  void anOriginWithWhichNothingIsSharedIsStillAskedHowFarItIs() {
    var other = new FakeReplicas();
    var untouched = new FakeReplicaStore();
    var ports =
        new Link.Ports(feed, untouched, peer, other, time.wallClock(), time.ticks(), new Random(1));
    var first = new Link(OREGON, ports, false);
    peer.goesDown();
    settle(first);
    assertThat(first.status().trouble()).contains("oregon is down");
    peer.comesBack();
    time.advance(Backoff.LONGEST_MILLIS);
    settle(first);

    assertThat(first.status().state()).isEqualTo("STREAMING");
    assertThat(first.seenThrough()).isEqualTo(packed(START_MILLIS + 1));
  }

  @Test
  void aTableThatTheOriginDoesNotHoldIsPassedOver() {
    replicas.share(ORDERS);
    originWritesUnseen("b", 2);
    feed.isMadeAnew();
    settle();

    assertThat(store.items(CARTS)).containsExactly("a", "b");
    assertThat(link.status().state()).isEqualTo("STREAMING");
  }

  @Test
  void aTopicThatWasMadeAnewIsNoticedInTheMiddleOfReading() {
    originWrites("b", 2);
    originWritesUnseen("lost", 3);
    feed.isMadeAnew();
    settle();

    assertThat(store.items(CARTS)).containsExactly("a", "b", "lost");
    originWrites("c", 4);
    settle();
    assertThat(store.progress(OREGON))
        .isEqualTo(new LinkProgress(feed.position(1), packed(START_MILLIS + 4)));
  }

  @Test
  void anOriginThatDoesNotAnswerIsAskedAgainForThePageThatIsMissing() {
    originWritesUnseen("b", 2);
    originWritesUnseen("c", 3);
    peer.givesPagesOf(1);
    feed.isMadeAnew();
    while (peer.pagesGiven().size() < 2) link.doWork();
    peer.goesDown();
    settle();
    assertThat(link.status().state()).isEqualTo("RESYNCING");
    assertThat(link.status().trouble()).contains("oregon is down");

    peer.comesBack();
    later();
    assertThat(store.items(CARTS)).containsExactly("a", "b", "c");
    assertThat(peer.pagesGiven()).as("no page was asked for twice").containsExactly(1, 1, 1);
    assertThat(link.status().state()).isEqualTo("STREAMING");
  }

  @Test
  void allTablesAreAppliedInOneCommitHoweverManyPagesTheyCome() {
    originWritesUnseen("b", 2);
    originWritesUnseen("c", 2);
    peer.holds(put(ORDERS, "order", OREGON, START_MILLIS + 2));
    store.knows(ORDERS);
    replicas.share(ORDERS);
    peer.givesPagesOf(1);
    feed.isMadeAnew();
    int before = store.commits().size();
    settle();

    assertThat(store.items(CARTS)).containsExactly("a", "b", "c");
    assertThat(store.items(ORDERS)).containsExactly("order");
    var copies = store.commits().subList(before, store.commits().size());
    assertThat(copies.stream().filter(commit -> !commit.records().isEmpty())).hasSize(1);
    assertThat(copies.getFirst().records()).as("what is news here").hasSize(3);
  }

  @Test
  void aViewThatIsClosedMeanwhileIsReadFromTheStart() {
    originWritesUnseen("b", 2);
    originWritesUnseen("c", 3);
    peer.givesPagesOf(1);
    feed.isMadeAnew();
    while (peer.pagesGiven().size() < 2) link.doWork();
    peer.closesItsViews();
    settle();
    assertThat(link.status().trouble()).contains("is gone");
    later();

    assertThat(store.items(CARTS)).containsExactly("a", "b", "c");
    assertThat(peer.pagesGiven()).containsExactly(1, 1, 1, 1, 1);
  }

  @Test
  void theCopyProvesNoMoreThanWhatTheOriginHadBeforeItsFirstPage() {
    originWritesUnseen("b", 2);
    peer.givesPagesOf(1);
    feed.isMadeAnew();
    while (peer.pagesGiven().isEmpty()) link.doWork();
    originWrites("a", 9); // behind the page that was given; its stream will bring it
    feed.deliversAtMost(0);
    settle();

    assertThat(link.status().state()).isEqualTo("STREAMING");
    assertThat(link.appliedThrough()).isEqualTo(packed(START_MILLIS + 2));
    feed.deliversAtMost(10);
    settle();
    assertThat(link.appliedThrough()).isEqualTo(packed(START_MILLIS + 9));
  }

  @Test
  void aTableThatIsLearnedOfMeanwhileIsCopiedAsWell() {
    peer.holds(put(ORDERS, "order", OREGON, START_MILLIS + 1));
    feed.isMadeAnew();
    while (peer.pagesGiven().isEmpty()) link.doWork();
    store.knows(ORDERS);
    replicas.share(ORDERS);
    settle();

    assertThat(store.items(ORDERS)).containsExactly("order");
  }

  @Test
  void whatTheStreamMayHaveLostCountsAsSeen() {
    originWritesUnseen("lost", 50);
    feed.isMadeAnew();
    while (peer.pagesGiven().isEmpty()) link.doWork();

    assertThat(link.seenThrough()).isEqualTo(packed(START_MILLIS + 50));
    assertThat(link.appliedThrough()).isEqualTo(packed(START_MILLIS + 1));
  }

  @Test
  void anOriginFarAheadHoldsTheCopy() {
    originWritesUnseen("far", 60_000);
    store.acceptsTimestampsUpTo(START_MILLIS + 5_000);
    feed.isMadeAnew();
    settle();
    int submitted = store.commits().size();
    settle();
    assertThat(store.commits()).as("not again at once").hasSize(submitted);
    assertThat(link.status().state()).isEqualTo("RESYNCING");

    store.acceptsTimestampsUpTo(START_MILLIS + 60_000);
    later();
    assertThat(store.items(CARTS)).containsExactly("a", "far");
    assertThat(link.status().state()).isEqualTo("STREAMING");
  }

  @Test
  void aFullDiskHereDelaysTheCopyAndLosesNothing() {
    originWritesUnseen("b", 2);
    feed.isMadeAnew();
    store.refuses("the disk is full");
    settle();
    store.acceptsAgain();
    later();
    later();

    assertThat(store.items(CARTS)).containsExactly("a", "b");
    assertThat(store.progress(OREGON))
        .isEqualTo(new LinkProgress(feed.position(0), packed(START_MILLIS + 2)));
  }

  @Test
  void aStreamThatIsLostAgainDuringTheCopyIsCopiedAgain() {
    originWritesUnseen("b", 2);
    feed.isMadeAnew();
    while (peer.pagesGiven().isEmpty()) link.doWork();
    originWritesUnseen("c", 3);
    feed.isMadeAnew();
    settle();
    later();

    assertThat(store.items(CARTS)).containsExactly("a", "b", "c");
    assertThat(store.progress(OREGON))
        .isEqualTo(new LinkProgress(feed.position(0), packed(START_MILLIS + 3)));
  }

  @Test
  void aPausedResyncBeginsAgainAfterThePause() {
    originWritesUnseen("b", 2);
    peer.goesDown();
    feed.isMadeAnew();
    settle();
    link.pause();
    settle();
    assertThat(link.status().state()).isEqualTo("PAUSED");

    peer.comesBack();
    link.resume();
    later();
    assertThat(store.items(CARTS)).containsExactly("a", "b");
  }
}
