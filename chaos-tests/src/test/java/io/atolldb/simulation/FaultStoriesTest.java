package io.atolldb.simulation;

import static io.atolldb.simulation.ClientWrite.Kind.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.clock.RegionId;
import io.atolldb.replication.Link;
import io.atolldb.simulation.Network.Cut;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What Kafka can lose, one story each, with transactions among the writes: the link notices, says
/// what it does, and all regions agree again without anybody's help.
class FaultStoriesTest {

  private static final RegionId IRELAND = new RegionId("ireland");
  private static final RegionId OREGON = new RegionId("oregon");
  private static final RegionId TOKYO = new RegionId("tokyo");
  private static final long STEP_MILLIS = 5;
  private static final int STEPS_MAX = 20_000;

  private World world;

  /// Some carts everywhere, and then more of them by Oregon that Ireland cannot read.
  private void irelandMissesWritesOfOregon(long seed) {
    world = new World(seed, Weather.ROUGH, List.of(IRELAND, OREGON, TOKYO));
    world.check(
        new TimestampsNeverRegress(),
        new AcknowledgedWritesStay(),
        new TransactionsAreWhole(),
        new AllRegionsAgree(),
        new DigestsFollowTheStore(),
        new NoWriteIsLostInSilence());
    world.withTable(OREGON);
    for (int at = 0; at < 6; at++) world.ask(OREGON, PUT, "cart-" + at, "before");
    world.settle();
    world.cut(OREGON, IRELAND, Cut.REFUSES);
    oregonWrites("missed");
  }

  private void oregonWrites(String what) {
    for (int at = 0; at < 4; at++) {
      List<String> names = List.of("cart-" + at, "cart-" + (at + 2));
      String value = TransactionsAreWhole.value(what + at, names);
      world.askTogether(
          OREGON, names.stream().map(n -> new ClientWrite(World.TABLE, n, PUT, value)).toList());
      world.ask(OREGON, PUT, "cart-" + (10 + at), what);
    }
    world.run(2_000);
  }

  private Link irelandsLink() {
    return world.at(IRELAND).running().agents().links().get(OREGON);
  }

  /// Lets the water flow again, and returns what the link said of itself until all agree.
  private TreeSet<String> saidUntilItAgrees() {
    var said = new TreeSet<String>();
    world.healAll();
    for (int step = 0; step < STEPS_MAX; step++) {
      world.run(STEP_MILLIS);
      said.add(irelandsLink().status().state() + " " + irelandsLink().status().trouble());
      if (said.size() > 1 && irelandsLink().status().state().equals("STREAMING")) break;
    }
    world.settle();
    String there = ClientWrite.valueOf(world.at(IRELAND).read("cart-13").item());
    assertThat(there).isEqualTo(ClientWrite.valueOf(world.at(OREGON).read("cart-13").item()));
    return said;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aLinkThatFallsOutOfRetentionResynchronizesByItselfAndSaysSo(long seed) {
    irelandMissesWritesOfOregon(seed);
    world.at(OREGON).kafka().forgetsWhatItHolds();
    oregonWrites("kept");

    assertThat(saidUntilItAgrees()).anyMatch(line -> line.startsWith("RESYNCING "));
    assertThat(irelandsLink().status().trouble()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aLinkWhoseTopicIsRecreatedResynchronizesByItselfAndSaysSo(long seed) {
    irelandMissesWritesOfOregon(seed);
    world.at(OREGON).kafka().losesItsTopic();
    oregonWrites("later");

    assertThat(saidUntilItAgrees()).anyMatch(line -> line.startsWith("RESYNCING "));
    assertThat(irelandsLink().status().trouble()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aLinkWhoseClusterIsReplacedResynchronizesByItselfAndSaysSo(long seed) {
    irelandMissesWritesOfOregon(seed);
    world.at(OREGON).kafka().isReplacedByAnotherCluster();
    oregonWrites("later");

    assertThat(saidUntilItAgrees()).anyMatch(line -> line.startsWith("RESYNCING "));
    assertThat(irelandsLink().status().trouble()).isEmpty();
  }

  /// Ireland has read beyond what is lost then, or reads on behind it: the chain of writes tells.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void aBrokerThatLostAcknowledgedMessagesIsFoundOutAndTheOriginSendsAgain(long seed) {
    irelandMissesWritesOfOregon(seed);
    world.at(OREGON).kafka().losesItsEnd(5);
    oregonWrites("behind the gap");
    world.healAll();
    world.settle();

    for (RegionId reader : List.of(IRELAND, TOKYO)) {
      for (String name : List.of("cart-0", "cart-5", "cart-10", "cart-13")) {
        assertThat(world.at(reader).read(name).version())
            .as("seed %d: %s in %s", seed, name, reader)
            .isEqualTo(world.at(OREGON).read(name).version());
      }
    }
  }

  /// Tokyo's Kafka is down, and the water between Tokyo and Ireland is cut.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void oneLinksTroubleNeverSlowsAnother(long seed) {
    irelandMissesWritesOfOregon(seed);
    world.healAll();
    world.settle();
    world.at(TOKYO).kafka().goesDown();
    world.cut(TOKYO, IRELAND, Cut.REFUSES);
    world.run(3_000);
    assertThat(world.at(IRELAND).running().agents().links().get(TOKYO).status().state())
        .isNotEqualTo("STREAMING");

    for (int round = 0; round < 20; round++) {
      world.ask(OREGON, PUT, "cart-1", "round " + round);
      world.run(LAG_MILLIS_MAX);
      assertThat(ClientWrite.valueOf(world.at(IRELAND).read("cart-1").item()))
          .as("seed %d", seed)
          .isEqualTo("round " + round);
    }
    world.at(TOKYO).kafka().comesBack();
    world.healAll();
    world.settle();
  }

  /// Rough weather: what a write takes from its submission to the other region's readers at most.
  private static final long LAG_MILLIS_MAX = 2_500;
}
