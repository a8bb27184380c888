package io.atolldb.replication;

import static io.atolldb.replication.Changes.CARTS;
import static io.atolldb.replication.Changes.OREGON;
import static io.atolldb.replication.Changes.TOKYO;
import static io.atolldb.replication.Changes.change;
import static io.atolldb.replication.Changes.put;
import static io.atolldb.replication.FakeTime.START_MILLIS;
import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.clock.RegionId;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Each link has a thread, a feed and a peer of its own: one that hangs holds up nobody.
class LinksAloneTest {

  private static final long LIMIT_SECONDS = 60;

  private final FakeTime time = new FakeTime();
  private final FakeReplicas replicas = new FakeReplicas();
  private final FakeReplicaStore store = new FakeReplicaStore();

  /// A stream whose broker takes the question and never answers.
  private static final class HangingFeed implements ChangeFeed {
    final CountDownLatch asked = new CountDownLatch(1);
    final CountDownLatch answers = new CountDownLatch(1);

    @Override
    public StreamPosition connect(@Nullable StreamPosition from) throws FeedUnavailable {
      asked.countDown();
      try {
        answers.await();
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
      }
      throw new FeedUnavailable("it hung", null);
    }

    @Override
    public Batch poll(int limit) throws FeedUnavailable {
      throw new FeedUnavailable("it hung", null);
    }

    @Override
    public void awaitRecords(long millisMax) {}

    @Override
    public long backlog() {
      return 0;
    }

    @Override
    public long ahead(StreamPosition from) {
      return 0;
    }

    @Override
    public void disconnect() {}
  }

  private Link link(RegionId origin, ChangeFeed feed) {
    var peer = new FakePeer(origin);
    return new Link(
        origin,
        new Link.Ports(feed, store, peer, replicas, time.wallClock(), time.ticks(), new Random(1)),
        false);
  }

  private static void eventually(BooleanSupplier holds) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Test
  void aLinkWhoseStreamHangsHoldsUpNoOther() throws Exception {
    store.knows(CARTS);
    replicas.share(CARTS);
    var hanging = new HangingFeed();
    var flowing = new FakeFeed();
    flowing.holds(change(put(CARTS, "a", OREGON, START_MILLIS + 1)));
    Link stuck = link(TOKYO, hanging);
    Link other = link(OREGON, flowing);
    try (var first = new AgentRunner(stuck);
        var second = new AgentRunner(other)) {
      first.start();
      assertThat(hanging.asked.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
      second.start();
      eventually(() -> other.status().state().equals("STREAMING"));
      eventually(() -> other.status().applied() == 1);

      assertThat(hanging.answers.getCount()).as("it hangs still").isEqualTo(1);
      assertThat(stuck.status().state()).isNotEqualTo("STREAMING");
      hanging.answers.countDown();
    }
    assertThat(store.items(CARTS)).containsExactly("a");
  }
}
