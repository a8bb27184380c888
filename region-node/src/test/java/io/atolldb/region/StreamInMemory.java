package io.atolldb.region;

import io.atolldb.replication.ChangeFeed;
import io.atolldb.replication.ChangeStream;
import io.atolldb.replication.StreamPosition;
import io.atolldb.replication.StreamRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A change stream in a list, with a feed that a test can hold back.
final class StreamInMemory implements ChangeStream {

  private final List<StreamRecord> records = new ArrayList<>();
  private boolean held;

  @Override
  public synchronized void append(List<StreamRecord> more) {
    records.addAll(more);
    notifyAll();
  }

  /// From now on its feeds bring nothing, as if nothing were written.
  synchronized void hold() {
    held = true;
  }

  synchronized void release() {
    held = false;
    notifyAll();
  }

  private synchronized List<StreamRecord> after(int at, int limit) {
    if (held) return List.of();
    return List.copyOf(records.subList(at, (int) Math.min(records.size(), (long) at + limit)));
  }

  private synchronized void awaitAfter(int at, long millisMax) throws InterruptedException {
    long end = System.currentTimeMillis() + millisMax;
    for (long left = millisMax; left > 0; left = end - System.currentTimeMillis()) {
      if (!held && records.size() > at) return;
      wait(left);
    }
  }

  ChangeFeed feed() {
    return new Feed();
  }

  private final class Feed implements ChangeFeed {
    private int next;

    @Override
    public StreamPosition connect(@Nullable StreamPosition from) {
      next = from == null ? 0 : (int) from.offset();
      return position();
    }

    private StreamPosition position() {
      return new StreamPosition("cluster", "topic", next);
    }

    @Override
    public Batch poll(int limit) {
      List<StreamRecord> found = after(next, limit);
      next += found.size();
      return new Batch(found, position());
    }

    @Override
    public void awaitRecords(long millisMax) throws InterruptedException {
      awaitAfter(next, millisMax);
    }

    @Override
    public long ahead(StreamPosition from) {
      return after((int) from.offset(), Integer.MAX_VALUE).size();
    }

    @Override
    public long backlog() {
      return 0;
    }

    @Override
    public void disconnect() {}
  }
}
