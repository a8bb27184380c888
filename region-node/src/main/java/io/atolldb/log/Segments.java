package io.atolldb.log;

import io.atolldb.log.Disk.DiskFile;
import java.io.IOException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The segments of a log, in order. The last one is written to.
final class Segments {

  private final Disk disk;
  private final NavigableMap<Long, Segment> bySequence = new ConcurrentSkipListMap<>();

  /// Held while a file is opened or deleted: to open a name that has just been deleted would create
  /// it anew. A file that is already open can be read to its end whatever becomes of its name.
  private final ReentrantLock names = new ReentrantLock();

  Segments(Disk disk) {
    this.disk = disk;
  }

  void add(Segment segment) {
    bySequence.put(segment.firstSequence(), segment);
  }

  boolean isEmpty() {
    return bySequence.isEmpty();
  }

  Segment first() {
    return bySequence.firstEntry().getValue();
  }

  Segment last() {
    return bySequence.lastEntry().getValue();
  }

  /// The segment that holds `sequence` if the log holds it; null if it was deleted.
  @Nullable Segment holding(long sequence) {
    Map.Entry<Long, Segment> entry = bySequence.floorEntry(sequence);
    return entry == null ? null : entry.getValue();
  }

  @Nullable Segment after(Segment segment) {
    Map.Entry<Long, Segment> entry = bySequence.higherEntry(segment.firstSequence());
    return entry == null ? null : entry.getValue();
  }

  long usableBytes() throws IOException {
    return disk.usableBytes();
  }

  /// First sequences of all segments, ascending.
  long[] starts() {
    return bySequence.keySet().stream().mapToLong(Long::longValue).toArray();
  }

  /// Opens a segment's file; null if it has been deleted. To be closed.
  @Nullable DiskFile open(Segment segment) throws IOException {
    names.lock();
    try {
      if (!bySequence.containsKey(segment.firstSequence())) return null;
      return disk.open(segment.name());
    } finally {
      names.unlock();
    }
  }

  /// Deletes, oldest first, segments that hold nothing above `sequence`; never the last. Each
  /// deletion is durable before the next, so that no crash leaves a hole.
  void deleteThrough(long sequence) throws IOException {
    names.lock();
    try {
      while (bySequence.size() > 1) {
        Segment oldest = first();
        Segment next = after(oldest);
        if (next == null || next.firstSequence() > sequence + 1) return;
        bySequence.remove(oldest.firstSequence());
        disk.delete(oldest.name());
        disk.forceNames();
      }
    } finally {
      names.unlock();
    }
  }
}
