package io.atolldb.replication;

import io.atolldb.clock.RegionId;
import io.atolldb.replication.PeerRegion.PeerUnavailable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SortedMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks once, after every start, whether this region has forgotten writes of its own that others
/// have: its directory is an older copy, or its disk lost what it had confirmed.
///
/// Every peer is asked how far it has this region's stream. One that has more than the log holds is
/// the source of what was lost: the shared tables are copied from it, in one commit, and the writer
/// sends on what returns, because a third region may lack it too.
///
/// Until all have answered nothing is published, or a reader would take the first new write for all
/// that there is before it. A peer that does not answer holds that up for `WAIT_MILLIS` only: it is
/// asked all the same when it can be reached, but what it has from before can then not always be
/// told from what it has from this life. So an older directory is best restored while the peers can
/// be reached.
public final class OwnTail implements Agent {

  /// How long peers are waited for before publishing begins without them.
  public static final long WAIT_MILLIS = 5_000;

  private static final long AWAIT_MILLIS = 100;
  private static final Logger LOGGER = LoggerFactory.getLogger(OwnTail.class);

  private final RegionId self;
  private final Replicas replicas;
  private final ReplicaStore store;
  private final OwnWrites own;
  private final Ticks ticks;
  private final Backoff backoff;
  private final Pause pause = new Pause();
  private final long latestAtStart;

  /// Those that have not answered yet; the first is the next to be asked.
  private final Deque<PeerRegion> unasked;

  private @Nullable PeerRegion source;
  private @Nullable WholeCopy copy;
  private long retryAt = Long.MIN_VALUE;
  private volatile long publishAt;
  private volatile boolean complete;

  public OwnTail(
      RegionId self,
      SortedMap<RegionId, PeerRegion> peers,
      Replicas replicas,
      ReplicaStore store,
      OwnWrites own,
      Ticks ticks,
      RandomGenerator chance) {
    this.self = self;
    this.replicas = replicas;
    this.store = store;
    this.own = own;
    this.ticks = ticks;
    this.backoff = new Backoff(chance);
    this.latestAtStart = own.latest();
    this.unasked = new ArrayDeque<>(peers.values());
    this.publishAt = ticks.millis() + WAIT_MILLIS;
    this.complete = peers.isEmpty();
  }

  @Override
  public String role() {
    return "own-tail";
  }

  /// Whether the end of the log may be shown to others.
  public boolean mayPublish() {
    return complete || ticks.millis() >= publishAt;
  }

  @Override
  public int doWork() {
    if (complete || ticks.millis() < retryAt) return 0;
    try {
      PeerRegion giving = source;
      int done = giving == null ? askNext() : fetchFrom(giving);
      if (done > 0) backoff.succeeded();
      return done;
    } catch (PeerUnavailable unavailable) {
      LOGGER.debug("own-tail.unavailable reason={}", unavailable.getMessage());
      unasked.add(unasked.remove());
      leave();
      retryAt = ticks.millis() + backoff.nextMillis();
      return 0;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private int askNext() throws PeerUnavailable, InterruptedException {
    PeerRegion peer = unasked.element();
    long there = peer.applied().packed(self);
    // Once something was published, a peer may have it from this life as well: then only what is
    // later than everything here is known to be lost.
    if (there <= (mayPublish() ? own.latest() : latestAtStart)) return settled();
    own.happenedUpTo(there);
    LOGGER.warn(
        "own-tail.lost here={} {}={}: own writes are fetched back",
        latestAtStart,
        peer.region(),
        there);
    source = peer;
    return 1;
  }

  private int fetchFrom(PeerRegion peer) throws PeerUnavailable, InterruptedException {
    WholeCopy current = copy == null ? wholeCopy(peer) : copy;
    return switch (current.doWork()) {
      case ADVANCED -> {
        publishAt = Math.max(publishAt, ticks.millis() + WAIT_MILLIS);
        yield 1;
      }
      case SUBMITTED -> 0;
      case BEHIND, ABSENT, HELD, REFUSED -> {
        retryAt = ticks.millis() + Link.HOLD_MILLIS;
        yield 0;
      }
      case COMPLETED -> {
        LOGGER.info("own-tail.fetched from={}", peer.region());
        yield settled();
      }
    };
  }

  private WholeCopy wholeCopy(PeerRegion peer) {
    var begun = new WholeCopy(peer, () -> replicas.sharedWith(peer.region()), store);
    copy = begun;
    return begun;
  }

  private int settled() {
    unasked.remove();
    leave();
    complete = unasked.isEmpty();
    return 1;
  }

  private void leave() {
    source = null;
    copy = null;
  }

  @Override
  public void awaitWork() throws InterruptedException {
    WholeCopy current = copy;
    if (current == null || !current.await(AWAIT_MILLIS)) pause.await(AWAIT_MILLIS);
  }
}
