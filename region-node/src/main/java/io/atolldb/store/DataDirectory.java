package io.atolldb.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.atolldb.clock.RegionId;
import io.atolldb.log.FileDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/// The directory of one region node. A stamp in it says whose it is, so that a node that is started
/// with the directory of another region does not make its log its own; a lock keeps a second
/// process out.
public final class DataDirectory implements AutoCloseable {

  static final int FORMAT = 1;
  static final String STAMP = "atoll-stamp";
  private static final String NEW_STAMP = "atoll-stamp.new";
  static final String LOCK = "lock";
  private static final int STAMP_BYTES_MAX = 4096;

  private final Path path;
  private final FileChannel lock;

  private DataDirectory(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /// Takes a directory for a region of a cluster, and makes and stamps it if there is none. To be
  /// closed.
  public static DataDirectory open(Path path, String cluster, RegionId region)
      throws DirectoryRefused, IOException {
    if (!cluster.equals(cluster.strip()) || cluster.lines().count() != 1) {
      throw new IllegalArgumentException("cluster name '" + cluster + "' is not one word or line");
    }
    Files.createDirectories(path);
    // Before the lock, too: not even that file is left in what belongs to somebody else.
    if (!Files.exists(path.resolve(STAMP))) refuseForeignFiles(path);
    FileChannel lock = takeLock(path);
    try {
      checkStamp(path, stamp(FORMAT, cluster, region));
      return new DataDirectory(path, lock);
    } catch (DirectoryRefused | IOException refused) {
      lock.close();
      throw refused;
    }
  }

  private static FileChannel takeLock(Path path) throws DirectoryRefused, IOException {
    FileChannel channel =
        FileChannel.open(path.resolve(LOCK), StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) return channel;
    } catch (OverlappingFileLockException heldByThisProcess) {
      channel.close();
      throw new DirectoryRefused("data directory " + path + " is in use by this process already");
    }
    channel.close();
    throw new DirectoryRefused("data directory " + path + " is in use by another process");
  }

  private static List<String> stamp(int format, String cluster, RegionId region) {
    return List.of("format " + format, "cluster " + cluster, "region " + region);
  }

  private static void checkStamp(Path path, List<String> wanted)
      throws DirectoryRefused, IOException {
    Path stamp = path.resolve(STAMP);
    if (!Files.exists(stamp)) {
      refuseForeignFiles(path);
      writeStamp(path, wanted);
      return;
    }
    if (Files.size(stamp) > STAMP_BYTES_MAX) throw unreadable(stamp);
    List<String> found = new String(Files.readAllBytes(stamp), UTF_8).lines().toList();
    if (found.size() != wanted.size()) throw unreadable(stamp);
    for (int line = 0; line < wanted.size(); line++) {
      if (!found.get(line).equals(wanted.get(line))) {
        throw new DirectoryRefused(
            "data directory %s belongs to %s, not to %s"
                .formatted(path, found.get(line), wanted.get(line)));
      }
    }
  }

  private static DirectoryRefused unreadable(Path stamp) {
    return new DirectoryRefused("stamp " + stamp + " cannot be read");
  }

  /// A directory that somebody else fills is not taken over.
  private static void refuseForeignFiles(Path path) throws DirectoryRefused, IOException {
    try (Stream<Path> files = Files.list(path)) {
      List<String> foreign =
          files
              .map(file -> file.getFileName().toString())
              .filter(DataDirectory::isForeign)
              .toList();
      if (!foreign.isEmpty()) {
        throw new DirectoryRefused(
            "data directory " + path + " has no stamp, but holds " + foreign.getFirst());
      }
    }
  }

  /// Not ours, and not what file systems put into every directory of theirs.
  private static boolean isForeign(String name) {
    return !List.of(LOCK, NEW_STAMP, "lost+found").contains(name) && !name.startsWith(".");
  }

  private static void writeStamp(Path path, List<String> lines) throws IOException {
    Path fresh = path.resolve(NEW_STAMP);
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer bytes = UTF_8.encode(String.join("\n", lines) + "\n");
      while (bytes.hasRemaining()) channel.write(bytes);
      channel.force(true);
    }
    Files.move(fresh, path.resolve(STAMP), StandardCopyOption.ATOMIC_MOVE);
    new FileDisk(path).forceNames();
  }

  /// A directory in it, made if there is none.
  public Path folder(String name) throws IOException {
    Path folder = path.resolve(name);
    if (!Files.isDirectory(folder)) {
      Files.createDirectory(folder);
      new FileDisk(path).forceNames();
    }
    return folder;
  }

  /// Renames a folder, so that it is out of the way and can still be looked at. Returns what it is
  /// called now.
  public Path putAside(String name, long nowMillis) throws IOException {
    Path aside = path.resolve(name + "-damaged-" + nowMillis);
    Files.move(path.resolve(name), aside);
    new FileDisk(path).forceNames();
    return aside;
  }

  public Path path() {
    return path;
  }

  /// Lets another process have it.
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
