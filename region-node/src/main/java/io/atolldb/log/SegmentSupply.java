package io.atolldb.log;

import io.atolldb.log.Disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// Makes segments ahead of need: filled with zeros, so that writing to them changes neither the
/// file's size nor its blocks and an fsync has to wait for nothing but the bytes of the group.
///
/// Owned by the appender. Only the filling runs in the background.
final class SegmentSupply implements AutoCloseable {

  static final String SPARE = "spare";

  /// Written and made durable at a time, so that groups that are appended meanwhile need not wait
  /// for all of it.
  private static final int STEP_BYTES = 4 << 20;

  private final Disk disk;
  private final int segmentBytes;
  private @Nullable FutureTask<Boolean> filling;

  SegmentSupply(Disk disk, int segmentBytes) {
    this.disk = disk;
    this.segmentBytes = segmentBytes;
  }

  /// Begins to fill a spare segment, if there is none.
  void prepare() {
    if (filling != null) return;
    var task = new FutureTask<>(() -> fill(segmentBytes));
    filling = task;
    disk.inBackground(task);
  }

  /// The durable name of a segment with room for a group of `frameBytes`.
  Segment take(long firstSequence, int frameBytes) throws IOException {
    int neededBytes = Segment.HEADER_BYTES + frameBytes;
    prepare();
    awaitFilled();
    if (neededBytes > segmentBytes) fill(neededBytes);

    var segment = new Segment(firstSequence);
    disk.rename(SPARE, segment.name());
    disk.forceNames();
    return segment;
  }

  /// A failure is forgotten once it was told, so that a full disk can be tried again. An interrupt
  /// does not end the waiting, since it would end the log with it.
  private void awaitFilled() throws IOException {
    FutureTask<Boolean> task = filling;
    if (task == null) return;
    filling = null;
    boolean interrupted = false;
    try {
      while (true) {
        try {
          task.get();
          return;
        } catch (InterruptedException later) {
          interrupted = true;
        }
      }
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof IOException io ? io : new IOException(failed.getCause());
    } finally {
      if (interrupted) Thread.currentThread().interrupt();
    }
  }

  /// The header comes last: a spare that has one is complete.
  private boolean fill(int bytes) throws IOException {
    try (DiskFile file = disk.open(SPARE)) {
      file.truncate(0);
      ByteBuffer zeros = ByteBuffer.allocateDirect(Math.min(bytes, STEP_BYTES));
      for (long at = 0; at < bytes; at += zeros.limit()) {
        zeros.clear().limit((int) Math.min(zeros.capacity(), bytes - at));
        file.write(zeros, at);
        zeros.rewind();
        file.force();
      }
      file.write(SegmentHeader.create(), 0);
      file.force();
      return true;
    } catch (DiskFull full) {
      disk.delete(SPARE);
      throw full;
    }
  }

  /// Waits until nothing is written any more.
  @Override
  public void close() {
    try {
      awaitFilled();
    } catch (IOException nobodyNeedsItNow) {
      // The spare segment that could not be made would have been thrown away.
      filling = null;
    }
  }
}
