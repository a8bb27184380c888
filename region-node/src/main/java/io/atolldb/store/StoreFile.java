package io.atolldb.store;

import io.atolldb.log.FileDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FileUtils;

/// The file of an MVStore, read and written by the thread that asks.
///
/// A thread that is interrupted while it uses a `FileChannel` closes it for all. MVStore's answer
/// is "async:", which hands every page to another thread and waits for it: that took a fifth of a
/// region that catches up, and nearly half of its time. Here it is the channel of a [FileDisk].
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // a channel that is told the place
public final class StoreFile extends FileBaseDefault {

  private final AsynchronousFileChannel channel;

  private StoreFile(AsynchronousFileChannel channel) {
    this.channel = channel;
  }

  static StoreFile open(String name, String mode) throws IOException {
    return new StoreFile(FileDisk.channel(Path.of(name), FileUtils.modeToOptions(mode)));
  }

  @Override
  public int read(ByteBuffer into, long position) throws IOException {
    return FileDisk.done(channel.read(into, position));
  }

  @Override
  public int write(ByteBuffer from, long position) throws IOException {
    return FileDisk.done(channel.write(from, position));
  }

  @Override
  public long size() throws IOException {
    return channel.size();
  }

  @Override
  protected void implTruncate(long size) throws IOException {
    channel.truncate(size);
  }

  @Override
  public void force(boolean metaData) throws IOException {
    channel.force(metaData);
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) throws IOException {
    return channel.tryLock(position, size, shared);
  }

  @Override
  protected void implCloseChannel() throws IOException {
    channel.close();
  }
}
