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
  private final Link link =
      new Link(
          OREGON,
          new Link.Ports(
              feed,
              store,
              new FakePeer(OREGON),
              new FakeReplicas(),
              time.wallClock(),
              time.ticks(),
              new Random(1)),
          false);

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
  void aRestartedLinkCountsFromWhatTheStoreHas() {
    var position = feed.position(0);
    store.restoredTo(OREGON, new LinkProgress(position, Changes.packed(START_MILLIS - 5_000)));
    feed.goesDown();
    var ports =
        new Link.Ports(
            feed,
            store,
            new FakePeer(OREGON),
            new FakeReplicas(),
            time.wallClock(),
            time.ticks(),
            new Random(1));
    var restarted = new Link(OREGON, ports, false);
    assertThat(restarted.status().lagMillis()).isEqualTo(5_000);
    assertThat(restarted.status().position()).isEqualTo(position);
  }
}
