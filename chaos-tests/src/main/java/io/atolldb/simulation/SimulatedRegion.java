package io.atolldb.simulation;

import io.atolldb.catalog.Table;
import io.atolldb.clock.DriftLimits;
import io.atolldb.clock.RegionId;
import io.atolldb.log.FileClockBound;
import io.atolldb.log.LogDamaged;
import io.atolldb.log.LogLimits;
import io.atolldb.region.RegionCore;
import io.atolldb.simulation.FragileDisk.PowerFailure;
import io.atolldb.store.StoreBatch;
import io.atolldb.stored.ItemVersion;
import io.atolldb.version.VersionVector;
import io.atolldb.writer.Recovery;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// One region: what survives a crash (disks, store, Kafka), the wall clock, and the process that
/// runs on them while there is one.
public final class SimulatedRegion {

  /// Small, so that worlds roll segments and read old ones.
  private static final LogLimits LOG_LIMITS = new LogLimits(16 << 10, 4 << 20, 4 << 10, 1 << 10);

  /// How long it takes at most until somebody starts a region again that has died by itself.
  private static final long DOWN_MILLIS_MAX = 2_000;

  private final RegionId id;
  private final World world;
  private final SimulatedKafka kafka;
  private final FragileDisk logDisk = new FragileDisk();
  private final FragileDisk boundDisk = new FragileDisk();
  private final ForgetfulStore store = new ForgetfulStore();
  private long clockOffsetMillis;
  private @Nullable RegionProcess process;

  SimulatedRegion(RegionId id, World world, SimulatedKafka kafka) {
    this.id = id;
    this.world = world;
    this.kafka = kafka;
  }

  public RegionId id() {
    return id;
  }

  World world() {
    return world;
  }

  public SimulatedKafka kafka() {
    return kafka;
  }

  FragileDisk logDisk() {
    return logDisk;
  }

  FragileDisk boundDisk() {
    return boundDisk;
  }

  ForgetfulStore store() {
    return store;
  }

  public boolean isRunning() {
    return process != null;
  }

  @Nullable RegionProcess process() {
    return process;
  }

  /// The process, where there must be one.
  public RegionProcess running() {
    RegionProcess running = process;
    if (running == null) throw new IllegalStateException(id + " is down");
    return running;
  }

  public long wallMillis() {
    return world.timeline().nowMillis() + clockOffsetMillis;
  }

  public void clockIsOffBy(long offsetMillis) {
    clockOffsetMillis = offsetMillis;
  }

  /// Power fails: what was not forced is lost as chance has it.
  public void crash() {
    running().leaveCallsOpen();
    process = null;
    losePower("crashes");
  }

  private void losePower(String what) {
    logDisk.crash(world.dice());
    boundDisk.crash(world.dice());
    store.crash(world.dice());
    world.note(id + " " + what + "; its store is at " + store.appliedSequence());
  }

  /// To be asked after every step: whether the region has just died of its disk.
  boolean diesOfItsDisk() {
    boolean powerFailed = logDisk.hasLostPower() || boundDisk.hasLostPower();
    if (!powerFailed && running().core().writer().failure() == null) return false;
    crash();
    startLater();
    return true;
  }

  private void startLater() {
    long millis = world.dice().between(1, DOWN_MILLIS_MAX);
    world
        .timeline()
        .after(
            millis,
            () -> {
              if (!isRunning()) start();
            });
  }

  /// What its disks hold now, as a backup of its directory would have it.
  Backup backup() {
    try {
      return new Backup(logDisk.copy(), boundDisk.copy(), store.copy());
    } catch (IOException unreadable) {
      throw new AssertionError("the simulated disk cannot be read", unreadable);
    }
  }

  record Backup(
      SortedMap<String, byte[]> log, SortedMap<String, byte[]> bound, List<StoreBatch> store) {}

  /// Its directory is an older one from now on. To be called while it is down.
  void isRestoredFrom(Backup backup) {
    try {
      logDisk.becomes(backup.log());
      boundDisk.becomes(backup.bound());
      store.becomes(backup.store());
      world.note(id + " is restored; its store is at " + store.appliedSequence());
    } catch (IOException full) {
      throw new AssertionError("the simulated disk cannot be written", full);
    }
  }

  public void start() {
    if (process != null) throw new IllegalStateException(id + " is running already");
    try {
      RegionCore core = RegionCore.open(id, ports());
      process = new RegionProcess(this, world, core);
      world.note(id + " starts with its log at " + core.log().lastSequence());
    } catch (LogDamaged | Recovery.Gap damaged) {
      throw new AssertionError(id + " cannot start", damaged);
    } catch (PowerFailure | IOException failed) {
      losePower("fails to start (" + failed.getMessage() + ")");
      startLater();
    }
  }

  private RegionCore.Ports ports() throws IOException {
    return new RegionCore.Ports(
        logDisk,
        LOG_LIMITS,
        store,
        FileClockBound.open(boundDisk),
        this::wallMillis,
        DriftLimits.DEFAULT);
  }

  /// Whether clients of this region can use the world's table.
  boolean servesTheTable() {
    Table table = running().core().state().tables().of(World.TABLE);
    return table != null && table.isActive();
  }

  /// Whether a name of the world's table of which it holds nothing was deleted by a write that had
  /// seen all of `vector`, and the delete forgotten.
  boolean hasForgotten(ItemVersion held, VersionVector vector) {
    return !held.wasWritten() && vector.isIncludedIn(running().core().state().floor(World.TABLE));
  }

  /// What the region shows under a name of the world's table.
  public ItemVersion read(String name) {
    return running().core().state().read(World.TABLE, ClientWrite.keyOf(name));
  }
}
