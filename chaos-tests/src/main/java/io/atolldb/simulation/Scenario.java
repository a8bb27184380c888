package io.atolldb.simulation;

import io.atolldb.clock.RegionId;
import io.atolldb.simulation.Nemesis.Trick;
import java.util.ArrayList;
import java.util.List;

/// What one seed is tried with: three regions in rough weather, clients on few keys, and a nemesis
/// with some of its tricks; then everything is mended and has to come to rest in agreement.
public final class Scenario {

  private static final List<RegionId> REGIONS =
      List.of(new RegionId("ireland"), new RegionId("oregon"), new RegionId("tokyo"));

  private static final int KEYS = 4;
  private static final long CLIENT_PAUSE_MILLIS_MAX = 300;
  private static final long ROUGH_MILLIS = 8_000;
  private static final long MENDED_MILLIS = 3_000;
  private static final int TRICK_PERCENT = 60;

  /// How many worlds of a hundred begin with a table in one region only.
  private static final int GROWING_PERCENT = 40;

  private Scenario() {}

  /// Throws [AssertionError] with the seed and the end of the history when a truth is broken.
  public static World run(long seed) {
    var world = new World(seed, Weather.ROUGH, REGIONS);
    world.check(
        new TimestampsNeverRegress(),
        new PositionsNeverStepBack(),
        new AcknowledgedWritesStay(),
        new ItemsAreWhole(),
        new IndexesHoldWhatItemsSay(),
        new StreamsTellEveryChange(),
        new FiguresAreExact(),
        new TransactionsAreWhole(),
        new AllRegionsAgree(),
        new DigestsFollowTheStore(),
        new VerificationAgrees(),
        new SessionsSeeTheirPast(world),
        new NoWriteIsLostInSilence());
    RegionId first = REGIONS.getFirst();
    boolean grows = world.dice().chance(GROWING_PERCENT);
    if (grows) world.createTable(first);
    else world.withTable(first);
    var clients = new Clients(world, KEYS, CLIENT_PAUSE_MILLIS_MAX);
    List<Trick> tricks = someTricks(world.dice());
    boolean copies =
        grows
            || tricks.contains(Trick.TOPIC_LOST)
            || tricks.contains(Trick.KAFKA_FORGETS)
            || tricks.contains(Trick.RETENTION_PASSES);
    if (!copies) world.check(new ConflictLogIsExact());
    var nemesis = new Nemesis(world, tricks);
    clients.start();
    nemesis.start();
    if (grows) growLater(world, first);
    world.timeline().after(world.dice().between(0, ROUGH_MILLIS), () -> indexMore(world, first));
    world.run(ROUGH_MILLIS);
    clients.stop();
    nemesis.stop();
    world.run(MENDED_MILLIS); // whoever died of a disk may still be down
    addReplicas(world, first);
    world.run(MENDED_MILLIS);
    addReplicas(world, first); // a disk that was full may have refused once more
    world.settle();
    return world;
  }

  private static void addReplicas(World world, RegionId first) {
    for (RegionId other : REGIONS) {
      if (!other.equals(first)) world.addReplica(first, other);
    }
  }

  /// The other replicas are added while clients write and the nemesis is at work.
  private static void growLater(World world, RegionId first) {
    for (RegionId other : REGIONS) {
      if (other.equals(first)) continue;
      long millis = world.dice().between(0, ROUGH_MILLIS);
      world
          .timeline()
          .after(
              millis,
              () -> {
                if (world.at(first).isRunning()) world.addReplica(first, other);
              });
    }
  }

  /// Another index comes to a table that has items.
  private static void indexMore(World world, RegionId first) {
    if (world.at(first).isRunning()) world.addIndex(first);
  }

  private static List<Trick> someTricks(RandomSource dice) {
    var tricks = new ArrayList<Trick>();
    for (Trick trick : Trick.values()) {
      if (dice.chance(TRICK_PERCENT)) tricks.add(trick);
    }
    return tricks;
  }
}
