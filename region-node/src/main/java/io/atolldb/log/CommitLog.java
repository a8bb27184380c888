package io.atolldb.log;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The local, durable, checksummed list of every change this region applied, in the order in which
/// it applied them: the truth. Records are bytes without meaning here; they are numbered from 1 on
/// without a gap.
///
/// One thread appends groups, each with one fsync; any number read beside it and see only what is
/// durable. The first failure to write or fsync ends appending for good, but [DiskFull] does not.
///
/// A thread that is interrupted while it appends or reads does no harm: a [Disk] must not close a
/// file for that.
public final class CommitLog implements AutoCloseable {

  private final LogLimits limits;
  private final Segments segments;
  private final SegmentReader reader;
  private final RecentGroups recent;
  private final Appender appender;
  private final @Nullable TornTail tornTail;

  private final ReentrantLock appending = new ReentrantLock();
  private final ReentrantLock growing = new ReentrantLock();
  private final Condition grown = growing.newCondition();
  private volatile long lastSequence;

  private CommitLog(LogLimits limits, Segments segments, Appender appender, LogRecovery recovered) {
    this.limits = limits;
    this.segments = segments;
    this.appender = appender;
    this.reader = new SegmentReader(segments);
    this.recent = new RecentGroups(limits.tailBytes());
    this.tornTail = recovered.tornTail();
    this.lastSequence = recovered.nextSequence() - 1;
  }

  /// Opens the log on a disk, or begins a new one there. A torn last group is cut off; see
  /// [#tornTail()].
  ///
  /// @param provenSequence the highest sequence that is known to have been durable because
  ///   something else remembers it, the store for instance; 0 if nothing does. A log that ends
  ///   before it is damaged.
  public static CommitLog open(Disk disk, LogLimits limits, long provenSequence)
      throws LogDamaged, IOException {
    var segments = new Segments(disk);
    var supply = new SegmentSupply(disk, limits.segmentBytes());
    for (String name : disk.names()) {
      if (Segment.isName(name)) segments.add(Segment.named(name));
    }
    if (segments.isEmpty()) {
      if (provenSequence > 0) {
        throw new LogDamaged(
            "(none)", 0, "there are no segments, but records up to " + provenSequence + " were");
      }
      segments.add(supply.take(1, 0));
    }
    var recovery = new LogRecovery(disk, segments, provenSequence);
    recovery.run();
    var appender = new Appender(disk, limits, segments, supply, recovery.end());
    return new CommitLog(limits, segments, appender, recovery);
  }

  /// Appends the records as one group and returns the sequence of the last when all are durable.
  /// The arrays belong to the log from then on. No records: nothing happens.
  ///
  /// Throws [DiskFull] before anything is written, or after it was taken back.
  public long append(List<byte[]> records) throws LogFailed, DiskFull {
    if (records.isEmpty()) return lastSequence;
    long payloadBytes = GroupFrame.payloadBytes(records);
    if (payloadBytes > limits.groupBytesMax()) {
      throw new IllegalArgumentException(
          "a group of " + payloadBytes + " bytes is above " + limits.groupBytesMax());
    }
    appending.lock();
    try {
      long first = lastSequence + 1;
      appender.append(first, records, (int) payloadBytes);
      recent.add(first, records, payloadBytes);
      growTo(first + records.size() - 1);
      return lastSequence;
    } finally {
      appending.unlock();
    }
  }

  private void growTo(long sequence) {
    growing.lock();
    try {
      lastSequence = sequence;
      grown.signalAll();
    } finally {
      growing.unlock();
    }
  }

  /// The sequence of the oldest record that is still here, or the next one if there is none.
  public long firstSequence() {
    return segments.first().firstSequence();
  }

  /// The sequence of the last durable record, 0 if there never was one.
  public long lastSequence() {
    return lastSequence;
  }

  /// What was cut off when the log was opened, null if nothing was.
  public @Nullable TornTail tornTail() {
    return tornTail;
  }

  /// First sequences of the segments, ascending: everything before one of them can be deleted.
  public long[] segmentStarts() {
    return segments.starts();
  }

  /// About how many bytes the log takes on its disk.
  public long bytes() {
    return (long) segments.starts().length * limits.segmentBytes();
  }

  /// Bytes that its disk still has.
  public long usableBytes() throws IOException {
    return segments.usableBytes();
  }

  /// The records after `afterSequence`, in order, at most `limit` and at most `bytesMax` bytes of
  /// them, but at least one if there is one. Throws [SequenceDeleted] if the first of them is gone.
  public List<LoggedRecord> read(long afterSequence, int limit, int bytesMax)
      throws LogDamaged, IOException {
    var page = new Page(afterSequence, lastSequence, limit, bytesMax);
    if (!page.hasRoomFor(0)) return page.records();
    recent.readInto(page);
    if (page.isEmpty()) reader.readInto(page);
    if (page.isEmpty()) throw new SequenceDeleted(afterSequence + 1, firstSequence());
    return page.records();
  }

  /// Returns when there is a record after `sequence`, or after `millisMax`.
  public void awaitBeyond(long sequence, long millisMax) throws InterruptedException {
    long nanosLeft = TimeUnit.MILLISECONDS.toNanos(millisMax);
    growing.lock();
    try {
      while (lastSequence <= sequence && nanosLeft > 0) nanosLeft = grown.awaitNanos(nanosLeft);
    } finally {
      growing.unlock();
    }
  }

  /// Deletes whole segments that hold nothing above `sequence`. Readers in the midst of them read
  /// on.
  public void deleteThrough(long sequence) throws IOException {
    segments.deleteThrough(sequence);
  }

  /// Ends appending. Twice is as once.
  @Override
  public void close() throws IOException {
    appending.lock();
    try {
      appender.close();
    } finally {
      appending.unlock();
    }
  }
}
