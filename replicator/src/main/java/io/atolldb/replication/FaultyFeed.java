package io.atolldb.replication;

import io.atolldb.clock.RegionId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A feed that obeys [LinkFaults]: cut, it is unavailable; delayed, it shows a batch only so long
/// after its arrival. Order is kept.
public final class FaultyFeed implements ChangeFeed {

  /// Records, and bytes of keys and images, that wait for their time; beyond either the feed itself
  /// is not read, and what stays there arrives later.
  static final int WAITING_RECORDS_LIMIT = 100_000;

  static final long WAITING_BYTES_LIMIT = 64 << 20;

  private record Arrived(Batch batch, long bytes, long tick) {}

  private final ChangeFeed feed;
  private final RegionId origin;
  private final LinkFaults faults;
  private final Ticks ticks;
  private final Pause pause = new Pause();
  private final Deque<Arrived> waiting = new ArrayDeque<>();
  private long waitingRecords;
  private long waitingBytes;
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
    forgetWaiting();
    shown = feed.connect(from);
    return shown;
  }

  @Override
  public Batch poll(int limit) throws FeedUnavailable, PositionLost {
    refuseWhenCut();
    long delayMillis = faults.of(origin).delayMillis();
    if (delayMillis == 0 && waiting.isEmpty()) {
      Batch batch = feed.poll(limit);
      shown = batch.next();
      return batch;
    }
    if (!isFull()) receive(feed.poll(limit));
    Arrived next = waiting.peek();
    if (next == null || ticks.millis() < next.tick() + delayMillis) {
      return new Batch(List.of(), shown);
    }
    waiting.remove();
    waitingRecords -= next.batch().records().size();
    waitingBytes -= next.bytes();
    shown = next.batch().next();
    return next.batch();
  }

  private void receive(Batch batch) {
    if (batch.records().isEmpty()) return;
    long bytes = 0;
    for (StreamRecord record : batch.records()) bytes += record.bytes();
    waiting.add(new Arrived(batch, bytes, ticks.millis()));
    waitingRecords += batch.records().size();
    waitingBytes += bytes;
  }

  private boolean isFull() {
    return waitingRecords >= WAITING_RECORDS_LIMIT || waitingBytes >= WAITING_BYTES_LIMIT;
  }

  private void forgetWaiting() {
    waiting.clear();
    waitingRecords = 0;
    waitingBytes = 0;
  }

  /// Ends when records arrive as well, although they cannot be shown yet: their time counts from
  /// their arrival.
  @Override
  public void awaitRecords(long millisMax)
      throws FeedUnavailable, PositionLost, InterruptedException {
    refuseWhenCut();
    Arrived next = waiting.peek();
    long until = next == null ? Long.MAX_VALUE : next.tick() + faults.of(origin).delayMillis();
    long now = ticks.millis();
    if (until <= now) return;
    long millis = Math.min(millisMax, until - now);
    if (isFull()) {
      pause.await(millis);
    } else {
      feed.awaitRecords(millis);
    }
  }

  @Override
  public long ahead(StreamPosition from) throws FeedUnavailable, PositionLost {
    refuseWhenCut();
    return feed.ahead(from);
  }

  @Override
  public long backlog() {
    return waitingRecords + feed.backlog();
  }

  @Override
  public void disconnect() {
    forgetWaiting();
    feed.disconnect();
  }

  private void refuseWhenCut() throws FeedUnavailable {
    if (faults.of(origin).cut()) {
      throw new FeedUnavailable("the link from " + origin + " is cut on purpose", null);
    }
  }
}
