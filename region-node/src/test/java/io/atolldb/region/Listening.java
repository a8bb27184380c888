package io.atolldb.region;

import io.atolldb.catalog.Table;
import io.atolldb.catalog.TableChange;
import io.atolldb.catalog.TableOperation.Decision;
import io.atolldb.clock.HybridTimestamp;
import io.atolldb.clock.RegionId;
import io.atolldb.conflicts.ConflictLimits;
import io.atolldb.globaltable.Member;
import io.atolldb.globaltable.MemberStatus;
import io.atolldb.item.Bytes;
import io.atolldb.item.ItemCodec;
import io.atolldb.log.MemoryDisk;
import io.atolldb.operation.DeleteItem;
import io.atolldb.operation.Guard;
import io.atolldb.replication.Agent;
import io.atolldb.replication.ChangeRecord;
import io.atolldb.replication.ChangeRecord.Kind;
import io.atolldb.replication.LinkProgress;
import io.atolldb.replication.ReplicaStore.RemoteBatch;
import io.atolldb.replication.Settled;
import io.atolldb.replication.StreamPosition;
import io.atolldb.replication.StreamRecord;
import io.atolldb.replication.StreamRecord.Heartbeat;
import io.atolldb.store.MemoryStore;
import io.atolldb.stored.ItemVersion;
import io.atolldb.table.TableId;
import io.atolldb.version.Version;
import io.atolldb.version.VersionVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// A region whose neighbours are nothing but streams that the test writes. It is stepped by hand,
/// and its table is shared by all of them.
public final class Listening {

  public static final RegionId THIRD = new RegionId("ap-northeast-1");

  /// When it begins, by every clock.
  public static final long BEGINNING = 1_000_000;

  private static final int STEPS = 60;

  public final long[] millis = {BEGINNING};
  public final RegionCore core;
  public final RegionAgents agents;
  private final Map<RegionId, StreamInMemory> streams = new TreeMap<>();

  /// Its neighbours are [Regions#THERE] and [#THIRD].
  public Listening(TombstoneSweeper.Pace forgetting) throws Exception {
    core = Regions.open(new MemoryDisk(64 << 20), new MemoryStore(), millis);
    var neighbours = new ArrayList<RegionAgents.Neighbour>();
    for (RegionId region : List.of(Regions.THERE, THIRD)) {
      var stream = new StreamInMemory();
      streams.put(region, stream);
      var peer = new FakePeer(region.name());
      neighbours.add(new RegionAgents.Neighbour(region, stream.feed(), peer));
      var beginning = new LinkProgress(new StreamPosition("cluster", "topic", 0), 0);
      core.writer().submit(new RemoteBatch(region, List.of(), beginning));
    }
    core.writer().doWork();
    var around =
        new RegionAgents.Surroundings(
            () -> millis[0],
            () -> millis[0],
            new SplittableRandom(1),
            ConflictLimits.USUAL,
            forgetting);
    agents = new RegionAgents(core, new StreamInMemory(), neighbours, around);
    Regions.createTable(core);
    becomes(Regions.THERE, MemberStatus.ACTIVE);
    becomes(THIRD, MemberStatus.ACTIVE);
  }

  public Table table() {
    return core.state().tables().of(Regions.TABLE);
  }

  /// This region decides so.
  public void becomes(RegionId member, MemberStatus status) {
    var change = new TableChange.Membership(Regions.TABLE, member, status, "");
    core.writer().submit(_ -> new Decision.Change(List.of(change)));
    core.writer().doWork();
  }

  /// A region says in its stream how it sees its own membership.
  public void says(RegionId who, Member ofItself) {
    var told = table().descriptor().withMember(who, ofItself);
    streams.get(who).append(List.of(new StreamRecord.Control(told)));
    run();
  }

  /// A region says what it has settled: all it wrote through `published` stands before, and of the
  /// others it had seen `applied`. It knows the members that this region knows.
  public void settles(RegionId who, long published, VersionVector applied) {
    settles(who, published, applied, table().descriptor().membership());
  }

  public void settles(RegionId who, long published, VersionVector applied, long membership) {
    var memberships = new TreeMap<TableId, Long>(Map.of(Regions.TABLE, membership));
    var own = HybridTimestamp.of(published, 0, who);
    var settled = new Settled(applied.with(own), memberships);
    var heartbeat = new Heartbeat(own.packed(), applied, millis[0], 0, new TreeMap<>(), settled);
    streams.get(who).append(List.of(heartbeat));
    run();
  }

  /// A region wrote an item at that time, having seen nothing.
  public void writes(RegionId who, String id, long atMillis) {
    var version = Version.of(vector(who, atMillis));
    var image = Bytes.owning(ItemCodec.encode(Regions.item(id, "of " + who)));
    var change =
        new ChangeRecord(Regions.TABLE, Regions.key(id), version, Kind.PUT, image, true, null);
    streams.get(who).append(List.of(new StreamRecord.Change(change)));
    run();
  }

  public void isUnreadable(RegionId who) {
    var torn = new StreamRecord.Unreadable(Bytes.of(new byte[] {1}), "torn");
    streams.get(who).append(List.of(torn));
    run();
  }

  /// Puts an item and deletes it; what is left.
  public ItemVersion deletes(String id) {
    Regions.put(core, id, "ours");
    core.writer().submit(new DeleteItem(Regions.TABLE, Regions.key(id), Guard.NONE));
    core.writer().doWork();
    return read(id);
  }

  public ItemVersion read(String id) {
    return core.state().read(Regions.TABLE, Regions.key(id));
  }

  public void passes(long ms) {
    millis[0] += ms;
  }

  /// Lets writer and links do what they have to do now.
  public void run() {
    run(agents.links().values());
  }

  /// The same of all agents.
  public void runAll() {
    run(agents.all());
  }

  private void run(Iterable<? extends Agent> some) {
    for (int step = 0; step < STEPS; step++) {
      for (Agent agent : some) agent.doWork();
      core.writer().doWork();
    }
  }

  public static VersionVector vector(RegionId region, long atMillis) {
    return VersionVector.of(HybridTimestamp.of(atMillis, 0, region));
  }
}
