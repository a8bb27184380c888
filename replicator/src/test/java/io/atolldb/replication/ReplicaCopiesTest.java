package io.atolldb.replication;

import static io.atolldb.replication.Changes.CARTS;
import static io.atolldb.replication.Changes.IRELAND;
import static io.atolldb.replication.Changes.ORDERS;
import static io.atolldb.replication.Changes.OREGON;
import static io.atolldb.replication.Changes.TOKYO;
import static io.atolldb.replication.Changes.change;
import static io.atolldb.replication.Changes.delete;
import static io.atolldb.replication.Changes.heartbeat;
import static io.atolldb.replication.Changes.put;
import static io.atolldb.replication.Changes.vector;
import static io.atolldb.replication.FakeTime.START_MILLIS;
import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.clock.RegionId;
import io.atolldb.table.TableId;
import io.atolldb.version.VersionVector;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Tokyo gets replicas of tables that Oregon and Ireland hold.
class ReplicaCopiesTest {

  private static final int STEPS_MAX = 100;

  private final FakeTime time = new FakeTime();
  private final FakeReplicaStore store = new FakeReplicaStore();
  private final FakeReplicas replicas = new FakeReplicas();
  private final FakeFeed oregonFeed = new FakeFeed();
  private final FakeFeed irelandFeed = new FakeFeed();
  private final FakePeer oregon = new FakePeer(OREGON);
  private final FakePeer ireland = new FakePeer(IRELAND);
  private final Link fromOregon = link(OREGON, oregonFeed, oregon);
  private final Link fromIreland = link(IRELAND, irelandFeed, ireland);
  private final ReplicaCopies copies =
      new ReplicaCopies(
          replicas,
          new TreeMap<>(Map.of(OREGON, oregon, IRELAND, ireland)),
          new TreeMap<>(Map.of(OREGON, fromOregon, IRELAND, fromIreland)),
          store,
          time.ticks(),
          new Random(1));

  private Link link(RegionId origin, FakeFeed feed, FakePeer peer) {
    var ports =
        new Link.Ports(feed, store, peer, replicas, time.wallClock(), time.ticks(), new Random(1));
    return new Link(origin, ports, false);
  }

  private void settle(Agent agent) {
    for (int step = 0; agent.doWork() > 0; step++) assertThat(step).isLessThan(STEPS_MAX);
  }

  private void settle() {
    settle(fromOregon);
    settle(fromIreland);
    settle(copies);
  }

  private void later() {
    time.advance(Backoff.LONGEST_MILLIS);
    settle();
  }

  private void tokyoIsToHold(TableId table, RegionId... sources) {
    store.knows(table);
    replicas.create(table, sources);
  }

  @BeforeEach
  void linksReadEmptyStreams() {
    settle(fromOregon);
    settle(fromIreland);
  }

  private static StreamRecord beat(long after) {
    return heartbeat(START_MILLIS + after, VersionVector.EMPTY, START_MILLIS + after);
  }

  private static long at(long after) {
    return START_MILLIS + after;
  }

  @Test
  void everyStoredVersionIsCopiedAndTombstonesToo() {
    oregon.holds(put(CARTS, "a", OREGON, at(1)), delete(CARTS, "b", OREGON, at(2)));
    oregon.hasApplied(vector(OREGON, at(2)));
    oregonFeed.holds(beat(2));
    tokyoIsToHold(CARTS, OREGON);
    settle();

    assertThat(store.items(CARTS)).containsExactly("a");
    assertThat(store.versions(CARTS)).containsKey(Changes.key("b"));
    assertThat(replicas.copied()).containsExactly(CARTS);
    assertThat(store.commits().getLast().progress()).as("a page moves no position").isNull();
  }

  @Test
  void aCopyCountsOnlyWhenWhatItHoldsOfAnotherMemberHasComeByThatLinkToo() {
    ireland.holds(put(CARTS, "a", IRELAND, at(1)), put(CARTS, "b", OREGON, at(7)));
    ireland.hasApplied(vector(IRELAND, at(1)));
    irelandFeed.holds(beat(2));
    tokyoIsToHold(CARTS, OREGON, IRELAND);
    settle();
    assertThat(store.items(CARTS)).containsExactly("a", "b");
    assertThat(replicas.copied()).as("others of b's transaction may be missing").isEmpty();

    oregonFeed.holds(beat(7));
    settle();
    assertThat(replicas.copied()).containsExactly(CARTS);
  }

  @Test
  void aPageCountsOnlyWhenItHoldsWhatThisRegionPassedOver() {
    irelandFeed.holds(change(put(CARTS, "passed-over", IRELAND, at(5))));
    settle(); // Tokyo does not know the table yet
    oregon.holds(put(CARTS, "a", OREGON, at(1)));
    oregon.hasApplied(vector(OREGON, at(1)).join(vector(IRELAND, at(4))));
    tokyoIsToHold(CARTS, OREGON);
    settle();
    assertThat(store.items(CARTS)).as("Oregon is behind").isEmpty();

    oregon.holds(put(CARTS, "passed-over", IRELAND, at(5)));
    oregon.hasApplied(vector(OREGON, at(1)).join(vector(IRELAND, at(5))));
    oregonFeed.holds(beat(1));
    later();
    assertThat(store.items(CARTS)).containsExactly("a", "passed-over");
    assertThat(replicas.copied()).containsExactly(CARTS);
  }

  @Test
  void whatTheWriterIsJustPassingOverCountsAsPassedOver() {
    irelandFeed.holds(change(put(CARTS, "underway", IRELAND, at(5))));
    store.answersLater();
    settle(); // the writer has the record, and decides on it before it learns of the table
    tokyoIsToHold(CARTS, OREGON);
    oregon.holds(put(CARTS, "a", OREGON, at(1)));
    oregon.hasApplied(vector(OREGON, at(1)));
    settle(copies);

    assertThat(store.waiting()).as("no page of Oregon's was accepted").isOne();
  }

  @Test
  void anotherMemberIsAskedWhenTheFirstIsBehind() {
    oregonFeed.holds(change(put(CARTS, "passed-over", OREGON, at(5))));
    settle();
    ireland.holds(put(CARTS, "i", IRELAND, at(1)));
    oregon.holds(put(CARTS, "passed-over", OREGON, at(5)));
    oregon.hasApplied(vector(OREGON, at(5)));
    tokyoIsToHold(CARTS, IRELAND, OREGON); // Ireland first, by name
    settle();
    assertThat(store.items(CARTS)).isEmpty();

    later();
    assertThat(store.items(CARTS)).containsExactly("passed-over");
    assertThat(replicas.copied()).containsExactly(CARTS);
  }

  @Test
  void aCopyGoesOnWithThePageAtWhichItStopped() {
    for (String name : List.of("a", "b", "c", "d")) oregon.holds(put(CARTS, name, OREGON, at(1)));
    oregon.givesPagesOf(1);
    oregonFeed.holds(beat(1));
    tokyoIsToHold(CARTS, OREGON);
    while (store.applied().size() < 2) copies.doWork();
    oregon.goesDown();
    settle();
    later();
    assertThat(replicas.copied()).isEmpty();
    assertThat(copies.percent(CARTS)).isEqualTo(50);

    oregon.comesBack();
    later();
    assertThat(store.items(CARTS)).containsExactly("a", "b", "c", "d");
    assertThat(oregon.pagesGiven()).containsExactly(1, 1, 1, 1);
    assertThat(replicas.copied()).containsExactly(CARTS);
  }

  @Test
  void aCopyGoesOnWithAnotherMemberWhenTheFirstIsGone() {
    for (String name : List.of("a", "b", "c")) {
      ireland.holds(put(CARTS, name, OREGON, at(1)));
      oregon.holds(put(CARTS, name, OREGON, at(1)));
    }
    ireland.givesPagesOf(1);
    oregonFeed.holds(beat(1));
    tokyoIsToHold(CARTS, IRELAND, OREGON);
    while (store.applied().isEmpty()) copies.doWork();
    ireland.goesDown();
    later();
    later();

    assertThat(store.items(CARTS)).containsExactly("a", "b", "c");
    assertThat(oregon.pagesGiven()).as("only what was missing").containsExactly(2);
    assertThat(replicas.copied()).containsExactly(CARTS);
  }

  @Test
  void aReplicaIsActiveOnlyWhenItsLinkHasCaughtUpWithTheCopy() {
    oregon.holds(put(CARTS, "a", OREGON, at(1)));
    oregon.hasApplied(vector(OREGON, at(9)));
    oregonFeed.holds(beat(8));
    tokyoIsToHold(CARTS, OREGON);
    settle();
    later();
    assertThat(store.items(CARTS)).containsExactly("a");
    assertThat(replicas.copied()).isEmpty();

    oregonFeed.holds(beat(9));
    settle();
    assertThat(replicas.copied()).containsExactly(CARTS);
  }

  @Test
  void changesThatArriveDuringTheCopyAreMerged() {
    oregon.holds(put(CARTS, "a", OREGON, at(1)), put(CARTS, "b", OREGON, at(1)));
    oregon.givesPagesOf(1);
    tokyoIsToHold(CARTS, OREGON);
    while (store.applied().isEmpty()) copies.doWork();
    oregonFeed.holds(change(delete(CARTS, "a", OREGON, at(3))));
    oregonFeed.holds(change(delete(CARTS, "b", OREGON, at(4))));
    settle();

    assertThat(store.items(CARTS)).isEmpty();
    assertThat(replicas.copied()).containsExactly(CARTS);
  }

  @Test
  void aTableWhoseMembersAreAllAwayDoesNotHoldUpAnother() {
    oregon.goesDown();
    ireland.holds(put(ORDERS, "order", IRELAND, at(1)));
    irelandFeed.holds(beat(1));
    tokyoIsToHold(CARTS, OREGON);
    tokyoIsToHold(ORDERS, IRELAND);
    settle();

    assertThat(replicas.copied()).containsExactly(ORDERS);
  }

  @Test
  void aTableThatIsNotWantedAnyMoreIsForgotten() {
    oregon.holds(put(CARTS, "a", OREGON, at(1)));
    oregon.goesDown();
    tokyoIsToHold(CARTS, OREGON);
    settle();
    replicas.drop(CARTS);
    oregon.comesBack();
    later();

    assertThat(store.items(CARTS)).isEmpty();
    assertThat(replicas.copied()).isEmpty();
    assertThat(copies.percent(CARTS)).isZero();
  }

  @Test
  void aSourceThatIsNoMemberAnyMoreIsNotWaitedFor() {
    oregon.holds(put(CARTS, "a", OREGON, at(1)));
    oregon.hasApplied(vector(OREGON, at(9)));
    tokyoIsToHold(CARTS, OREGON);
    settle();
    assertThat(replicas.copied()).isEmpty();

    replicas.create(CARTS, IRELAND); // the members changed: Oregon is gone
    settle();
    assertThat(replicas.copied()).containsExactly(CARTS);
  }

  @Test
  void aTableNobodyHoldsWaits() {
    tokyoIsToHold(CARTS, TOKYO);
    settle();
    later();
    assertThat(replicas.copied()).isEmpty();
    assertThat(oregon.pagesGiven()).isEmpty();
  }
}
