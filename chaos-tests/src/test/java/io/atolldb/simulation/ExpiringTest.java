package io.atolldb.simulation;

import static io.atolldb.simulation.TroubledRegions.IRELAND;
import static io.atolldb.simulation.TroubledRegions.Mishap.ALL_WATER_FLOWS;
import static io.atolldb.simulation.TroubledRegions.Mishap.CLOCK_IS_OFF;
import static io.atolldb.simulation.TroubledRegions.Mishap.CRASHES;
import static io.atolldb.simulation.TroubledRegions.Mishap.FALLS_SILENT;
import static io.atolldb.simulation.TroubledRegions.Mishap.NONE;
import static io.atolldb.simulation.TroubledRegions.Mishap.STARTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.clock.HybridTimestamp;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.NumberValue;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.Bytes;
import io.atolldb.item.DynamoNumber;
import io.atolldb.item.Item;
import io.atolldb.operation.Current;
import io.atolldb.operation.Decision;
import io.atolldb.operation.ItemOperation;
import io.atolldb.record.LogRecord.ItemApplied;
import io.atolldb.replication.ChangeRecord.Kind;
import io.atolldb.stored.ItemVersion;
import io.atolldb.stream.StreamLog.Entry;
import io.atolldb.table.TableId;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Leases that are made, prolonged and given up in all regions while their time runs out, links are
/// cut, clocks are wrong, and regions lose power.
class ExpiringTest {

  private static final List<String> NAMES = List.of("lease-1", "lease-2", "lease-3");
  private static final int SEEDS = 25;
  private static final int ROUNDS = 60;

  /// How far ahead a lease that is to end, and one that is to stay, has its time.
  private static final long SHORT_SECONDS_MAX = 4;

  private static final long LONG_SECONDS = 1_000_000;

  /// By then every region has removed what another one has left.
  private static final long EVERYTHING_EXPIRES_MILLIS = 40_000;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, SEEDS);
  }

  /// Holds `value` until then; ends at once where `until` is 0.
  private record Lease(String name, String value, long until) implements ItemOperation {
    @Override
    public TableId table() {
      return World.TABLE;
    }

    @Override
    public Bytes key() {
      return ClientWrite.keyOf(name);
    }

    @Override
    public Decision decide(Current current) {
      if (until == 0) return current.exists() ? new Decision.Delete() : new Decision.LeaveAsIs();
      var attributes = new TreeMap<String, AttributeValue>();
      attributes.put(ClientWrite.KEY, new StringValue(name));
      attributes.put("value", new StringValue(value));
      attributes.put(World.EXPIRY, new NumberValue(DynamoNumber.of(until)));
      return new Decision.Put(Item.owning(attributes));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anExpiryLosesAgainstWhatItHadNotSeenAndEveryStreamShowsItOnce(long seed) {
    World world = leasesThatEnd(seed);

    assertExpiriesLose(seed, world);
    assertStreamsShowExpiriesOnce(seed, world);
  }

  private static void assertExpiriesLose(long seed, World world) {
    for (String name : NAMES) {
      ItemVersion held = world.at(IRELAND).read(name);
      if (held.exists()) {
        long until =
            ((NumberValue) held.item().get(World.EXPIRY)).number().toBigDecimal().longValueExact();
        assertThat(until).as("seed %d: %s has not expired", seed, name).isGreaterThan(LONG_SECONDS);
        continue;
      }
      ItemApplied expiry = ownWrites(world, name).get(held.version().timestamp());
      if (expiry == null || expiry.result().kind() != Kind.EXPIRY) continue; // it was given up
      assertThat(expiry.before()).isNotNull();
      ownWrites(world, name)
          .forEach((timestamp, write) -> {
            if (expiry.result().version().vector().includes(timestamp)) return;
            if (write.result().kind() == Kind.EXPIRY) return;
            assertThat(timestamp)
                .as("seed %d: what %s did not see had lost already", seed, expiry)
                .isLessThan(expiry.before().version().timestamp());
          });
    }
  }

  private static void assertStreamsShowExpiriesOnce(long seed, World world) {
    for (SimulatedRegion region : world.regions()) {
      var shown = new ArrayList<String>();
      for (Entry entry : StreamsTellEveryChange.entriesOf(region)) {
        ItemApplied applied = entry.applied();
        if (applied.result().kind() != Kind.EXPIRY) continue;
        HybridTimestamp timestamp = applied.result().version().timestamp();
        shown.add(World.nameOf(applied.key()) + "@" + timestamp);
        assertThat(applied.own())
            .as("seed %d: %s in %s", seed, applied, region.id())
            .isEqualTo(timestamp.region().equals(region.id()));
      }
      assertThat(shown).as("seed %d in %s", seed, region.id()).doesNotHaveDuplicates();
    }
  }

  /// The worlds have to be what they are there for: expiries win, and earlier writes win over them.
  @Test
  void expiriesBothWinAndLose() {
    int won = 0;
    int lost = 0;
    for (long seed = 1; seed <= 10; seed++) {
      World world = leasesThatEnd(seed);
      for (String name : NAMES) {
        boolean isThere = world.at(IRELAND).read(name).exists();
        var writes = ownWrites(world, name);
        for (ItemApplied write : writes.values()) {
          if (write.result().kind() != Kind.EXPIRY) continue;
          // Its tombstone may be forgotten.
          if (!isThere && writes.lastKey().equals(write.result().version().timestamp())) won++;
          if (hasLost(write, writes)) lost++;
        }
      }
    }
    assertThat(won).isGreaterThan(5);
    assertThat(lost).isGreaterThan(5);
  }

  /// Whether a write that was made before the expiry, and after what that removed, was not seen by
  /// it.
  private static boolean hasLost(
      ItemApplied expiry, SortedMap<HybridTimestamp, ItemApplied> writes) {
    HybridTimestamp removed = expiry.before().version().timestamp();
    HybridTimestamp end = expiry.result().version().timestamp();
    if (removed.compareTo(end) >= 0) return false;
    return writes.subMap(removed, end).entrySet().stream()
        .filter(write -> write.getValue().result().kind() != Kind.EXPIRY)
        .anyMatch(write -> !expiry.result().version().vector().includes(write.getKey()));
  }

  private static World leasesThatEnd(long seed) {
    var world = new World(seed, Weather.ROUGH, TroubledRegions.ALL);
    world.check(
        new PositionsNeverStepBack(),
        new IndexesHoldWhatItemsSay(),
        new StreamsTellEveryChange(),
        new VerificationAgrees(),
        new AllRegionsAgree());
    world.withTable(IRELAND);
    world.letItemsExpire(IRELAND);
    world.settle();
    var regions =
        new TroubledRegions(world)
            .lots(1, ALL_WATER_FLOWS, CRASHES, CLOCK_IS_OFF)
            .lots(2, FALLS_SILENT)
            .lots(3, STARTS)
            .lots(4, NONE);
    regions.ask(
        ROUNDS,
        800,
        (region, round) -> {
          var lease = new Lease(world.dice().pick(NAMES), region.id() + "-" + round, until(world));
          world.note(region.id() + " is asked for " + lease);
          region.running().core().writer().submit(lease);
        });
    regions.end();
    world.run(EVERYTHING_EXPIRES_MILLIS);
    world.settle();
    return world;
  }

  private static long until(World world) {
    long now = world.timeline().nowMillis() / 1_000;
    int what = world.dice().below(10);
    if (what == 0) return 0;
    if (what <= 3) return now + LONG_SECONDS;
    return now + world.dice().between(1, SHORT_SECONDS_MAX);
  }

  /// What was written under a name, in whichever region, as the logs of their regions have it.
  private static SortedMap<HybridTimestamp, ItemApplied> ownWrites(World world, String name) {
    var writes = new TreeMap<HybridTimestamp, ItemApplied>();
    for (SimulatedRegion region : world.regions()) {
      for (ItemApplied applied : DurableWrites.appliedIn(region)) {
        boolean ofName = World.nameOf(applied.key()).equals(name);
        if (applied.own() && ofName) writes.put(applied.result().version().timestamp(), applied);
      }
    }
    return writes;
  }
}
