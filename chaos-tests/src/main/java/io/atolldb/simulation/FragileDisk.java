package io.atolldb.simulation;

import io.atolldb.log.Disk;
import io.atolldb.log.DiskFull;
import io.atolldb.log.MemoryDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A disk that breaks when it is told to: in the midst of writing, not between steps.
final class FragileDisk implements Disk {

  private static final long CAPACITY_BYTES = 256L << 20;

  /// How it breaks.
  enum Break {
    POWER_FAILS_BEFORE,
    POWER_FAILS_AFTER,
    /// The operation fails; nobody knows what it did.
    INPUT_OUTPUT_FAILS
  }

  /// Ends whatever runs. Everything on this disk fails until the power is back.
  static final class PowerFailure extends Error {
    private static final long serialVersionUID = 1;

    PowerFailure() {
      super("power fails");
    }
  }

  private MemoryDisk disk = new MemoryDisk(CAPACITY_BYTES);
  private int operationsLeft = Integer.MAX_VALUE;
  private Break breaks = Break.INPUT_OUTPUT_FAILS;
  private boolean powerFailed;
  private boolean full;

  /// After so many more operations that change something.
  void breakAfter(int operations, Break how) {
    operationsLeft = operations;
    breaks = how;
  }

  void neverBreaks() {
    operationsLeft = Integer.MAX_VALUE;
  }

  void isFull(boolean now) {
    full = now;
  }

  boolean hasLostPower() {
    return powerFailed;
  }

  /// The power is back: what was not forced is there or not.
  void crash(RandomSource dice) {
    disk.crash(dice.generator());
    powerFailed = false;
    operationsLeft = Integer.MAX_VALUE;
  }

  /// The bytes of its files, by name.
  SortedMap<String, byte[]> copy() throws IOException {
    var files = new TreeMap<String, byte[]>();
    for (String name : disk.names()) {
      try (DiskFile file = disk.open(name)) {
        ByteBuffer bytes = ByteBuffer.allocate((int) file.size());
        while (bytes.hasRemaining() && file.read(bytes, bytes.position()) > 0) {}
        files.put(name, bytes.array());
      }
    }
    return files;
  }

  /// Holds these files only, all forced.
  void becomes(SortedMap<String, byte[]> files) throws IOException {
    disk = new MemoryDisk(CAPACITY_BYTES);
    for (Map.Entry<String, byte[]> each : files.entrySet()) {
      try (DiskFile file = disk.open(each.getKey())) {
        file.write(ByteBuffer.wrap(each.getValue()), 0);
        file.force();
      }
    }
    disk.forceNames();
  }

  @FunctionalInterface
  private interface Operation {
    void run() throws IOException;
  }

  private void change(Operation operation) throws IOException {
    if (powerFailed) throw new PowerFailure();
    if (operationsLeft-- > 0) {
      operation.run();
      return;
    }
    operationsLeft = Integer.MAX_VALUE;
    switch (breaks) {
      case POWER_FAILS_BEFORE -> powerFailed = true;
      case POWER_FAILS_AFTER -> {
        operation.run();
        powerFailed = true;
      }
      case INPUT_OUTPUT_FAILS -> throw new IOException("input/output error");
    }
    throw new PowerFailure();
  }

  @Override
  public List<String> names() throws IOException {
    return disk.names();
  }

  @Override
  public DiskFile open(String name) throws IOException {
    return new FragileFile(disk.open(name));
  }

  @Override
  public void delete(String name) throws IOException {
    change(() -> disk.delete(name));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    change(() -> disk.rename(from, to));
  }

  @Override
  public void forceNames() throws IOException {
    change(disk::forceNames);
  }

  @Override
  public long usableBytes() throws IOException {
    return full ? 0 : disk.usableBytes();
  }

  private final class FragileFile implements DiskFile {

    private final DiskFile file;

    FragileFile(DiskFile file) {
      this.file = file;
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
      boolean grows = position + source.remaining() > file.size();
      if (full && grows) throw new DiskFull("the disk is full");
      change(() -> file.write(source, position));
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
      return file.read(target, position);
    }

    @Override
    public void force() throws IOException {
      change(file::force);
    }

    @Override
    public void truncate(long size) throws IOException {
      change(() -> file.truncate(size));
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
