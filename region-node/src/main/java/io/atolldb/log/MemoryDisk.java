package io.atolldb.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/// A disk in memory, for nodes that keep nothing and for simulation. Like a real one it forgets:
/// after a [#crash(RandomGenerator)] it holds what was forced, and of the rest what chance has left
/// of it.
///
/// Any number of threads may use it.
public final class MemoryDisk implements Disk {

  /// A change of names that was not forced.
  private sealed interface NameChange {
    record Create(String name, MemoryFile file) implements NameChange {}

    record Delete(String name) implements NameChange {}

    record Rename(String from, String to) implements NameChange {}
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final long capacityBytes;
  private SortedMap<String, MemoryFile> files = new TreeMap<>();
  private final SortedMap<String, MemoryFile> forcedNames = new TreeMap<>();
  private final List<NameChange> unforcedNames = new ArrayList<>();
  private int crashes;

  /// A disk that is full when its files have `capacityBytes` together.
  public MemoryDisk(long capacityBytes) {
    this.capacityBytes = capacityBytes;
  }

  /// Power fails. Bytes that were not forced are there or not, in part and in any order; names that
  /// were not forced are as after some moment since the last time they were. Files that were open
  /// cannot be used any more.
  public void crash(RandomGenerator chance) {
    locked(() -> {
      int kept = chance.nextInt(unforcedNames.size() + 1);
      for (NameChange each : unforcedNames.subList(0, kept)) apply(each, forcedNames);
      unforcedNames.clear();
      files = new TreeMap<>(forcedNames);
      for (MemoryFile each : files.values()) each.crash(chance);
      crashes++;
      return kept;
    });
  }

  @Override
  public List<String> names() throws IOException {
    return locked(() -> List.copyOf(files.keySet()));
  }

  @Override
  public DiskFile open(String name) throws IOException {
    return locked(() -> {
      if (!files.containsKey(name)) change(new NameChange.Create(name, new MemoryFile()));
      return new OpenFile(file(name), crashes);
    });
  }

  @Override
  public void delete(String name) throws IOException {
    locked(() -> {
      file(name);
      change(new NameChange.Delete(name));
      return name;
    });
  }

  @Override
  public void rename(String from, String to) throws IOException {
    locked(() -> {
      file(from);
      change(new NameChange.Rename(from, to));
      return to;
    });
  }

  @Override
  public void forceNames() throws IOException {
    locked(() -> {
      for (NameChange each : unforcedNames) apply(each, forcedNames);
      unforcedNames.clear();
      return forcedNames;
    });
  }

  @Override
  public long usableBytes() throws IOException {
    return locked(this::freeBytes);
  }

  private long freeBytes() {
    long used = 0;
    for (MemoryFile each : files.values()) used += each.size();
    return Math.max(0, capacityBytes - used);
  }

  private MemoryFile file(String name) throws IOException {
    MemoryFile file = files.get(name);
    if (file == null) throw new NoSuchFileException(name);
    return file;
  }

  private void change(NameChange change) {
    apply(change, files);
    unforcedNames.add(change);
  }

  private static void apply(NameChange change, SortedMap<String, MemoryFile> names) {
    switch (change) {
      case NameChange.Create(String name, MemoryFile file) -> names.put(name, file);
      case NameChange.Delete(String name) -> names.remove(name);
      case NameChange.Rename(String from, String to) -> {
        MemoryFile file = names.remove(from);
        if (file != null) names.put(to, file);
      }
    }
  }

  private <R, X extends Exception> R locked(Step<R, X> step) throws X {
    lock.lock();
    try {
      return step.take();
    } finally {
      lock.unlock();
    }
  }

  @FunctionalInterface
  private interface Step<R, X extends Exception> {
    R take() throws X;
  }

  private final class OpenFile implements DiskFile {
    private final MemoryFile file;
    private final int openedAfterCrashes;
    private boolean closed;

    OpenFile(MemoryFile file, int openedAfterCrashes) {
      this.file = file;
      this.openedAfterCrashes = openedAfterCrashes;
    }

    @Override
    public long size() throws IOException {
      return use(file::size);
    }

    /// Writes what there is room for, as a real disk does, before it says that it is full.
    @Override
    public void write(ByteBuffer source, long position) throws IOException {
      use(() -> {
        long roomEnd = file.size() + freeBytes();
        int fits = Math.clamp(roomEnd - position, 0, source.remaining());
        boolean full = fits < source.remaining();
        file.write(source.slice(source.position(), fits), position);
        source.position(source.position() + fits);
        if (full) throw new DiskFull("the disk in memory has " + capacityBytes + " bytes");
        return fits;
      });
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
      return use(() -> file.read(target, position));
    }

    @Override
    public void force() throws IOException {
      use(() -> {
        file.force();
        return file;
      });
    }

    @Override
    public void truncate(long size) throws IOException {
      use(() -> {
        file.truncate(size);
        return file;
      });
    }

    @Override
    public void close() {
      closed = true;
    }

    private <R> R use(Step<R, IOException> step) throws IOException {
      return locked(() -> {
        if (closed) throw new IOException("the file is closed");
        if (openedAfterCrashes != crashes) throw new IOException("the disk has crashed");
        return step.take();
      });
    }
  }
}
