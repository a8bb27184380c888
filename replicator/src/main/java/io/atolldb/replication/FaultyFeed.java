package io.atolldb.replication;

import io.atolldb.clock.RegionId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A feed that obeys [LinkFaults]: cut, it is unavailable; delayed, it shows a batch only so long
/// after its arrival. Order is kept.
public final class FaultyFeed implements ChangeFeed {

  /// Batches that wait for their time; beyond it the feed itself is not read.
  static final int WAITING_LIMIT = 256;

  private record Arrived(Batch batch, long tick) {}

  private final ChangeFeed feed;
  private final RegionId origin;
  private final LinkFaults faults;
  private final Ticks ticks;
  private final Deque<Arrived> waiting = new ArrayDeque<>();
  private StreamPosition shown = new StreamPosition("", "", 0);

  public FaultyFeed(ChangeFeed feed, RegionId origin, LinkFaults faults, Ticks ticks) {
    this.feed = feed;
    this.origin = origin;
    this.faults = faults;
    this.ticks = ticks;
  }

  @Override
  public StreamPosition connect(@Nullable StreamPosition from)
      throws FeedUnavailable, PositionLost {
    refuseWhenCut();
    waiting.clear();
    shown = feed.connect(from);
    return shown;
  }

  @Override
  public Batch poll(int limit) throws FeedUnavailable, PositionLost {
    refuseWhenCut();
    long delayMillis = faults.of(origin).delayMillis();
    if (delayMillis == 0 && waiting.isEmpty()) return feed.poll(limit);

    if (waiting.size() < WAITING_LIMIT) {
      Batch arrived = feed.poll(limit);
      if (!arrived.records().isEmpty()) waiting.add(new Arrived(arrived, ticks.millis()));
    }
    Arrived next = waiting.peek();
    if (next == null || ticks.millis() < next.tick() + delayMillis) {
      return new Batch(List.of(), shown);
    }
    waiting.remove();
    shown = next.batch().next();
    return next.batch();
  }

  @Override
  public void awaitRecords(long millisMax)
      throws FeedUnavailable, PositionLost, InterruptedException {
    refuseWhenCut();
    Arrived next = waiting.peek();
    long until = next == null ? Long.MAX_VALUE : next.tick() + faults.of(origin).delayMillis();
    feed.awaitRecords(Math.max(1, Math.min(millisMax, until - ticks.millis())));
  }

  @Override
  public long backlog() {
    long waitingRecords = 0;
    for (Arrived arrived : waiting) waitingRecords += arrived.batch().records().size();
    return waitingRecords + feed.backlog();
  }

  @Override
  public void disconnect() {
    waiting.clear();
    feed.disconnect();
  }

  private void refuseWhenCut() throws FeedUnavailable {
    if (faults.of(origin).cut()) {
      throw new FeedUnavailable("the link from " + origin + " is cut on purpose", null);
    }
  }
}
