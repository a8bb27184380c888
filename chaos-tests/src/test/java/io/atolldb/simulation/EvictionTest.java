package io.atolldb.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.catalog.Table;
import io.atolldb.catalog.TableChange;
import io.atolldb.catalog.TableOperation.Decision;
import io.atolldb.clock.RegionId;
import io.atolldb.globaltable.Member;
import io.atolldb.globaltable.MemberStatus;
import io.atolldb.region.TableDigest;
import io.atolldb.writer.RegionState;
import java.util.List;
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

  private static void requireAgreement(World world, RegionId one, RegionId other) {
    RegionState here = world.at(one).running().core().state();
    RegionState there = world.at(other).running().core().state();
    assertThat(TableDigest.of(here, World.TABLE).digest())
        .as("the digests%n%s", world.history().tail())
        .isEqualTo(TableDigest.of(there, World.TABLE).digest());
  }
}
