package io.atolldb.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.clock.HybridTimestamp;
import io.atolldb.clock.RegionId;
import io.atolldb.simulation.History.Answer.Acknowledged;
import io.atolldb.simulation.History.Call;
import io.atolldb.stored.ItemVersion;
import io.atolldb.version.VersionVector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Ireland's directory is replaced by an older copy of itself, while clients write everywhere and
/// streams lose what they hold. It issues no timestamp twice, and gets back from the others what
/// they have of its own writes; also the region that had not read them yet.
class RestoredRegionTest {

  private static final RegionId IRELAND = new RegionId("ireland");
  private static final RegionId OREGON = new RegionId("oregon");
  private static final RegionId TOKYO = new RegionId("tokyo");

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aRegionThatComesBackOlderFetchesItsOwnWritesBack(long seed) {
    var world = new World(seed, Weather.ROUGH, List.of(IRELAND, OREGON, TOKYO));
    world.check(new ItemsAreWhole(), new NeverHalf(), new AllRegionsAgree());
    world.withTable(IRELAND);
    var clients = new Clients(world, 5, 200);
    clients.start();
    world.run(world.dice().between(0, 2_000));
    SimulatedRegion ireland = world.at(IRELAND);
    SimulatedRegion.Backup backup = ireland.backup();
    // Tokyo may lack a part of what Oregon has, and the topic may be lost before it reads that.
    if (world.dice().chance(50)) world.cut(IRELAND, TOKYO, Network.Cut.REFUSES);
    world.run(world.dice().between(1, 4_000));
    if (world.dice().chance(50)) ireland.kafka().losesItsTopic();

    ireland.crash();
    ireland.isRestoredFrom(backup);
    Map<String, VersionVector> known = knownToOthers(world);
    if (world.dice().chance(30)) ireland.clockIsOffBy(-world.dice().between(0, 3_000));
    ireland.start();
    world.run(world.dice().between(0, 3_000));
    world.healAll();
    world.run(3_000);
    clients.stop();
    ireland.clockIsOffBy(0);
    world.settle();

    known.forEach((name, vector) -> {
      for (SimulatedRegion region : world.regions()) {
        ItemVersion held = region.read(name);
        boolean isKnown =
            vector.isIncludedIn(held.version().vector()) || region.hasForgotten(held, vector);
        assertThat(isKnown)
            .as("seed %d: %s in %s lacks a part of %s", seed, name, region.id(), vector)
            .isTrue();
      }
    });
    Map<HybridTimestamp, String> issued = new HashMap<>();
    for (Call call : world.history().calls()) {
      if (!(call.answer() instanceof Acknowledged(var version, var before))) continue;
      if (version.equals(before)) continue; // a delete of what was not there writes nothing
      // The writes of one transaction share a timestamp, and their value.
      String value = call.write().value();
      String first = issued.putIfAbsent(version.timestamp(), value);
      assertThat(first).as("seed %d: %s", seed, call).isIn(null, value);
    }
  }

  /// At every moment; at the end the logs cannot be asked any more for what was written.
  private static final class NeverHalf implements Invariant {
    private final TransactionsAreWhole whole = new TransactionsAreWhole();

    @Override
    public void shown(SimulatedRegion region, String name, ItemVersion item) {
      whole.shown(region, name, item);
    }
  }

  /// What Oregon and Tokyo have seen of each name, together.
  private static Map<String, VersionVector> knownToOthers(World world) {
    var known = new TreeMap<String, VersionVector>();
    for (RegionId id : List.of(OREGON, TOKYO)) {
      for (Call call : world.history().calls()) {
        String name = call.write().name();
        known.merge(
            name, world.at(id).read(name).version().vector(), (one, other) -> one.join(other));
      }
    }
    return known;
  }
}
