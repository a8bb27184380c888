package io.atolldb.log;

import io.atolldb.log.Disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Finds the end of a log that was closed or left in the lurch.
///
/// Groups are appended one by one, each durable before the next is begun. So only the very last can
/// be torn by a crash: it is cut off. Whatever else does not match was durable once, and is damage:
/// a group with a valid one behind it, and one that the store is known to have applied.
///
/// Checks every group from the segment that holds `provenSequence` on. Older ones are checked when
/// they are read.
final class LogRecovery {

  private static final int WINDOW_BYTES = 1 << 20;

  private final Disk disk;
  private final Segments segments;
  private final long provenSequence;

  private long nextSequence;
  private long end;
  private @Nullable TornTail tornTail;

  LogRecovery(Disk disk, Segments segments, long provenSequence) {
    this.disk = disk;
    this.segments = segments;
    this.provenSequence = provenSequence;
  }

  /// Makes the end of the last segment fit to be appended to.
  void run() throws LogDamaged, IOException {
    Segment segment = segments.holding(provenSequence);
    if (segment == null) segment = segments.first();
    nextSequence = segment.firstSequence();
    for (Segment each = segment; each != null; each = segments.after(each)) recover(each);
  }

  /// The sequence that the next record gets.
  long nextSequence() {
    return nextSequence;
  }

  /// Where in the last segment the next group goes.
  long end() {
    return end;
  }

  @Nullable TornTail tornTail() {
    return tornTail;
  }

  private void recover(Segment segment) throws LogDamaged, IOException {
    try (DiskFile file = disk.open(segment.name())) {
      long mark = SegmentHeader.readMark(segment.name(), file);
      var reader = new FrameReader(file, mark, file.size(), WINDOW_BYTES);
      passGroups(segment, reader);
      Segment next = segments.after(segment);
      if (next == null) {
        recoverEnd(segment, file, reader);
      } else if (next.firstSequence() != nextSequence) {
        throw new LogDamaged(
            segment.name(), end, reader.flaw() + ", before sequence " + next.firstSequence());
      }
    }
  }

  private void passGroups(Segment segment, FrameReader reader) throws LogDamaged, IOException {
    end = Segment.HEADER_BYTES;
    while (reader.finds(end)) {
      if (reader.firstSequence() != nextSequence) {
        throw new LogDamaged(
            segment.name(),
            end,
            "sequence " + reader.firstSequence() + " where " + nextSequence + " belongs");
      }
      segment.remember(nextSequence, end);
      nextSequence += reader.count();
      end += reader.frameBytes();
    }
  }

  private void recoverEnd(Segment segment, DiskFile file, FrameReader reader)
      throws LogDamaged, IOException {
    String flaw = reader.flaw();
    if (nextSequence <= provenSequence) {
      throw new LogDamaged(
          segment.name(), end, flaw + ", but records up to " + provenSequence + " were applied");
    }
    long size = file.size();
    for (long offset = end; offset < size; offset += GroupFrame.ALIGNMENT) {
      if (reader.finds(offset)) {
        throw new LogDamaged(
            segment.name(), end, flaw + ", but a valid group lies behind it at " + offset);
      }
    }
    cut(segment, file, reader, flaw);
    // A group that was found whole may still be only in memory of the machine. It will be applied
    // and published, so it has to be durable first.
    file.force();
  }

  /// Puts zeros where a torn group is, so that nothing of it can be taken for a group later.
  private void cut(Segment segment, DiskFile file, FrameReader reader, String flaw)
      throws IOException {
    long size = file.size();
    long cutThrough = end;
    for (long from = end; from < size; from += WINDOW_BYTES) {
      long to = Math.min(from + WINDOW_BYTES, size);
      if (!reader.holdsMoreThanZeros(from, to)) continue;
      file.write(ByteBuffer.allocate((int) (to - from)), from);
      cutThrough = to;
    }
    if (cutThrough > end) tornTail = new TornTail(segment.name(), end, cutThrough - end, flaw);
  }
}
