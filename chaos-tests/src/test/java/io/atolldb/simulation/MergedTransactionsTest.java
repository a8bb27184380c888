package io.atolldb.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.catalog.TableOperation;
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
import io.atolldb.simulation.Network.Cut;
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

  private static final List<RegionId> REGIONS =
      List.of(new RegionId("ireland"), new RegionId("oregon"), new RegionId("tokyo"));
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
      attributes.put("count", new NumberValue(DynamoNumber.of(count(current.item()) + 1)));
      attributes.put("last", new StringValue(region.name()));
      return new Decision.Put(Item.owning(attributes));
    }
  }

  private static long count(Item item) {
    return item.get("count") instanceof NumberValue(var number)
        ? number.toBigDecimal().longValueExact()
        : 0;
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
      long debit = count(region.read(DEBIT).item());
      long credit = count(region.read(CREDIT).item());
      if (debit == credit) return;
      throw new AssertionError(region.id() + " counts " + debit + " and " + credit);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void noRegionEverShowsHalfOfATransactionOnMergedItems(long seed) {
    var world = new World(seed, Weather.ROUGH, REGIONS);
    world.withTable(REGIONS.getFirst());
    choose(world);
    world.settle();
    world.check(new BothCountTheSame());

    var asked = new ArrayList<Pending<Transacted>>();
    for (int round = 0; round < ROUNDS; round++) {
      disturb(world);
      RegionId region = world.dice().pick(REGIONS);
      if (world.at(region).isRunning()) {
        List<ItemOperation> both =
            List.of(new Transfer(DEBIT, region), new Transfer(CREDIT, region));
        var writer = world.at(region).running().core().writer();
        asked.add(writer.submit(new Transaction(both, null)));
      }
      world.run(world.dice().between(1, 600));
    }
    for (RegionId region : REGIONS) {
      if (!world.at(region).isRunning()) world.at(region).start();
    }
    world.healAll();
    world.settle();

    long done =
        asked.stream()
            .filter(answer -> answer.isDone() && answer.get() instanceof Transacted.Done)
            .count();
    assertThat(done).isPositive();
    for (RegionId region : REGIONS) {
      assertThat(count(world.at(region).read(DEBIT).item()))
          .as("seed %d, %s: as many as were acknowledged", seed, region)
          .isBetween(done, (long) asked.size());
    }
  }

  private static void choose(World world) {
    var operation = new ChooseMergePolicy(World.TABLE_NAME, MergePolicy.COUNTERS_AND_SETS);
    var answer = world.at(REGIONS.getFirst()).running().core().writer().submit(operation);
    world.run(1_000);
    assertThat(answer.get()).isInstanceOf(TableOperation.Outcome.Done.class);
  }

  /// Water is cut, regions lose power, and Kafka loses what it holds, so that links copy again.
  private static void disturb(World world) {
    RegionId one = world.dice().pick(REGIONS);
    RegionId other = world.dice().pick(REGIONS);
    switch (world.dice().below(12)) {
      case 0 -> {
        if (!one.equals(other)) world.cut(one, other, Cut.SILENT);
      }
      case 1, 2 -> world.healAll();
      case 3 -> {
        if (world.at(one).isRunning()) world.at(one).crash();
      }
      case 4, 5, 6 -> {
        if (!world.at(one).isRunning()) world.at(one).start();
      }
      case 7 -> world.at(one).kafka().losesItsTopic();
      default -> {}
    }
  }
}
