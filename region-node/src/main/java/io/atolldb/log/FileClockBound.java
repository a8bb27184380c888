package io.atolldb.log;

import io.atolldb.clock.ClockBound;
import io.atolldb.log.Disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The clock's bound in a small file of two copies, each with a checksum. Both are made durable
/// before a raise returns, one after the other. So a crash tears at most one, and the other holds
/// the new bound, or the old one if the new one was never promised; and if a copy is damaged later,
/// the other is equal to it.
///
/// Owned by the thread that owns the clock.
public final class FileClockBound implements ClockBound, AutoCloseable {

  static final String NAME = "clock-bound";
  private static final String NEW_NAME = "clock-bound.new";

  /// Copies are as far apart as the largest unit that a disk writes.
  static final int COPY_DISTANCE_BYTES = 4096;

  private static final int COPIES = 2;
  private static final int COPY_BYTES = Long.BYTES + Integer.BYTES;

  private final DiskFile file;
  private final ByteBuffer copy = ByteBuffer.allocateDirect(COPY_BYTES);
  private long bound;
  private @Nullable IOException failure;

  private FileClockBound(DiskFile file, long bound) {
    this.file = file;
    this.bound = bound;
  }

  /// Reads the bound from a disk, or begins with zero if there is none on it. Fails if both copies
  /// are damaged: to begin with zero then could issue timestamps a second time.
  public static FileClockBound open(Disk disk) throws IOException {
    if (!disk.names().contains(NAME)) create(disk);
    DiskFile file = disk.open(NAME);
    try {
      long bound = -1;
      for (int each = 0; each < COPIES; each++) bound = Math.max(bound, read(file, each));
      if (bound < 0) throw new IOException("both copies of the clock's bound are damaged");
      var opened = new FileClockBound(file, bound);
      opened.write(bound);
      return opened;
    } catch (IOException broken) {
      file.close();
      throw broken;
    }
  }

  /// The file gets its name when both copies are durable.
  private static void create(Disk disk) throws IOException {
    try (DiskFile file = disk.open(NEW_NAME)) {
      new FileClockBound(file, 0).write(0);
    }
    disk.rename(NEW_NAME, NAME);
    disk.forceNames();
  }

  /// The bound in one copy, -1 if it is not whole.
  private static long read(DiskFile file, int copyIndex) throws IOException {
    ByteBuffer read = ByteBuffer.allocate(COPY_BYTES);
    if (file.read(read, (long) copyIndex * COPY_DISTANCE_BYTES) < COPY_BYTES) return -1;
    long packed = read.getLong(0);
    return read.getInt(Long.BYTES) == checksum(read) ? packed : -1;
  }

  private static int checksum(ByteBuffer copy) {
    var crc = new CRC32C();
    crc.update(copy.slice(0, Long.BYTES));
    // A file of zeros would match a checksum of zero.
    return ~(int) crc.getValue();
  }

  private void write(long packed) throws IOException {
    copy.putLong(0, packed).putInt(Long.BYTES, checksum(copy));
    for (int each = 0; each < COPIES; each++) {
      file.write(copy.clear(), (long) each * COPY_DISTANCE_BYTES);
      file.force();
    }
  }

  @Override
  public long restored() {
    return bound;
  }

  /// After a failure nothing is promised any more, since nobody knows what is on the disk; only for
  /// want of room it can be tried again.
  @Override
  public void raiseTo(long packed) throws NotPersisted {
    if (packed <= bound) return;
    if (failure != null) throw new NotPersisted("the clock's bound failed before", failure);
    try {
      write(packed);
      bound = packed;
    } catch (DiskFull full) {
      throw new NotPersisted("no room for the clock's bound", full);
    } catch (IOException broken) {
      failure = broken;
      throw new NotPersisted("the clock's bound could not be made durable", broken);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
