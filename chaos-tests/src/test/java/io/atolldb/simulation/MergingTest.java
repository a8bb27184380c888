package io.atolldb.simulation;

import static io.atolldb.simulation.TroubledRegions.IRELAND;
import static io.atolldb.simulation.TroubledRegions.Mishap.ALL_WATER_FLOWS;
import static io.atolldb.simulation.TroubledRegions.Mishap.CRASHES;
import static io.atolldb.simulation.TroubledRegions.Mishap.FALLS_SILENT;
import static io.atolldb.simulation.TroubledRegions.Mishap.NONE;
import static io.atolldb.simulation.TroubledRegions.Mishap.STARTS;
import static io.atolldb.simulation.TroubledRegions.alter;
import static io.atolldb.simulation.TroubledRegions.count;
import static org.assertj.core.api.Assertions.assertThat;

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
      attributes.put("hits", new NumberValue(DynamoNumber.of(count(current.item(), "hits") + 1)));
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

  private static SortedSet<String> who(Item item) {
    var who = new TreeSet<>(Utf8Order.INSTANCE);
    if (item.get("who") instanceof StringSet(var members)) who.addAll(members);
    return who;
  }

  private record Asked(Visit visit, Pending<Written> answer) {}

  @ParameterizedTest
  @MethodSource("seeds")
  void nothingThatWasAcknowledgedIsMissingAndNothingCountsTwice(long seed) {
    var world = new World(seed, Weather.ROUGH, TroubledRegions.ALL);
    world.check(new AllRegionsAgree());
    world.withTable(IRELAND);
    alter(world, IRELAND, new ChooseMergePolicy(World.TABLE_NAME, MergePolicy.COUNTERS_AND_SETS));
    world.settle();

    var asked = new ArrayList<Asked>();
    var regions =
        new TroubledRegions(world)
            .lots(1, FALLS_SILENT, ALL_WATER_FLOWS, CRASHES)
            .lots(3, STARTS)
            .lots(4, NONE);
    regions.ask(
        ROUNDS,
        800,
        (region, round) -> {
          var visit = new Visit(region.id(), round);
          asked.add(new Asked(visit, region.running().core().writer().submit(visit)));
        });
    regions.end();
    world.settle();

    assertAllCounted(seed, world, asked);
  }

  private static void assertAllCounted(long seed, World world, List<Asked> asked) {
    var certain = new TreeSet<String>();
    var possible = new TreeSet<String>();
    for (Asked each : asked) {
      possible.add(each.visit().element());
      boolean done = each.answer().isDone() && each.answer().get() instanceof Written.Done;
      if (done) certain.add(each.visit().element());
    }
    ItemVersion first = world.at(IRELAND).read(NAME);
    assertThat(who(first.item())).as("seed %d", seed).containsAll(certain);
    assertThat(possible).as("seed %d", seed).containsAll(who(first.item()));
    assertThat(count(first.item(), "hits")).as("seed %d", seed).isEqualTo(who(first.item()).size());
    for (RegionId region : TroubledRegions.ALL) {
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
