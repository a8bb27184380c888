package io.atolldb.replication;

import java.util.ArrayList;
import java.util.List;

/// A stream that a test takes down, or that takes records without confirming them.
final class FakeStream implements ChangeStream {

  private final List<StreamRecord> records = new ArrayList<>();
  private final List<FakeFeed> readers = new ArrayList<>();
  private boolean down;
  private int unconfirmed;
  private int skipped;

  void goesDown() {
    down = true;
  }

  void comesBack() {
    down = false;
  }

  /// Of the next append, all but the first `missing` records come through; nothing is confirmed.
  void takesTheNextWithoutConfirming(int missing) {
    unconfirmed++;
    skipped = missing;
  }

  void isReadBy(FakeFeed feed) {
    readers.add(feed);
  }

  /// The topic is deleted, and made again without what it held.
  void isMadeAnew() {
    records.clear();
    readers.forEach(FakeFeed::isMadeAnew);
  }

  List<StreamRecord> records() {
    return records;
  }

  void forgets() {
    records.clear();
  }

  @Override
  public void append(List<StreamRecord> more) throws StreamUnavailable {
    if (down) throw unavailable("the stream is down");
    if (unconfirmed == 0) {
      take(more);
      return;
    }
    unconfirmed--;
    take(more.subList(Math.min(skipped, more.size()), more.size()));
    throw unavailable("no confirmation came");
  }

  private void take(List<StreamRecord> taken) {
    records.addAll(taken);
    for (FakeFeed reader : readers) reader.holds(taken.toArray(StreamRecord[]::new));
  }

  private static StreamUnavailable unavailable(String reason) {
    return new StreamUnavailable(reason, new IllegalStateException(reason));
  }
}
