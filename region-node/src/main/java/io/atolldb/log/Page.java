package io.atolldb.log;

import java.util.ArrayList;
import java.util.List;

/// What one read gathers: records without a gap, up to a number of records and of bytes. The first
/// fits always, so that a large record cannot stop a reader.
final class Page {

  private final List<LoggedRecord> records = new ArrayList<>();
  private final long lastSequence;
  private final int limit;
  private final long bytesMax;
  private long bytes;
  private long nextSequence;

  /// From the record after `afterSequence` to, at most, `lastSequence`.
  Page(long afterSequence, long lastSequence, int limit, int bytesMax) {
    this.nextSequence = afterSequence + 1;
    this.lastSequence = lastSequence;
    this.limit = limit;
    this.bytesMax = bytesMax;
  }

  long nextSequence() {
    return nextSequence;
  }

  boolean isEmpty() {
    return records.isEmpty();
  }

  boolean hasRoomFor(int length) {
    if (nextSequence > lastSequence || records.size() >= limit) return false;
    return records.isEmpty() || bytes + length <= bytesMax;
  }

  void add(byte[] record) {
    records.add(new LoggedRecord(nextSequence, record));
    nextSequence++;
    bytes += record.length;
  }

  List<LoggedRecord> records() {
    return records;
  }
}
