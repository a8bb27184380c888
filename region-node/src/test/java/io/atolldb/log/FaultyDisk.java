package io.atolldb.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// A disk that fails when it is told to.
final class FaultyDisk implements Disk {

  private final MemoryDisk disk;
  private int forcesLeft = Integer.MAX_VALUE;
  private int writesLeft = Integer.MAX_VALUE;
  private int bytesLeft = Integer.MAX_VALUE;

  FaultyDisk() {
    this(new MemoryDisk(Long.MAX_VALUE));
  }

  FaultyDisk(MemoryDisk disk) {
    this.disk = disk;
  }

  /// So many more succeed, then every one fails.
  void failsForcesAfter(int forces) {
    forcesLeft = forces;
  }

  void failsWritesAfter(int writes) {
    writesLeft = writes;
  }

  /// One write takes so many bytes, then there is no room; the next ones, which are short, fit.
  void fillsUpAfterBytes(int bytes) {
    bytesLeft = bytes;
  }

  void worksAgain() {
    forcesLeft = Integer.MAX_VALUE;
    writesLeft = Integer.MAX_VALUE;
    bytesLeft = Integer.MAX_VALUE;
  }

  /// One bit of a file changes, durably.
  void flips(String name, long bit) throws IOException {
    try (DiskFile file = disk.open(name)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      file.read(one, bit / Byte.SIZE);
      one.put(0, (byte) (one.get(0) ^ 1 << (bit % Byte.SIZE)));
      file.write(one.clear(), bit / Byte.SIZE);
      file.force();
    }
  }

  private void countForce() throws IOException {
    if (forcesLeft == 0) throw new IOException("Input/output error");
    forcesLeft--;
  }

  @Override
  public List<String> names() throws IOException {
    return disk.names();
  }

  @Override
  public DiskFile open(String name) throws IOException {
    return new FaultyFile(disk.open(name));
  }

  @Override
  public void delete(String name) throws IOException {
    disk.delete(name);
  }

  @Override
  public void rename(String from, String to) throws IOException {
    disk.rename(from, to);
  }

  @Override
  public void forceNames() throws IOException {
    countForce();
    disk.forceNames();
  }

  @Override
  public long usableBytes() throws IOException {
    return disk.usableBytes();
  }

  private final class FaultyFile implements DiskFile {
    private final DiskFile file;

    FaultyFile(DiskFile file) {
      this.file = file;
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
      if (writesLeft == 0) throw new IOException("Input/output error");
      writesLeft--;
      if (source.remaining() > bytesLeft) {
        file.write(source.slice(source.position(), bytesLeft), position);
        throw new DiskFull("No space left on device");
      }
      file.write(source, position);
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
      return file.read(target, position);
    }

    @Override
    public void force() throws IOException {
      countForce();
      file.force();
    }

    @Override
    public void truncate(long size) throws IOException {
      file.truncate(size);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
