package io.atolldb.replication;

import static io.atolldb.replication.Changes.CARTS;
import static io.atolldb.replication.Changes.IRELAND;
import static io.atolldb.replication.Changes.OREGON;
import static io.atolldb.replication.Changes.TOKYO;
import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.version.Version;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Oregon and Ireland write to a table that they share; Tokyo gets a replica in the middle of it,
/// while streams lose confirmations and topics, regions cannot be reached, writers answer late and
/// Tokyo's process restarts. In the end all three hold the same versions, and Tokyo's replica was
/// never called complete with less than its source had shown it.
class ReplicaWorldTest {

  private static final int STEPS = 600;
  private static final int STRETCH = 40;

  /// Many, so that a write that is missed is not made good by the next one of the same name.
  private static final int NAMES = 300;

  private final FakeTime time = new FakeTime();

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aReplicaThatIsMadeInTheMiddleOfEverythingLacksNothing(long seed) {
    var dice = new Random(seed);
    var oregon = new SmallRegion(OREGON, time, dice);
    var ireland = new SmallRegion(IRELAND, time, dice);
    var tokyo = new SmallRegion(TOKYO, time, dice);
    List<SmallRegion> world = List.of(oregon, ireland, tokyo);
    meet(world);
    oregon.replicas.share(CARTS);
    ireland.replicas.share(CARTS);
    oregon.store.knows(CARTS);
    ireland.store.knows(CARTS);
    int learned = dice.nextInt(STEPS / 2);

    for (int step = 0; step < STEPS; step++) {
      if (step == learned) {
        tokyo.store.knows(CARTS);
        tokyo.replicas.create(CARTS, OREGON, IRELAND);
        tokyo.replicas.share(CARTS);
      }
      SmallRegion region = world.get(dice.nextInt(world.size()));
      // In each stretch of time one region may be much slower than the others.
      boolean dozes = step / STRETCH % 4 == world.indexOf(region) && dice.nextInt(10) > 0;
      if (!dozes) region.takesAStep();
      if (dice.nextInt(3) == 0) region.store.answers();
      if (region != tokyo && dice.nextInt(3) == 0) {
        region.writes("item-" + dice.nextInt(NAMES), dice.nextInt(4) == 0);
      }
      somethingHappensTo(region, tokyo, dice);
      time.advance(dice.nextInt(50));
    }
    for (SmallRegion region : world) {
      region.isUnreachable(false);
      region.stream.comesBack();
    }
    for (int round = 0; round < 300; round++) {
      for (SmallRegion region : world) region.catchesUp();
      time.advance(100);
    }

    assertThat(tokyo.replicas.copied()).as("seed %d", seed).isNotEmpty();
    for (SmallRegion region : world) {
      assertThat(versions(region).entrySet())
          .as("seed %d: %s", seed, region.id)
          .containsExactlyElementsOf(versions(oregon).entrySet());
    }
  }

  private static void meet(List<SmallRegion> world) {
    for (SmallRegion region : world) {
      for (SmallRegion other : world) {
        if (other != region) region.neighbours(other);
      }
      region.starts();
      region.store.answersLater();
    }
  }

  private static void somethingHappensTo(SmallRegion region, SmallRegion tokyo, Random dice) {
    switch (dice.nextInt(60)) {
      case 0, 1 -> region.stream.takesTheNextWithoutConfirming(dice.nextInt(3));
      case 2 -> region.stream.goesDown();
      case 3, 4 -> region.stream.comesBack();
      case 5 -> region.isUnreachable(true);
      case 6, 7 -> region.isUnreachable(false);
      case 8 -> region.stream.isMadeAnew();
      case 9, 10 -> {
        tokyo.store.forgetsWhatWaits();
        tokyo.starts();
      }
      default -> {}
    }
  }

  private static Map<String, Version> versions(SmallRegion region) {
    var versions = new TreeMap<String, Version>();
    region
        .store
        .versions(CARTS)
        .forEach((key, held) -> {
          versions.put(Changes.name(key), held.version());
        });
    return versions;
  }
}
