package io.atolldb.simulation;

import io.atolldb.clock.DriftLimits;
import io.atolldb.clock.RegionId;
import io.atolldb.log.LogDamaged;
import io.atolldb.log.LogLimits;
import io.atolldb.log.MemoryDisk;
import io.atolldb.region.RegionCore;
import io.atolldb.stored.ItemVersion;
import io.atolldb.writer.Recovery;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// One region: what survives a crash (disk, store, the clock's bound, Kafka), the wall clock, and
/// the process that runs on them while there is one.
public final class SimulatedRegion {

  private static final long DISK_BYTES = 256L << 20;

  /// Small, so that worlds roll segments and read old ones.
  private static final LogLimits LOG_LIMITS = new LogLimits(16 << 10, 4 << 20, 4 << 10, 0);

  private final RegionId id;
  private final World world;
  private final SimulatedKafka kafka;
  private final MemoryDisk disk = new MemoryDisk(DISK_BYTES);
  private final ForgetfulStore store = new ForgetfulStore();
  private final DurableBound bound = new DurableBound();
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

  public SimulatedKafka kafka() {
    return kafka;
  }

  public boolean isRunning() {
    return process != null;
  }

  @Nullable RegionProcess process() {
    return process;
  }

  /// The process, in a test that knows that there is one.
  public RegionProcess running() {
    RegionProcess running = process;
    if (running == null) throw new IllegalStateException(id + " is down");
    return running;
  }

  ForgetfulStore store() {
    return store;
  }

  public long wallMillis() {
    return world.timeline().nowMillis() + clockOffsetMillis;
  }

  public void clockIsOffBy(long offsetMillis) {
    clockOffsetMillis = offsetMillis;
  }

  /// Power fails: what was not forced is lost as chance has it.
  public void crash() {
    RegionProcess died = running();
    process = null;
    died.leaveCallsOpen();
    disk.crash(world.dice().generator());
    store.crash(world.dice());
    world.note(id + " crashes; its store is at " + store.appliedSequence());
  }

  public void start() {
    if (process != null) throw new IllegalStateException(id + " is running already");
    try {
      RegionCore core =
          RegionCore.open(
              id,
              new RegionCore.Ports(
                  disk, LOG_LIMITS, store, bound, this::wallMillis, DriftLimits.DEFAULT));
      process = new RegionProcess(this, world, core);
      world.note(id + " starts with its log at " + core.log().lastSequence());
    } catch (LogDamaged | Recovery.Gap | IOException damaged) {
      throw new AssertionError(id + " cannot start", damaged);
    }
  }

  /// What the region shows under a name of the world's table.
  public ItemVersion read(String name) {
    return running().core().state().read(World.TABLE, ClientWrite.keyOf(name));
  }
}
