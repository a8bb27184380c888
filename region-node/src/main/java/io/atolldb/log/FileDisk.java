package io.atolldb.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/// One directory of a file system.
///
/// A `FileChannel` is closed when a thread that uses it is interrupted, and the log would go down
/// with it. An `AsynchronousFileChannel` is not, so it is used here, with an executor that works in
/// the calling thread: nothing about it is asynchronous. `force` is fdatasync.
public final class FileDisk implements Disk {

  private static final CallerRuns CALLER_RUNS = new CallerRuns();

  /// What Linux says when a disk, or a user's share of it, is full.
  private static final List<String> NO_ROOM =
      List.of("No space left on device", "Disk quota exceeded");

  /// Less than this is as good as nothing.
  private static final long ROOM_BYTES_MIN = 64 << 10;

  private final Path directory;

  /// Looked up once, since that reads the list of all mounts.
  private final FileStore space;

  /// The directory must exist.
  public FileDisk(Path directory) throws IOException {
    this.directory = directory;
    this.space = Files.getFileStore(directory);
  }

  @Override
  public List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Override
  public DiskFile open(String name) throws IOException {
    try {
      return new ChannelFile(
          channel(
              directory.resolve(name),
              Set.of(
                  StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE)));
    } catch (IOException failed) {
      throw asDiskFull(failed);
    }
  }

  /// A channel that no interrupt closes. What it is asked for it has done when it hands out the
  /// future: see [#done].
  public static AsynchronousFileChannel channel(Path path, Set<? extends OpenOption> options)
      throws IOException {
    return AsynchronousFileChannel.open(path, options, CALLER_RUNS);
  }

  /// How many bytes such a channel has read or written; nothing waits here.
  public static int done(Future<Integer> asked) throws IOException {
    try {
      return asked.resultNow();
    } catch (IllegalStateException failed) {
      Throwable cause = asked.exceptionNow();
      throw cause instanceof IOException io ? io : new IOException(cause);
    }
  }

  @Override
  public void delete(String name) throws IOException {
    Files.delete(directory.resolve(name));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    try {
      Files.move(directory.resolve(from), directory.resolve(to), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failed) {
      throw asDiskFull(failed);
    }
  }

  @Override
  public void forceNames() throws IOException {
    try (AsynchronousFileChannel channel = channel(directory, Set.of(StandardOpenOption.READ))) {
      channel.force(true);
    }
  }

  @Override
  public long usableBytes() throws IOException {
    return space.getUsableSpace();
  }

  @Override
  public void inBackground(Runnable work) {
    Thread.ofPlatform().daemon().name("log-preparation").start(work);
  }

  @Override
  public String toString() {
    return directory.toString();
  }

  /// The message may be in the language of the machine, so room is looked at, too.
  private IOException asDiskFull(IOException cause) throws IOException {
    String message = String.valueOf(cause.getMessage());
    if (NO_ROOM.stream().anyMatch(message::contains) || usableBytes() < ROOM_BYTES_MIN) {
      return new DiskFull(message, cause);
    }
    return cause;
  }

  private final class ChannelFile implements DiskFile {
    private final AsynchronousFileChannel channel;

    ChannelFile(AsynchronousFileChannel channel) {
      this.channel = channel;
    }

    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
      long at = position;
      while (source.hasRemaining()) at += await(channel.write(source, at));
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
      int total = 0;
      while (target.hasRemaining()) {
        int read = await(channel.read(target, position + total));
        if (read < 0) return total;
        total += read;
      }
      return total;
    }

    private int await(Future<Integer> asked) throws IOException {
      try {
        return done(asked);
      } catch (IOException failed) {
        throw asDiskFull(failed);
      }
    }

    @Override
    public void force() throws IOException {
      try {
        channel.force(false);
      } catch (IOException failed) {
        throw asDiskFull(failed);
      }
    }

    @Override
    public void truncate(long size) throws IOException {
      channel.truncate(size);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
