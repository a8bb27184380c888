package io.atolldb.replication;

import static io.atolldb.replication.Changes.CARTS;
import static io.atolldb.replication.Changes.IRELAND;
import static io.atolldb.replication.Changes.OREGON;
import static io.atolldb.replication.Changes.TOKYO;
import static io.atolldb.replication.Changes.packed;
import static io.atolldb.replication.Changes.put;
import static io.atolldb.replication.Changes.vector;
import static io.atolldb.replication.FakeTime.START_MILLIS;
import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.clock.RegionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Oregon starts, and asks Ireland and Tokyo what they have of its own writes.
class OwnTailTest {

  private static final int STEPS_MAX = 100;

  private final FakeTime time = new FakeTime();
  private final FakeReplicaStore store = new FakeReplicaStore();
  private final FakeReplicas replicas = new FakeReplicas();
  private final FakePeer ireland = new FakePeer(IRELAND);
  private final FakePeer tokyo = new FakePeer(TOKYO);
  private final List<Long> followed = new ArrayList<>();
  private long latest = packed(START_MILLIS + 10);
  private OwnTail tail = tail();

  @BeforeEach
  void aTableIsShared() {
    store.knows(CARTS);
    replicas.share(CARTS);
  }

  private OwnTail tail() {
    var peers = new TreeMap<RegionId, PeerRegion>();
    peers.put(IRELAND, ireland);
    peers.put(TOKYO, tokyo);
    var own =
        new OwnWrites() {
          @Override
          public long latest() {
            return latest;
          }

          @Override
          public void happenedUpTo(long packed) {
            followed.add(packed);
          }
        };
    return new OwnTail(OREGON, peers, replicas, store, own, time.ticks(), new Random(1));
  }

  private void settle() {
    for (int step = 0; tail.doWork() > 0; step++) assertThat(step).isLessThan(STEPS_MAX);
  }

  @Test
  void nothingIsPublishedUntilEveryPeerHasAnswered() {
    assertThat(tail.mayPublish()).isFalse();
    ireland.hasApplied(vector(OREGON, START_MILLIS + 10));
    settle();

    assertThat(tail.mayPublish()).isTrue();
    assertThat(followed).isEmpty();
    assertThat(ireland.pagesGiven()).isEmpty();
  }

  @Test
  void whatAPeerHasAndTheLogHasNotIsFetchedBack() {
    tokyo.hasApplied(vector(OREGON, START_MILLIS + 20));
    tokyo.holds(put(CARTS, "lost", OREGON, START_MILLIS + 20));
    settle();

    assertThat(followed).containsExactly(packed(START_MILLIS + 20));
    assertThat(store.items(CARTS)).containsExactly("lost");
    assertThat(store.commits().getLast().progress()).as("moves no link").isNull();
    assertThat(tail.mayPublish()).isTrue();
  }

  @Test
  void aPeerThatDoesNotAnswerIsWaitedForALittle() {
    tokyo.goesDown();
    settle();
    assertThat(tail.mayPublish()).isFalse();

    time.advance(OwnTail.WAIT_MILLIS);
    settle();
    assertThat(tail.mayPublish()).isTrue();
  }

  /// It may have what was published in this life.
  @Test
  void whatALatePeerHasFromThisLifeIsNotTakenForLost() {
    tokyo.goesDown();
    settle();
    time.advance(OwnTail.WAIT_MILLIS);
    latest = packed(START_MILLIS + 90);
    tokyo.hasApplied(vector(OREGON, START_MILLIS + 80));
    tokyo.comesBack();
    time.advance(Backoff.LONGEST_MILLIS);
    settle();

    assertThat(followed).isEmpty();
    assertThat(tokyo.pagesGiven()).isEmpty();
  }

  @Test
  void whatALatePeerHasBeyondEverythingHereIsFetchedBack() {
    tokyo.goesDown();
    settle();
    time.advance(OwnTail.WAIT_MILLIS);
    tokyo.hasApplied(vector(OREGON, START_MILLIS + 80));
    tokyo.holds(put(CARTS, "lost", OREGON, START_MILLIS + 80));
    tokyo.comesBack();
    time.advance(Backoff.LONGEST_MILLIS);
    settle();

    assertThat(followed).containsExactly(packed(START_MILLIS + 80));
    assertThat(store.items(CARTS)).containsExactly("lost");
  }

  @Test
  void aSourceThatGoesAwayInTheMidstOfItIsAskedAgain() {
    tokyo.hasApplied(vector(OREGON, START_MILLIS + 20));
    tokyo.holds(
        put(CARTS, "lost", OREGON, START_MILLIS + 19),
        put(CARTS, "too", OREGON, START_MILLIS + 20));
    tokyo.givesPagesOf(1);
    while (tokyo.pagesGiven().isEmpty()) tail.doWork();
    tokyo.goesDown();
    settle();
    tokyo.comesBack();
    time.advance(Backoff.LONGEST_MILLIS);
    settle();

    assertThat(store.items(CARTS)).containsExactly("lost", "too");
    assertThat(tail.mayPublish()).isTrue();
  }
}
