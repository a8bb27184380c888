package io.atolldb.replication;

import static io.atolldb.replication.Changes.CARTS;
import static io.atolldb.replication.Changes.OREGON;
import static io.atolldb.replication.Changes.packed;
import static io.atolldb.replication.Changes.put;
import static io.atolldb.replication.FakeTime.START_MILLIS;
import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.item.Bytes;
import io.atolldb.version.VersionVector;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Oregon's broker loses records that it had confirmed, and gives their places to others.
class LinkGapTest {

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
    feed.holds(write("a", 1, 0));
    settle();
  }

  private void settle() {
    for (int step = 0; link.doWork() > 0; step++) assertThat(step).isLessThan(STEPS_MAX);
  }

  private static StreamRecord write(String name, long after, long follows) {
    return new StreamRecord.Change(put(CARTS, name, OREGON, START_MILLIS + after), stamp(follows));
  }

  private static long stamp(long after) {
    return after == 0 ? 0 : packed(START_MILLIS + after);
  }

  private static StreamRecord beat(long through, long follows) {
    return new StreamRecord.Heartbeat(
        stamp(through), VersionVector.EMPTY, START_MILLIS, stamp(follows));
  }

  @Test
  void whatFollowsALostWriteIsAppliedButProvesNothing() {
    feed.holds(write("c", 3, 2), write("d", 4, 3));
    settle();

    assertThat(store.applied()).containsExactly("a", "c", "d");
    assertThat(link.appliedThrough()).isEqualTo(stamp(1));
    assertThat(link.seenThrough()).isEqualTo(stamp(4));
    assertThat(peer.askedToSendAgain()).containsExactly(stamp(1));
  }

  @Test
  void whatIsSentAgainClosesTheGap() {
    feed.holds(write("c", 3, 2));
    settle();
    feed.holds(write("b", 2, 1), write("c", 3, 2), beat(9, 3));
    settle();

    assertThat(store.items(CARTS)).containsExactly("a", "b", "c");
    assertThat(link.appliedThrough()).isEqualTo(stamp(9));
  }

  @Test
  void aHeartbeatTellsThatTheLastWriteIsMissing() {
    feed.holds(beat(7, 5));
    settle();

    assertThat(link.appliedThrough()).isEqualTo(stamp(1));
    assertThat(peer.askedToSendAgain()).containsExactly(stamp(1));
  }

  @Test
  void anOriginThatDoesNotDoItIsAskedOnceMore() {
    peer.goesDown();
    feed.holds(beat(7, 5));
    settle();
    assertThat(link.status().state()).isEqualTo("STREAMING");
    peer.comesBack();
    feed.holds(beat(7, 5));
    settle();
    assertThat(peer.askedToSendAgain()).as("not in vain").isEmpty();

    time.advance(Link.SEND_AGAIN_MILLIS);
    feed.holds(beat(7, 5));
    settle();
    assertThat(peer.askedToSendAgain()).containsExactly(stamp(1));
  }

  @Test
  void whatIsNotInTheOriginsLogAnyMoreIsCopied() {
    peer.hasALogThatDoesNotReachBack();
    peer.holds(
        put(CARTS, "a", OREGON, START_MILLIS + 1), put(CARTS, "b", OREGON, START_MILLIS + 2));
    peer.hasApplied(Changes.vector(OREGON, START_MILLIS + 2));
    feed.holds(write("c", 3, 2));
    settle();

    assertThat(store.items(CARTS)).containsExactly("a", "b", "c");
    assertThat(link.appliedThrough()).isEqualTo(stamp(3));
    assertThat(link.status().state()).isEqualTo("STREAMING");
  }

  /// Or one poisoned record would be sent again for ever.
  @Test
  void aRecordThatCannotBeReadIsNoGap() {
    feed.holds(new StreamRecord.Unreadable(Bytes.of(new byte[] {1}), "wrong checksum"));
    settle();
    feed.holds(write("c", 3, 2));
    settle();

    assertThat(peer.askedToSendAgain()).isEmpty();
    assertThat(link.appliedThrough()).isEqualTo(stamp(3));
  }
}
