package io.atolldb.replication;

import static io.atolldb.replication.Changes.CARTS;
import static io.atolldb.replication.Changes.OREGON;
import static io.atolldb.replication.Changes.change;
import static io.atolldb.replication.Changes.heartbeat;
import static io.atolldb.replication.Changes.put;
import static io.atolldb.replication.FakeTime.START_MILLIS;
import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.version.VersionVector;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a link says of its lag.
class LinkLagTest {

  private final FakeTime time = new FakeTime();
  private final FakeFeed feed = new FakeFeed();
  private final FakeReplicaStore store = new FakeReplicaStore();
  private final Link link = new Link(OREGON, ports(), false);

  private Link.Ports ports() {
    return new Link.Ports(
        feed,
        store,
        new FakePeer(OREGON),
        new FakeReplicas(),
        time.wallClock(),
        time.ticks(),
        new Random(1));
  }

  @BeforeEach
  void theRegionHasATable() {
    store.knows(CARTS);
  }

  private void settle() {
    while (link.doWork() > 0) {
      // the next step
    }
  }

  private void originBeats() {
    long now = time.wallClock().millis();
    feed.holds(heartbeat(now, VersionVector.EMPTY, now));
  }

  private void originWrites(String name) {
    feed.holds(change(put(CARTS, name, OREGON, time.wallClock().millis())));
  }

  @Test
  void aLinkThatNeverHeardAnythingIsNotCaughtUp() {
    settle();
    time.advance(3_000);
    settle();
    assertThat(link.status().lagMillis()).isEqualTo(3_000);
    assertThat(link.status().lagRecords()).isZero();
  }

  @Test
  void aQuietOriginThatBeatsMakesNoLag() {
    for (int beat = 0; beat < 10; beat++) {
      originBeats();
      settle();
      assertThat(link.status().lagMillis()).isZero();
      time.advance(Publisher.HEARTBEAT_MILLIS);
    }
  }

  @Test
  void silenceIsLagFromTheLastThingHeard() {
    originBeats();
    settle();
    time.advance(LinkFigures.FRESH_MILLIS);
    settle();
    assertThat(link.status().lagMillis()).as("some heartbeats may be missing").isZero();

    time.advance(1);
    assertThat(link.status().lagMillis()).isEqualTo(LinkFigures.FRESH_MILLIS + 1);
    time.advance(60_000);
    assertThat(link.status().lagMillis()).isEqualTo(LinkFigures.FRESH_MILLIS + 60_001);

    originBeats();
    settle();
    assertThat(link.status().lagMillis()).isZero();
  }

  @Test
  void recordsThatWaitAreLagAsOldAsTheNewestOneApplied() {
    settle();
    originWrites("a");
    time.advance(40);
    originWrites("b");
    time.advance(60);
    feed.deliversAtMost(1);
    link.doWork();
    link.doWork(); // a is applied

    assertThat(link.status().lagRecords()).isOne();
    assertThat(link.status().lagMillis()).isEqualTo(100);
    assertThat(link.status().latencyMillis()).isEqualTo(100);
    settle();
    assertThat(link.status().lagRecords()).isZero();
    assertThat(link.status().lagMillis()).isZero();
    assertThat(link.status().latencyMillis()).isEqualTo(60);
  }

  @Test
  void aLinkThatNeverReachesTheEndOfABusyStreamIsNotTakenForStuck() {
    feed.deliversAtMost(1);
    for (int write = 0; write < 1_000; write++) {
      originWrites("w" + write);
      originWrites("v" + write);
      time.advance(10);
      link.doWork();
      link.doWork();
      link.doWork();
      link.doWork();
    }
    assertThat(link.status().lagMillis()).isLessThan(50);
  }

  @Test
  void whatTheWriterHoldsIsNotFreshYet() {
    originBeats();
    settle();
    time.advance(100);
    originWrites("a");
    originBeats();
    store.answersLater();
    settle();
    time.advance(25);

    assertThat(link.status().lagRecords()).isOne();
    assertThat(link.status().lagMillis()).isEqualTo(125);
    store.answers();
    settle();
    assertThat(link.status().lagMillis()).isZero();
  }

  @Test
  void aPausedLinkGoesOnCountingWhatItsOriginWrites() {
    originWrites("a");
    settle();
    long recordBytes = new StreamRecord.Change(put(CARTS, "a", OREGON, 1)).bytes();
    link.pause();
    settle();
    assertThat(link.status().lagRecords()).isZero();

    originWrites("b");
    originWrites("c");
    time.advance(60_000);
    settle();
    assertThat(link.status().state()).isEqualTo("PAUSED");
    assertThat(link.status().lagRecords()).isEqualTo(2);
    assertThat(link.status().lagBytes()).isEqualTo(2 * recordBytes);
    assertThat(link.status().lagMillis()).isEqualTo(60_000);
    assertThat(store.applied()).containsExactly("a");

    link.resume();
    settle();
    assertThat(link.status().lagRecords()).isZero();
    assertThat(link.status().lagBytes()).isZero();
    assertThat(link.status().lagMillis()).isZero();
  }

  @Test
  void aLinkThatBeganPausedKnowsItsBacklogInRecordsAndBytes() {
    store.restoredTo(OREGON, new LinkProgress(feed.position(0), 0));
    originWrites("a");
    originWrites("b");
    var restarted = new Link(OREGON, ports(), true);
    while (restarted.doWork() > 0) {
      // the next step
    }
    long recordBytes = new StreamRecord.Change(put(CARTS, "a", OREGON, 1)).bytes();
    assertThat(restarted.status().lagRecords()).isEqualTo(2);
    assertThat(restarted.status().lagBytes()).isEqualTo(2 * recordBytes);
    assertThat(feed.isConnected()).as("it only looked").isFalse();
    assertThat(store.applied()).isEmpty();
  }

  @Test
  void aPausedLinkSaysWhyItCannotCountAndKeepsTheLastCount() {
    settle();
    link.pause();
    originWrites("a");
    settle();
    assertThat(link.status().lagRecords()).isOne();

    feed.goesDown();
    originWrites("b");
    time.advance(Link.LOOK_MILLIS);
    settle();
    assertThat(link.status().lagRecords()).isOne();
    assertThat(link.status().trouble()).contains("the feed is down");

    feed.comesBack();
    time.advance(Link.LOOK_MILLIS);
    settle();
    assertThat(link.status().lagRecords()).isEqualTo(2);
    assertThat(link.status().trouble()).isEmpty();
  }

  @Test
  void aPausedLinkSaysThatItsPlaceInTheStreamIsGone() {
    settle();
    link.pause();
    settle();
    originWrites("a");
    originWrites("b");
    feed.forgetsBefore(1);
    time.advance(Link.LOOK_MILLIS);
    settle();
    assertThat(link.status().state()).isEqualTo("PAUSED");
    assertThat(link.status().trouble()).contains("is gone");
  }

  @Test
  void aRestartedLinkCountsFromWhatTheStoreHas() {
    var position = feed.position(0);
    store.restoredTo(OREGON, new LinkProgress(position, Changes.packed(START_MILLIS - 5_000)));
    feed.goesDown();
    var restarted = new Link(OREGON, ports(), false);
    assertThat(restarted.status().lagMillis()).isEqualTo(5_000);
    assertThat(restarted.status().position()).isEqualTo(position);
  }
}
