package io.atolldb.log;

import io.atolldb.log.Disk.DiskFile;
import java.io.IOException;
import java.util.Map;

/// Reads durable groups from the segments, beside the appender. Every group it passes is checked,
/// those too that only lie on the way.
final class SegmentReader {

  private static final int WINDOW_BYTES = 64 << 10;

  private final Segments segments;

  SegmentReader(Segments segments) {
    this.segments = segments;
  }

  /// Fills the page; all its records are known to be durable.
  void readInto(Page page) throws LogDamaged, IOException {
    Segment segment = segments.holding(page.nextSequence());
    while (segment != null && page.hasRoomFor(0)) {
      try (DiskFile file = segments.open(segment)) {
        if (file == null || !readSegment(segment, file, page)) return;
      }
      segment = segments.after(segment);
      // Deleted in between: the records that come next are gone.
      if (segment != null && segment.firstSequence() > page.nextSequence()) return;
    }
  }

  /// Whether the page may have room for more from the next segment.
  private boolean readSegment(Segment segment, DiskFile file, Page page)
      throws LogDamaged, IOException {
    long mark = SegmentHeader.readMark(segment.name(), file);
    var reader = new FrameReader(file, mark, file.size(), WINDOW_BYTES);
    Map.Entry<Long, Long> start = segment.groupBefore(page.nextSequence());
    long expected = start.getKey();
    long offset = start.getValue();
    while (page.hasRoomFor(0)) {
      if (!reader.finds(offset)) {
        return endsHere(segment, offset, page, reader.flaw());
      }
      long first = reader.firstSequence();
      if (first != expected) {
        throw new LogDamaged(
            segment.name(), offset, "sequence " + first + " where " + expected + " belongs");
      }
      segment.remember(first, offset);
      expected = first + reader.count();
      if (expected > page.nextSequence() && !addRecords(reader, page)) return false;
      offset += reader.frameBytes();
    }
    return false;
  }

  private static boolean addRecords(FrameReader reader, Page page) {
    return reader.each((sequence, buffer, from, length) -> {
      if (sequence < page.nextSequence()) return true;
      if (!page.hasRoomFor(length)) return false;
      byte[] record = new byte[length];
      buffer.get(from, record);
      page.add(record);
      return true;
    });
  }

  /// A segment may end only where the next one begins, since all that is asked for is durable. But
  /// the next one may have been deleted meanwhile.
  private boolean endsHere(Segment segment, long offset, Page page, String flaw) throws LogDamaged {
    Segment next = segments.after(segment);
    if (next != null && next.firstSequence() == page.nextSequence()) return true;
    if (segments.first().firstSequence() > page.nextSequence()) return false;
    throw new LogDamaged(segment.name(), offset, flaw + ", before " + page.nextSequence());
  }
}
