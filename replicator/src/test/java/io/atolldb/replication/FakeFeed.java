package io.atolldb.replication;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A change stream that a test fills, breaks and mends.
final class FakeFeed implements ChangeFeed {

  private final List<StreamRecord> records = new ArrayList<>();
  private int topics = 1;
  private long oldest;
  private int deliveredAtMost = Integer.MAX_VALUE;
  private boolean down;
  private long next = -1;
  private int connectedTopic;
  private int connections;

  void holds(StreamRecord... more) {
    records.addAll(List.of(more));
  }

  void deliversAtMost(int limit) {
    deliveredAtMost = limit;
  }

  void goesDown() {
    down = true;
  }

  void comesBack() {
    down = false;
  }

  /// Retention passes over the records before `offset`.
  void forgetsBefore(long offset) {
    oldest = offset;
  }

  /// The topic is deleted, and made again without what it held.
  void isMadeAnew() {
    topics++;
    records.clear();
    oldest = 0;
  }

  int connections() {
    return connections;
  }

  boolean isConnected() {
    return next >= 0;
  }

  StreamPosition position(long offset) {
    return new StreamPosition("cluster", "topic-" + topics, offset);
  }

  @Override
  public StreamPosition connect(@Nullable StreamPosition from)
      throws FeedUnavailable, PositionLost {
    next = -1;
    requireUp();
    StreamPosition start = from == null ? position(oldest) : from;
    requireHeld(start);
    next = start.offset();
    connectedTopic = topics;
    connections++;
    return start;
  }

  @Override
  public Batch poll(int limit) throws FeedUnavailable, PositionLost {
    requireUp();
    if (next < 0) throw new FeedUnavailable("not connected", null);
    if (connectedTopic != topics) throw new PositionLost("the topic is another one");
    requireHeld(position(next));
    long end = Math.min(records.size(), next + Math.min(limit, deliveredAtMost));
    var batch = new Batch(records.subList((int) next, (int) end), position(end));
    next = end;
    return batch;
  }

  private void requireUp() throws FeedUnavailable {
    if (down) throw new FeedUnavailable("the feed is down", null);
  }

  private void requireHeld(StreamPosition position) throws PositionLost {
    boolean held = position.offset() >= oldest && position.offset() <= records.size();
    if (!held || !position.equals(position(position.offset()))) {
      throw new PositionLost(position + " is gone");
    }
  }

  @Override
  public void awaitRecords(long millisMax) throws FeedUnavailable {
    requireUp();
  }

  @Override
  public long ahead(StreamPosition from) throws FeedUnavailable, PositionLost {
    requireUp();
    requireHeld(from);
    return records.size() - from.offset();
  }

  @Override
  public long backlog() {
    return next < 0 ? 0 : records.size() - next;
  }

  @Override
  public void disconnect() {
    next = -1;
  }
}
