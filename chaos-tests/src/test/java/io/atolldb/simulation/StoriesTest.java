package io.atolldb.simulation;

import static io.atolldb.simulation.ClientWrite.Kind.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.clock.RegionId;
import io.atolldb.simulation.Network.Cut;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoriesTest {

  private static final RegionId IRELAND = new RegionId("ireland");
  private static final RegionId OREGON = new RegionId("oregon");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theLaterOfTwoWritesMadeDuringAPartitionWinsInBothRegions(long seed) {
    var world = new World(seed, Weather.ROUGH, List.of(OREGON, IRELAND));
    world.check(new TimestampsNeverRegress(), new AllRegionsAgree(), new NoWriteIsLostInSilence());
    world.withTable(OREGON);
    world.ask(OREGON, PUT, "cart-1", "empty");
    world.settle();

    world.cut(OREGON, IRELAND, Cut.REFUSES);
    world.cut(IRELAND, OREGON, Cut.SILENT);
    world.ask(OREGON, PUT, "cart-1", "one book");
    world.run(5_000);
    world.ask(IRELAND, PUT, "cart-1", "two pens");
    world.run(5_000);

    world.healAll();
    world.settle();

    assertThat(ClientWrite.valueOf(world.at(OREGON).read("cart-1").item())).isEqualTo("two pens");
    assertThat(ClientWrite.valueOf(world.at(IRELAND).read("cart-1").item())).isEqualTo("two pens");
    assertThat(NoWriteIsLostInSilence.conflictsOf(world.at(OREGON))).hasSize(1);
    assertThat(NoWriteIsLostInSilence.conflictsOf(world.at(IRELAND))).hasSize(1);
  }
}
