package io.atolldb.wiring;

import io.atolldb.capacity.TableMeters;
import io.atolldb.clock.ClockBound;
import io.atolldb.clock.DriftLimits;
import io.atolldb.clock.WallClock;
import io.atolldb.log.FileClockBound;
import io.atolldb.log.FileDisk;
import io.atolldb.log.LogDamaged;
import io.atolldb.log.LogLimits;
import io.atolldb.log.MemoryDisk;
import io.atolldb.region.RegionCore;
import io.atolldb.store.DataDirectory;
import io.atolldb.store.DirectoryRefused;
import io.atolldb.store.H2Store;
import io.atolldb.store.ItemStore;
import io.atolldb.store.MemoryStore;
import io.atolldb.store.StoreDamaged;
import io.atolldb.writer.Recovery;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where a node keeps what it keeps: a data directory, or memory and a temporary directory for its
/// broker.
final class NodeStorage implements AutoCloseable {

  static final String CLUSTER = "atoll";
  static final String STORE = "store";
  private static final long MEMORY_DISK_BYTES_MAX = 1L << 30;
  private static final LogLimits MEMORY_LOG = new LogLimits(4 << 20, 64 << 20, 8 << 20, 0);
  private static final LogLimits FILE_LOG = new LogLimits(64 << 20, 64 << 20, 16 << 20, 256 << 20);
  private static final Logger LOGGER = LoggerFactory.getLogger(NodeStorage.class);

  private final @Nullable DataDirectory directory;
  private final @Nullable FileClockBound fileBound;
  private final @Nullable Path temporary;
  private final Path brokerFolder;
  private final RegionCore core;

  private NodeStorage(
      @Nullable DataDirectory directory,
      @Nullable FileClockBound fileBound,
      @Nullable Path temporary,
      Path brokerFolder,
      RegionCore core) {
    this.directory = directory;
    this.fileBound = fileBound;
    this.temporary = temporary;
    this.brokerFolder = brokerFolder;
    this.core = core;
  }

  RegionCore core() {
    return core;
  }

  Path brokerFolder() {
    return brokerFolder;
  }

  static NodeStorage open(NodeOptions options, WallClock clock) throws StartFailure {
    try {
      return options.inMemory() ? inMemory(options, clock) : onDisk(options, clock);
    } catch (FileSystemException refused) { // its message may be no more than a name
      throw new StartFailure("the data directory cannot be used: " + refused, refused);
    } catch (DirectoryRefused | LogDamaged | StoreDamaged | Recovery.Gap | IOException refused) {
      throw new StartFailure(String.valueOf(refused.getMessage()), refused);
    }
  }

  private static NodeStorage onDisk(NodeOptions options, WallClock clock)
      throws DirectoryRefused, LogDamaged, Recovery.Gap, StartFailure, IOException {
    DataDirectory directory = DataDirectory.open(options.data(), CLUSTER, options.region());
    boolean complete = false;
    try {
      NodeStorage storage = recovered(directory, options, clock);
      complete = true;
      return storage;
    } finally {
      if (!complete) closeQuietly(directory);
    }
  }

  /// The store is only an index of the log: one that cannot be read is put aside and made anew.
  private static NodeStorage recovered(
      DataDirectory directory, NodeOptions options, WallClock clock)
      throws LogDamaged, Recovery.Gap, StartFailure, IOException {
    try {
      return opened(directory, options, clock);
    } catch (StoreDamaged damaged) {
      Path aside = directory.putAside(STORE, clock.millis());
      LOGGER.error("store.damaged reason={} aside={}", damaged.getMessage(), aside);
      try {
        return opened(directory, options, clock);
      } catch (Recovery.Gap gap) {
        throw new StartFailure(notRebuilt(options, damaged, aside), gap);
      }
    }
  }

  private static String notRebuilt(NodeOptions options, StoreDamaged damaged, Path aside) {
    return "the item store of %s is damaged (%s; it is now %s), and the log does not reach back to its"
            .formatted(options.region(), damaged.getMessage(), aside)
        + " beginning. Start the region with an empty --data directory while its peers run: its"
        + " replicas are copied from them, and its own writes come back with them";
  }

  private static NodeStorage opened(DataDirectory directory, NodeOptions options, WallClock clock)
      throws LogDamaged, Recovery.Gap, IOException {
    var opened = new ArrayDeque<AutoCloseable>();
    boolean complete = false;
    try {
      FileClockBound bound = FileClockBound.open(new FileDisk(directory.folder("clock")));
      opened.push(bound);
      ItemStore store = H2Store.open(directory.folder(STORE));
      opened.push(store);
      var disk = new FileDisk(directory.folder("log"));
      RegionCore core =
          open(
              options,
              new RegionCore.Ports(disk, FILE_LOG, store, bound, clock, DriftLimits.DEFAULT));
      Path broker = directory.folder("kafka");
      complete = true;
      return new NodeStorage(directory, bound, null, broker, core);
    } finally {
      if (!complete) opened.forEach(NodeStorage::closeQuietly);
    }
  }

  private static NodeStorage inMemory(NodeOptions options, WallClock clock)
      throws LogDamaged, Recovery.Gap, IOException {
    Path temporary = Files.createTempDirectory("atoll-" + options.region());
    var ports =
        new RegionCore.Ports(
            new MemoryDisk(MEMORY_DISK_BYTES_MAX),
            MEMORY_LOG,
            new MemoryStore(),
            new ForgottenBound(),
            clock,
            DriftLimits.DEFAULT);
    return new NodeStorage(null, null, temporary, temporary, open(options, ports));
  }

  private static RegionCore open(NodeOptions options, RegionCore.Ports ports)
      throws LogDamaged, Recovery.Gap, IOException {
    TableMeters meters =
        options.throttling()
            ? TableMeters.limiting(() -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()))
            : TableMeters.counting();
    RegionCore core = RegionCore.open(options.region(), ports, meters, options.collectionLimit());
    LOGGER.info(
        "region.recovered region={} sequence={} replayed={}",
        options.region(),
        core.log().lastSequence(),
        core.replayed());
    var torn = core.log().tornTail();
    if (torn != null) LOGGER.warn("log.torn-tail {}", torn);
    return core;
  }

  /// A region that forgets everything has issued nothing.
  private static final class ForgottenBound implements ClockBound {
    @Override
    public long restored() {
      return 0;
    }

    @Override
    public void raiseTo(long packed) {
      // the process is as durable as everything else here
    }
  }

  private static void closeQuietly(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception late) {
      LOGGER.warn("storage.close-failed", late);
    }
  }

  @Override
  public void close() {
    closeQuietly(core);
    if (fileBound != null) closeQuietly(fileBound);
    if (directory != null) closeQuietly(directory);
    if (temporary != null) delete(temporary);
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
    } catch (IOException late) {
      LOGGER.warn("storage.not-deleted folder={} reason={}", folder, late.getMessage());
    }
  }
}
