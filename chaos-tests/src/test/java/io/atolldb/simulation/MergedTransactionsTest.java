package io.atolldb.simulation;

import static io.atolldb.simulation.TroubledRegions.IRELAND;
import static io.atolldb.simulation.TroubledRegions.Mishap.ALL_WATER_FLOWS;
import static io.atolldb.simulation.TroubledRegions.Mishap.CRASHES;
import static io.atolldb.simulation.TroubledRegions.Mishap.FALLS_SILENT;
import static io.atolldb.simulation.TroubledRegions.Mishap.NONE;
import static io.atolldb.simulation.TroubledRegions.Mishap.STARTS;
import static io.atolldb.simulation.TroubledRegions.Mishap.TOPIC_IS_LOST;
import static io.atolldb.simulation.TroubledRegions.alter;
import static io.atolldb.simulation.TroubledRegions.count;
import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.clock.RegionId;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.NumberValue;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.Bytes;
import io.atolldb.item.DynamoNumber;
import io.atolldb.item.Item;
import io.atolldb.merge.MergePolicy;
import io.atolldb.operation.ChooseMergePolicy;
import io.atolldb.operation.Current;
import io.atolldb.operation.Decision;
import io.atolldb.operation.ItemOperation;
import io.atolldb.operation.Transaction;
import io.atolldb.stored.ItemVersion;
import io.atolldb.table.TableId;
import io.atolldb.writer.Pending;
import io.atolldb.writer.Transacted;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Transactions on a table whose items are merged: each adds one to the same counter of two items,
/// so at every moment, in every region, both have the same number.
class MergedTransactionsTest {

  private static final String DEBIT = "debit";
  private static final String CREDIT = "credit";
  private static final int SEEDS = 30;
  private static final int ROUNDS = 50;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, SEEDS);
  }

  /// One write of a transfer.
  private record Transfer(String name, RegionId region) implements ItemOperation {
    @Override
    public TableId table() {
      return World.TABLE;
    }

    @Override
    public Bytes key() {
      return ClientWrite.keyOf(name);
    }

    @Override
    public Set<String> increments() {
      return Set.of("count");
    }

    @Override
    public Decision decide(Current current) {
      var attributes = new TreeMap<String, AttributeValue>(current.item().attributes());
      attributes.put(ClientWrite.KEY, new StringValue(name));
      attributes.put("count", new NumberValue(DynamoNumber.of(count(current.item(), "count") + 1)));
      attributes.put("last", new StringValue(region.name()));
      return new Decision.Put(Item.owning(attributes));
    }
  }

  private static final class BothCountTheSame implements Invariant {
    @Override
    public void shown(SimulatedRegion region, String name, ItemVersion item) {
      check(region);
    }

    @Override
    public void settled(World world) {
      world.regions().forEach(BothCountTheSame::check);
    }

    private static void check(SimulatedRegion region) {
      long debit = count(region.read(DEBIT).item(), "count");
      long credit = count(region.read(CREDIT).item(), "count");
      if (debit == credit) return;
      throw new AssertionError(region.id() + " counts " + debit + " and " + credit);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void noRegionEverShowsHalfOfATransactionOnMergedItems(long seed) {
    var world = new World(seed, Weather.ROUGH, TroubledRegions.ALL);
    world.withTable(IRELAND);
    alter(world, IRELAND, new ChooseMergePolicy(World.TABLE_NAME, MergePolicy.COUNTERS_AND_SETS));
    world.settle();
    world.check(new BothCountTheSame());

    var asked = new ArrayList<Pending<Transacted>>();
    // Kafka loses what it holds, so that links copy again.
    var regions =
        new TroubledRegions(world)
            .lots(1, FALLS_SILENT, CRASHES, TOPIC_IS_LOST)
            .lots(2, ALL_WATER_FLOWS)
            .lots(3, STARTS)
            .lots(4, NONE);
    regions.ask(
        ROUNDS,
        600,
        (region, _) -> {
          List<ItemOperation> both =
              List.of(new Transfer(DEBIT, region.id()), new Transfer(CREDIT, region.id()));
          asked.add(region.running().core().writer().submit(new Transaction(both, null)));
        });
    regions.end();
    world.settle();

    long done =
        asked.stream()
            .filter(answer -> answer.isDone() && answer.get() instanceof Transacted.Done)
            .count();
    assertThat(done).isPositive();
    for (RegionId region : TroubledRegions.ALL) {
      assertThat(count(world.at(region).read(DEBIT).item(), "count"))
          .as("seed %d, %s: as many as were acknowledged", seed, region)
          .isBetween(done, (long) asked.size());
    }
  }
}
