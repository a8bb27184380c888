package io.atolldb.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.catalog.Table;
import io.atolldb.catalog.TableChange;
import io.atolldb.catalog.TableOperation.Decision;
import io.atolldb.clock.RegionId;
import io.atolldb.conflicts.Conflict;
import io.atolldb.conflicts.ConflictKind;
import io.atolldb.globaltable.Member;
import io.atolldb.globaltable.MemberStatus;
import io.atolldb.record.LogRecord.ItemApplied;
import io.atolldb.region.TableDigest;
import io.atolldb.simulation.DurableWrites.WriteId;
import io.atolldb.stored.ItemVersion;
import io.atolldb.version.VersionVector;
import io.atolldb.writer.RegionState;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Ireland is cut off, and goes on writing. Oregon removes it from the table; what was deleted is
/// forgotten without Ireland. Then Ireland comes back, with all that it wrote meanwhile in its
/// stream, and is made a member anew.
class EvictionTest {

  private static final RegionId IRELAND = new RegionId("ireland");
  private static final RegionId OREGON = new RegionId("oregon");
  private static final RegionId TOKYO = new RegionId("tokyo");

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 120);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whoWasRemovedWritesNothingAndComesBackByAFreshCopy(long seed) {
    var world = new World(seed, Weather.ROUGH, List.of(IRELAND, OREGON, TOKYO));
    world.check(new ItemsAreWhole());
    world.withTable(IRELAND);
    var clients = new Clients(world, 4, 150);
    clients.start();
    world.run(world.dice().between(0, 3_000));
    isolate(world);
    world.run(world.dice().between(500, 4_000));
    remove(world);
    world.run(world.dice().between(0, 6_000));
    if (world.dice().chance(30)) crash(world);
    world.healAll();
    world.run(3_000);
    clients.stop();
    if (!world.at(TOKYO).isRunning()) world.at(TOKYO).start();
    world.settle();

    assertThat(member(world, OREGON).isEvicted(IRELAND)).as("seed %d", seed).isTrue();
    assertThat(member(world, OREGON).isRemovedUnknowingly(IRELAND)).as("seed %d", seed).isFalse();
    assertThat(table(world, IRELAND).isHere()).as("seed %d", seed).isFalse();
    requireAgreement(world, OREGON, TOKYO);
    requireThatNothingWasLostInSilence(world);

    addAgain(world);
    world.settle();
    world.check(new AllRegionsAgree(), new VerificationAgrees());
    clients = new Clients(world, 4, 150);
    clients.start();
    world.run(2_000);
    clients.stop();
    world.settle();
    assertThat(table(world, IRELAND).isActive()).as("seed %d", seed).isTrue();
    assertThat(member(world, TOKYO).epoch()).as("seed %d", seed).isEqualTo(1);
  }

  private static void isolate(World world) {
    for (RegionId other : List.of(OREGON, TOKYO)) {
      world.cut(IRELAND, other, Network.Cut.SILENT);
      world.cut(other, IRELAND, Network.Cut.REFUSES);
      world.run(world.dice().between(0, 300)); // so that the others have come to different places
    }
  }

  private static void crash(World world) {
    world.at(TOKYO).crash();
    world.run(world.dice().between(0, 500));
    world.at(TOKYO).start();
  }

  private static void remove(World world) {
    world.note("Oregon removes Ireland");
    change(world, MemberStatus.REMOVED);
  }

  private static void addAgain(World world) {
    world.note("Oregon adds Ireland again");
    change(world, MemberStatus.CREATING);
    world.run(1_000);
  }

  private static void change(World world, MemberStatus status) {
    var change = new TableChange.Membership(World.TABLE, IRELAND, status, "");
    world.at(OREGON).running().core().writer().submit(_ -> new Decision.Change(List.of(change)));
  }

  private static Table table(World world, RegionId at) {
    return world.at(at).running().core().state().tables().of(World.TABLE);
  }

  private static Member member(World world, RegionId at) {
    return table(world, at).descriptor().members().get(IRELAND);
  }

  /// Every write that Ireland made durable is one that the others took, or is kept by each of them
  /// with its image.
  private static void requireThatNothingWasLostInSilence(World world) {
    var taken = new HashSet<WriteId>();
    var seen = new TreeMap<String, VersionVector>();
    Map<RegionId, Map<WriteId, ItemVersion>> fenced = new TreeMap<>();
    for (RegionId member : List.of(OREGON, TOKYO)) {
      taken.addAll(takenBy(world.at(member), seen));
      fenced.put(member, fencedBy(world.at(member)));
    }
    for (ItemApplied write : DurableWrites.appliedIn(world.at(IRELAND))) {
      if (!write.own() || !write.travels()) continue;
      var id = WriteId.of(write.key(), write.result().version());
      boolean agrees = !write.result().exists() && isSeen(seen, id); // with another delete
      if (agrees || taken.contains(id)) continue;
      fenced.forEach((member, kept) -> {
        ItemVersion image = kept.get(id);
        if (image == null) throw new AssertionError(member + " lost " + write);
        assertThat(image.image()).as(id.toString()).isEqualTo(write.result().image());
      });
    }
  }

  /// What a region's log shows to have arrived, be it kept or found to have lost; adds to `seen`
  /// what its items include.
  private static Set<WriteId> takenBy(SimulatedRegion region, Map<String, VersionVector> seen) {
    var taken = new HashSet<WriteId>();
    for (ItemApplied applied : DurableWrites.appliedIn(region)) {
      VersionVector vector = applied.result().version().vector();
      seen.merge(World.nameOf(applied.key()), vector, VersionVector::join);
      taken.add(WriteId.of(applied.key(), applied.result().version()));
      var conflict = applied.conflict();
      if (conflict != null) taken.add(WriteId.of(applied.key(), conflict.lost().version()));
    }
    return taken;
  }

  private static boolean isSeen(Map<String, VersionVector> seen, WriteId write) {
    return seen.getOrDefault(write.name(), VersionVector.EMPTY).includes(write.timestamp());
  }

  private static Map<WriteId, ItemVersion> fencedBy(SimulatedRegion region) {
    var fenced = new TreeMap<WriteId, ItemVersion>();
    for (Conflict conflict : NoWriteIsLostInSilence.conflictsOf(region)) {
      if (conflict.kind() != ConflictKind.FENCED_WRITE) continue;
      fenced.put(WriteId.of(conflict.key(), conflict.lost().version()), conflict.lost());
    }
    return fenced;
  }

  private static void requireAgreement(World world, RegionId one, RegionId other) {
    RegionState here = world.at(one).running().core().state();
    RegionState there = world.at(other).running().core().state();
    assertThat(TableDigest.of(here, World.TABLE).digest())
        .as("the digests%n%s", world.history().tail())
        .isEqualTo(TableDigest.of(there, World.TABLE).digest());
  }
}
