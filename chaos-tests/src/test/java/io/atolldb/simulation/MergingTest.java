package io.atolldb.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.catalog.TableOperation;
import io.atolldb.clock.RegionId;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.NumberValue;
import io.atolldb.item.AttributeValue.StringSet;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.Bytes;
import io.atolldb.item.DynamoNumber;
import io.atolldb.item.Item;
import io.atolldb.item.Utf8Order;
import io.atolldb.merge.MergePolicy;
import io.atolldb.operation.ChooseMergePolicy;
import io.atolldb.operation.Current;
import io.atolldb.operation.Decision;
import io.atolldb.operation.ItemOperation;
import io.atolldb.simulation.Network.Cut;
import io.atolldb.stored.ItemVersion;
import io.atolldb.table.TableId;
import io.atolldb.writer.Pending;
import io.atolldb.writer.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Counters, sets and attributes that all regions change at once, through the whole of three
/// regions, while links are cut and regions lose power.
class MergingTest {

  private static final List<RegionId> REGIONS =
      List.of(new RegionId("ireland"), new RegionId("oregon"), new RegionId("tokyo"));
  private static final String NAME = "post";
  private static final int SEEDS = 40;
  private static final int ROUNDS = 60;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, SEEDS);
  }

  /// Adds one to `hits`, puts an element into `who`, and writes an attribute of the region's own.
  private record Visit(RegionId region, int number) implements ItemOperation {
    @Override
    public TableId table() {
      return World.TABLE;
    }

    @Override
    public Bytes key() {
      return ClientWrite.keyOf(NAME);
    }

    @Override
    public Set<String> increments() {
      return Set.of("hits");
    }

    @Override
    public Decision decide(Current current) {
      var attributes = new TreeMap<String, AttributeValue>(current.item().attributes());
      attributes.put(ClientWrite.KEY, new StringValue(NAME));
      attributes.put("hits", new NumberValue(DynamoNumber.of(hits(current.item()) + 1)));
      SortedSet<String> who = who(current.item());
      who.add(element());
      attributes.put("who", new StringSet(who));
      attributes.put("last-" + region, new StringValue(element()));
      return new Decision.Put(Item.owning(attributes));
    }

    String element() {
      return region + "-" + number;
    }
  }

  private static long hits(Item item) {
    return item.get("hits") instanceof NumberValue(var number)
        ? number.toBigDecimal().longValueExact()
        : 0;
  }

  private static SortedSet<String> who(Item item) {
    var who = new TreeSet<>(Utf8Order.INSTANCE);
    if (item.get("who") instanceof StringSet(var members)) who.addAll(members);
    return who;
  }

  private record Asked(Visit visit, Pending<Written> answer) {}

  @ParameterizedTest
  @MethodSource("seeds")
  void nothingThatWasAcknowledgedIsMissingAndNothingCountsTwice(long seed) {
    var world = new World(seed, Weather.ROUGH, REGIONS);
    world.check(new AllRegionsAgree());
    world.withTable(REGIONS.getFirst());
    choose(world);
    world.settle();

    var asked = new ArrayList<Asked>();
    for (int round = 0; round < ROUNDS; round++) {
      disturb(world);
      RegionId region = world.dice().pick(REGIONS);
      if (world.at(region).isRunning()) {
        var visit = new Visit(region, round);
        asked.add(new Asked(visit, world.at(region).running().core().writer().submit(visit)));
      }
      world.run(world.dice().between(1, 800));
    }
    for (RegionId region : REGIONS) {
      if (!world.at(region).isRunning()) world.at(region).start();
    }
    world.healAll();
    world.settle();

    assertAllCounted(seed, world, asked);
  }

  private static void choose(World world) {
    var operation = new ChooseMergePolicy(World.TABLE_NAME, MergePolicy.COUNTERS_AND_SETS);
    var answer = world.at(REGIONS.getFirst()).running().core().writer().submit(operation);
    world.run(1_000);
    assertThat(answer.get()).isInstanceOf(TableOperation.Outcome.Done.class);
  }

  private static void disturb(World world) {
    RegionId one = world.dice().pick(REGIONS);
    RegionId other = world.dice().pick(REGIONS);
    long what = world.dice().between(0, 9);
    if (what == 0 && !one.equals(other)) world.cut(one, other, Cut.SILENT);
    else if (what == 1) world.healAll();
    else if (what == 2 && world.at(one).isRunning()) world.at(one).crash();
    else if (what >= 3 && what <= 5 && !world.at(one).isRunning()) world.at(one).start();
  }

  private static void assertAllCounted(long seed, World world, List<Asked> asked) {
    var certain = new TreeSet<String>();
    var possible = new TreeSet<String>();
    for (Asked each : asked) {
      possible.add(each.visit().element());
      boolean done = each.answer().isDone() && each.answer().get() instanceof Written.Done;
      if (done) certain.add(each.visit().element());
    }
    ItemVersion first = world.at(REGIONS.getFirst()).read(NAME);
    assertThat(who(first.item())).as("seed %d", seed).containsAll(certain);
    assertThat(possible).as("seed %d", seed).containsAll(who(first.item()));
    assertThat(hits(first.item())).as("seed %d", seed).isEqualTo(who(first.item()).size());
    for (RegionId region : REGIONS) {
      ItemVersion held = world.at(region).read(NAME);
      assertThat(held.item()).as("seed %d in %s", seed, region).isEqualTo(first.item());
      assertThat(held.version()).as("seed %d in %s", seed, region).isEqualTo(first.version());
      assertThat(held.mergeState()).as("seed %d in %s", seed, region).isEqualTo(first.mergeState());
      assertThat(NoWriteIsLostInSilence.conflictsOf(world.at(region)))
          .as("seed %d in %s: nothing was lost, so nothing is a conflict", seed, region)
          .isEmpty();
    }
  }
}
