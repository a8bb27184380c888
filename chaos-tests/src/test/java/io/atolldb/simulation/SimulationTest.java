package io.atolldb.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.clock.RegionId;
import io.atolldb.simulation.Nemesis.Trick;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Three regions, clients and a nemesis, once for each seed. More of them: `-Datoll.seeds=5000`;
/// others: `-Datoll.seeds.first=100000`; a single one: both.
class SimulationTest {

  private static final List<RegionId> REGIONS =
      List.of(new RegionId("ireland"), new RegionId("oregon"), new RegionId("tokyo"));

  static LongStream seeds() {
    long first = Long.getLong("atoll.seeds.first", 1);
    return LongStream.range(first, first + Long.getLong("atoll.seeds", 200));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whateverBreaksNothingAcknowledgedIsLostAndAllRegionsAgree(long seed) {
    World world = run(seed);
    assertThat(world.history().calls()).isNotEmpty();
  }

  @Test
  void aSeedDecidesTheWholeRun() {
    for (long seed = 1; seed <= 3; seed++) {
      assertThat(run(seed).history().lines()).isEqualTo(run(seed).history().lines());
    }
  }

  private static World run(long seed) {
    var world = new World(seed, Weather.ROUGH, REGIONS);
    world.check(
        new TimestampsNeverRegress(),
        new PositionsNeverStepBack(),
        new AcknowledgedWritesStay(),
        new ItemsAreWhole(),
        new AllRegionsAgree(),
        new NoWriteIsLostInSilence());
    world.withTable(REGIONS.getFirst());
    var clients = new Clients(world, 4, 300);
    var nemesis = new Nemesis(world, someTricks(world.dice()));
    clients.start();
    nemesis.start();
    world.run(8_000);
    clients.stop();
    nemesis.stop();
    world.settle();
    return world;
  }

  private static List<Trick> someTricks(RandomSource dice) {
    var tricks = new ArrayList<Trick>();
    for (Trick trick : Trick.values()) {
      if (dice.chance(60)) tricks.add(trick);
    }
    return tricks;
  }
}
