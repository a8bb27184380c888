package io.atolldb.log;

import io.atolldb.log.Disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The writing end of the log: puts groups one after the other into the last segment, and makes
/// each durable before it returns. Used by one thread at a time.
///
/// It goes on after [DiskFull], and after nothing else.
final class Appender implements AutoCloseable {

  private final Disk disk;
  private final LogLimits limits;
  private final Segments segments;
  private final SegmentSupply supply;
  private final GroupFrame frame = new GroupFrame();

  private DiskFile file;
  private long fileBytes;
  private long mark;
  private long end;
  private @Nullable LogFailed failure;

  /// Goes on in the last segment, at `end`.
  Appender(Disk disk, LogLimits limits, Segments segments, SegmentSupply supply, long end)
      throws LogDamaged, IOException {
    this.disk = disk;
    this.limits = limits;
    this.segments = segments;
    this.supply = supply;
    this.end = end;
    this.file = disk.open(segments.last().name());
    try {
      this.fileBytes = file.size();
      this.mark = SegmentHeader.readMark(segments.last().name(), file);
    } catch (IOException | LogDamaged unreadable) {
      file.close();
      throw unreadable;
    }
    supply.prepare();
  }

  /// Makes the records durable as one group, of which the first gets the sequence `first`.
  void append(long first, List<byte[]> records, int payloadBytes) throws LogFailed, DiskFull {
    if (failure != null) throw new LogFailed("the commit log takes no more", failure);
    boolean settled = false;
    try {
      leaveReserve();
      int frameBytes = GroupFrame.frameBytes(payloadBytes);
      if (end + frameBytes > fileBytes) roll(first, frameBytes);
      write(frame.encode(mark, first, records, payloadBytes));
      segments.last().remember(first, end);
      end += frameBytes;
      settled = true;
    } catch (DiskFull full) {
      settled = true;
      throw full;
    } catch (IOException failed) {
      failure = new LogFailed("sequence " + first + " could not be made durable", failed);
      throw failure;
    } finally {
      if (!settled && failure == null) failure = new LogFailed("appending ended half-way");
    }
  }

  private void leaveReserve() throws IOException {
    long usableBytes = disk.usableBytes();
    if (usableBytes < limits.reserveBytes()) {
      throw new DiskFull(
          usableBytes + " bytes are left, " + limits.reserveBytes() + " are held in reserve");
    }
  }

  /// Goes on in a new segment. The old one is durable as a whole.
  private void roll(long first, int frameBytes) throws IOException {
    Segment segment = supply.take(first, frameBytes);
    DiskFile next = disk.open(segment.name());
    try {
      mark = SegmentHeader.readMark(segment.name(), next);
    } catch (LogDamaged damaged) {
      next.close();
      throw new IOException("a segment that was just made cannot be read", damaged);
    }
    file.close();
    file = next;
    fileBytes = next.size();
    end = Segment.HEADER_BYTES;
    segments.add(segment);
    supply.prepare();
  }

  private void write(ByteBuffer bytes) throws IOException {
    try {
      file.write(bytes, end);
    } catch (DiskFull full) {
      takeBack(full);
      throw full;
    }
    try {
      file.force();
    } catch (DiskFull full) {
      throw new IOException("fsync failed for want of room", full);
    }
  }

  /// Erases the beginning of a group of which a part may have been written. Its rest could be
  /// zeros, so that the part alone would pass for the whole one day.
  private void takeBack(DiskFull full) throws IOException {
    try {
      file.write(ByteBuffer.allocate(GroupFrame.HEADER_BYTES), end);
      file.force();
    } catch (IOException failed) {
      failed.addSuppressed(full);
      throw new IOException("a group written in part could not be taken back", failed);
    }
  }

  @Override
  public void close() throws IOException {
    if (failure == null) failure = new LogFailed("the commit log is closed");
    supply.close();
    file.close();
  }
}
