package io.atolldb.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.catalog.TableOperation;
import io.atolldb.clock.RegionId;
import io.atolldb.item.AttributeValue.NumberValue;
import io.atolldb.item.Item;
import io.atolldb.simulation.Network.Cut;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A world of three regions to which something happens between the requests of a test.
final class TroubledRegions {

  static final RegionId IRELAND = new RegionId("ireland");
  static final RegionId OREGON = new RegionId("oregon");
  static final RegionId TOKYO = new RegionId("tokyo");
  static final List<RegionId> ALL = List.of(IRELAND, OREGON, TOKYO);

  private static final long CLOCK_OFF_MILLIS_MAX = 2_000;

  /// To one region, or from one to another, both picked by the dice; nothing where it cannot be.
  enum Mishap {
    FALLS_SILENT,
    IS_REFUSED,
    ALL_WATER_FLOWS,
    CRASHES,
    STARTS,
    CLOCK_IS_OFF,
    TOPIC_IS_LOST,
    NONE
  }

  /// What a test asks of a region, which is running.
  interface Request {
    void of(SimulatedRegion region, int round);
  }

  private final World world;
  private final List<Mishap> lots = new ArrayList<>();

  TroubledRegions(World world) {
    this.world = world;
  }

  /// Puts more lots into the urn from which mishaps are drawn: so many of each.
  TroubledRegions lots(int ofEach, Mishap... mishaps) {
    for (Mishap mishap : mishaps) lots.addAll(Collections.nCopies(ofEach, mishap));
    return this;
  }

  /// Asks `by` for a change of the table, and waits until it is made there.
  static void alter(World world, RegionId by, TableOperation operation) {
    var answer = world.at(by).running().core().writer().submit(operation);
    world.run(1_000);
    assertThat(answer.get()).isInstanceOf(TableOperation.Outcome.Done.class);
  }

  /// In every round a mishap, and a request to a region, if that is running.
  void ask(int rounds, long pauseMillisMax, Request request) {
    for (int round = 0; round < rounds; round++) {
      disturb();
      SimulatedRegion region = world.at(world.dice().pick(ALL));
      if (region.isRunning()) request.of(region, round);
      world.run(world.dice().between(1, pauseMillisMax));
    }
  }

  void disturb() {
    RegionId one = world.dice().pick(ALL);
    RegionId other = world.dice().pick(ALL);
    SimulatedRegion victim = world.at(one);
    switch (world.dice().pick(lots)) {
      case FALLS_SILENT -> cut(one, other, Cut.SILENT);
      case IS_REFUSED -> cut(one, other, Cut.REFUSES);
      case ALL_WATER_FLOWS -> world.healAll();
      case CRASHES -> {
        if (victim.isRunning()) victim.crash();
      }
      case STARTS -> {
        if (!victim.isRunning()) victim.start();
      }
      case CLOCK_IS_OFF ->
          victim.clockIsOffBy(world.dice().between(-CLOCK_OFF_MILLIS_MAX, CLOCK_OFF_MILLIS_MAX));
      case TOPIC_IS_LOST -> victim.kafka().losesItsTopic();
      case NONE -> {}
    }
  }

  private void cut(RegionId one, RegionId other, Cut how) {
    if (!one.equals(other)) world.cut(one, other, how);
  }

  /// All clocks are right, all regions run, all water flows.
  void end() {
    for (SimulatedRegion region : world.regions()) {
      region.clockIsOffBy(0);
      if (!region.isRunning()) region.start();
    }
    world.healAll();
  }

  /// The number that an item counts in an attribute; 0 if it has not begun to.
  static long count(Item item, String attribute) {
    return item.get(attribute) instanceof NumberValue(var number)
        ? number.toBigDecimal().longValueExact()
        : 0;
  }
}
