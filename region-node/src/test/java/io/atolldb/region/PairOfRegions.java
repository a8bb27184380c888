package io.atolldb.region;

import io.atolldb.catalog.Table;
import io.atolldb.catalog.TableChange;
import io.atolldb.catalog.TableOperation.Decision;
import io.atolldb.clock.ClockBound;
import io.atolldb.clock.DriftLimits;
import io.atolldb.clock.RegionId;
import io.atolldb.globaltable.MemberStatus;
import io.atolldb.globaltable.TableDescriptor;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.log.LogLimits;
import io.atolldb.log.MemoryDisk;
import io.atolldb.replication.Agent;
import io.atolldb.replication.AgentRunner;
import io.atolldb.replication.PeerRegion;
import io.atolldb.store.MemoryStore;
import io.atolldb.table.TableId;
import io.atolldb.version.VersionVector;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Two whole regions in this process, each with its agents on threads, joined by streams in memory.
/// The table of [Regions] is shared by both.
public final class PairOfRegions implements AutoCloseable {

  /// Under which clients know the table.
  public static final String NAME = "things";

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final long LOOK_NANOS = 1_000_000;

  /// One of the two.
  public static final class Half {
    public final RegionCore core;
    public final RegionAgents agents;
    private final StreamInMemory out;

    private Half(RegionCore core, RegionAgents agents, StreamInMemory out) {
      this.core = core;
      this.agents = agents;
      this.out = out;
    }

    public RegionId id() {
      return core.state().self();
    }

    /// What it writes from now on stays with it.
    public void holdBack() {
      out.hold();
    }

    public void letGo() {
      out.release();
    }

    public void put(String id, String text) {
      Regions.put(core, id, text).await();
    }

    public String text(String id) {
      Item item = core.state().read(Regions.TABLE, Regions.key(id)).item();
      return item.isAbsent() ? "" : String.valueOf(item.attributes().get("text"));
    }
  }

  public final Half here;
  public final Half there;
  private final List<AgentRunner> runners = new ArrayList<>();

  public PairOfRegions() throws Exception {
    var fromHere = new StreamInMemory();
    var fromThere = new StreamInMemory();
    this.here = half(Regions.HERE, fromHere, Regions.THERE, fromThere);
    this.there = half(Regions.THERE, fromThere, Regions.HERE, fromHere);
    runners.forEach(AgentRunner::start);
    share();
  }

  private Half half(RegionId id, StreamInMemory out, RegionId other, StreamInMemory in)
      throws Exception {
    var limits = new LogLimits(1 << 20, 64 << 20, 1 << 16, 0);
    RegionCore core =
        RegionCore.open(
            id,
            new RegionCore.Ports(
                new MemoryDisk(64 << 20),
                limits,
                new MemoryStore(),
                new Forgetful(),
                System::currentTimeMillis,
                DriftLimits.DEFAULT));
    var agents =
        new RegionAgents(
            core,
            out,
            List.of(new RegionAgents.Neighbour(other, in.feed(), new Other(other))),
            new RegionAgents.Surroundings(
                System::currentTimeMillis,
                () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()),
                new SplittableRandom(7)));
    for (Agent agent : agents.all()) {
      runners.add(new AgentRunner(agent, Thread.ofPlatform().daemon(true)));
    }
    return new Half(core, agents, out);
  }

  private void share() {
    alter(new TableChange.Create(Regions.TABLE, NAME, Regions.KEYS, 1, Item.ABSENT));
    alter(new TableChange.Membership(Regions.TABLE, there.id(), MemberStatus.CREATING, ""));
    await("the table is active in both", () -> isActiveIn(here) && isActiveIn(there));
  }

  /// As both regions know it: each has to send what it writes to the other.
  private boolean isActiveIn(Half half) {
    Table table = half.core.state().tables().of(Regions.TABLE);
    return table != null
        && table.descriptor().statusOf(here.id()) == MemberStatus.ACTIVE
        && table.descriptor().statusOf(there.id()) == MemberStatus.ACTIVE;
  }

  private void alter(TableChange change) {
    here.core.writer().submit(_ -> new Decision.Change(List.of(change))).await();
  }

  public static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) throw new AssertionError("never: " + what);
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  @Override
  public void close() throws IOException {
    List<AgentRunner> all = runners.reversed();
    all.stream().filter(each -> !each.role().equals("writer")).forEach(AgentRunner::end);
    for (AgentRunner runner : all) runner.close();
    here.core.close();
    there.core.close();
  }

  /// The other half, asked directly.
  private final class Other implements PeerRegion {
    private final RegionId region;

    Other(RegionId region) {
      this.region = region;
    }

    private ReplicaPages pages() {
      return (region.equals(here.id()) ? here : there).agents.pages();
    }

    @Override
    public RegionId region() {
      return region;
    }

    @Override
    public @Nullable TableDescriptor tableNamed(String name) {
      return null;
    }

    @Override
    public VersionVector applied() {
      return pages().applied();
    }

    @Override
    public boolean sendAgain(long written) {
      return false;
    }

    @Override
    public @Nullable Page page(TableId table, @Nullable Bytes afterKey, int limit) {
      return pages().page(table, afterKey, limit);
    }

    @Override
    public long freeze() throws PeerUnavailable {
      return pages().freeze();
    }

    @Override
    public @Nullable Page frozenPage(long view, TableId table, @Nullable Bytes afterKey, int limit)
        throws ViewGone {
      return pages().page(view, table, afterKey, limit);
    }

    @Override
    public void thaw(long view) {
      pages().thaw(view);
    }
  }

  private static final class Forgetful implements ClockBound {
    @Override
    public long restored() {
      return 0;
    }

    @Override
    public void raiseTo(long packed) {}
  }
}
