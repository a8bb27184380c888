package io.atolldb.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileLock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.h2.store.fs.FileBaseDefault;

/// The file of an MVStore, read and written by the thread that asks.
///
/// A thread that is interrupted while it uses a `FileChannel` closes it for all. MVStore's answer
/// is "async:", which hands every page to another thread and waits for it: a fifth of what a region
/// spends on a write that finds its page not in memory. A [RandomAccessFile] knows no interrupts,
/// but has one position; so there are several, and a reader takes one that is free.
public final class StoreFile extends FileBaseDefault {

  /// Pages that can be read at once.
  static final int HANDLES = 8;

  private static final class Handle {
    final ReentrantLock lock = new ReentrantLock();
    final RandomAccessFile file;

    Handle(RandomAccessFile file) {
      this.file = file;
    }
  }

  private final List<Handle> handles;

  private StoreFile(List<Handle> handles) {
    this.handles = handles;
  }

  static StoreFile open(String name, String mode) throws IOException {
    var handles = new ArrayList<Handle>(HANDLES);
    try {
      while (handles.size() < HANDLES) handles.add(new Handle(new RandomAccessFile(name, mode)));
    } catch (IOException broken) {
      for (Handle opened : handles) opened.file.close();
      throw broken;
    }
    return new StoreFile(List.copyOf(handles));
  }

  /// One that is free, or else waits for one; locked.
  private Handle take() {
    int first = (int) (Thread.currentThread().threadId() & (HANDLES - 1));
    for (int at = 0; at < HANDLES; at++) {
      Handle handle = handles.get((first + at) & (HANDLES - 1));
      if (handle.lock.tryLock()) return handle;
    }
    Handle own = handles.get(first);
    own.lock.lock();
    return own;
  }

  @Override
  public int read(ByteBuffer into, long position) throws IOException {
    byte[] bytes = into.hasArray() ? into.array() : new byte[into.remaining()];
    int offset = into.hasArray() ? into.arrayOffset() + into.position() : 0;
    Handle handle = take();
    int read;
    try {
      handle.file.seek(position);
      read = handle.file.read(bytes, offset, into.remaining());
    } finally {
      handle.lock.unlock();
    }
    if (read <= 0) return read;
    if (into.hasArray()) into.position(into.position() + read);
    else into.put(bytes, 0, read);
    return read;
  }

  @Override
  public int write(ByteBuffer from, long position) throws IOException {
    int length = from.remaining();
    byte[] bytes = from.hasArray() ? from.array() : new byte[length];
    int offset = from.hasArray() ? from.arrayOffset() + from.position() : 0;
    if (from.hasArray()) from.position(from.limit());
    else from.get(bytes);
    Handle handle = take();
    try {
      handle.file.seek(position);
      handle.file.write(bytes, offset, length);
    } finally {
      handle.lock.unlock();
    }
    return length;
  }

  @Override
  public long size() throws IOException {
    return handles.getFirst().file.length();
  }

  @Override
  protected void implTruncate(long size) throws IOException {
    if (size < size()) handles.getFirst().file.setLength(size);
  }

  @Override
  public void force(boolean metaData) throws IOException {
    handles.getFirst().file.getFD().sync();
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) throws IOException {
    return handles.getFirst().file.getChannel().tryLock(position, size, shared);
  }

  @Override
  protected void implCloseChannel() throws IOException {
    for (Handle handle : handles) handle.file.close();
  }
}
