package io.atolldb.simulation;

import static io.atolldb.simulation.TroubledRegions.IRELAND;
import static io.atolldb.simulation.TroubledRegions.Mishap.ALL_WATER_FLOWS;
import static io.atolldb.simulation.TroubledRegions.Mishap.CRASHES;
import static io.atolldb.simulation.TroubledRegions.Mishap.FALLS_SILENT;
import static io.atolldb.simulation.TroubledRegions.Mishap.IS_REFUSED;
import static io.atolldb.simulation.TroubledRegions.Mishap.NONE;
import static io.atolldb.simulation.TroubledRegions.Mishap.STARTS;
import static io.atolldb.simulation.TroubledRegions.Mishap.TOPIC_IS_LOST;
import static io.atolldb.simulation.TroubledRegions.OREGON;
import static io.atolldb.simulation.TroubledRegions.TOKYO;
import static io.atolldb.simulation.TroubledRegions.alter;
import static io.atolldb.simulation.TroubledRegions.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atolldb.clock.RegionId;
import io.atolldb.conflicts.Conflict;
import io.atolldb.conflicts.ConflictKind;
import io.atolldb.fault.ApiFault;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.NumberValue;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.Bytes;
import io.atolldb.item.DynamoNumber;
import io.atolldb.item.Item;
import io.atolldb.operation.ChooseHomeRegion;
import io.atolldb.operation.Current;
import io.atolldb.operation.Decision;
import io.atolldb.operation.ItemOperation;
import io.atolldb.simulation.ClientWrite.Kind;
import io.atolldb.simulation.SentOnWrites.Told;
import io.atolldb.table.TableId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Clients of all regions count by compare-and-set, claim seats and give them back, while water is
/// cut, regions lose power and Kafka loses what it holds. Beside them others write without a
/// condition to items of their own, and to some whose conditions are judged as well.
class HomesTest {

  /// Where an item names its home, these do; `shared` is written without conditions, too.
  private static final List<String> COUNTERS = List.of("oregon#visits", "tokyo#visits", "visits");

  private static final List<String> SEATS = List.of("tokyo#seat", "seat", "shared");
  private static final long SEEDS = 6;
  private static final int ROUNDS = 80;

  private World world;
  private TroubledRegions regions;
  private SentOnWrites writes;
  private int asked;
  private final SortedMap<String, Integer> counted = new TreeMap<>();
  private final SortedMap<String, Integer> open = new TreeMap<>();
  private final Set<String> allowedBy = new HashSet<>();
  private boolean twiceOnOneVersion;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, SEEDS);
  }

  /// Adds one, if the count is what the client has read in its region.
  private record Count(String name, long read) implements ItemOperation {
    @Override
    public TableId table() {
      return World.TABLE;
    }

    @Override
    public Bytes key() {
      return ClientWrite.keyOf(name);
    }

    @Override
    public boolean isConditional() {
      return true;
    }

    @Override
    public Decision decide(Current current) {
      if (count(current.item(), "count") != read) {
        return new Decision.Refuse(new ApiFault.ConditionFailed(Item.ABSENT, current.sizeBytes()));
      }
      var attributes = new TreeMap<String, AttributeValue>();
      attributes.put(ClientWrite.KEY, new StringValue(name));
      attributes.put("count", new NumberValue(DynamoNumber.of(read + 1)));
      return new Decision.Put(Item.owning(attributes));
    }
  }

  private void begin(long seed) {
    world = new World(seed, Weather.ROUGH, TroubledRegions.ALL);
    regions =
        new TroubledRegions(world)
            .lots(1, FALLS_SILENT, IS_REFUSED, CRASHES, TOPIC_IS_LOST)
            .lots(2, ALL_WATER_FLOWS)
            .lots(3, STARTS, NONE);
    world.check(new TimestampsNeverRegress(), new AllRegionsAgree());
    world.withTable(IRELAND);
    writes = new SentOnWrites(world);
    allowedBy.clear();
    twiceOnOneVersion = false;
  }

  private void choose(RegionId by, RegionId home, String keyAttribute) {
    alter(world, by, new ChooseHomeRegion(World.TABLE_NAME, home, keyAttribute));
  }

  private void clientsAndFaults() {
    for (int round = 0; round < ROUNDS; round++) {
      regions.disturb();
      for (RegionId region : TroubledRegions.ALL) {
        if (world.at(region).isRunning()) write(region);
      }
      world.run(world.dice().between(1, 250));
    }
  }

  private void mendAndSettle() {
    regions.end();
    world.run(2 * SentOnWrites.ANSWER_MILLIS_MAX);
    world.settle();
  }

  private void write(RegionId region) {
    if (world.dice().chance(50)) {
      String name = world.dice().pick(COUNTERS);
      ask(region, name, new Count(name, count(world.at(region).read(name).item(), "count")));
    } else {
      String name = world.dice().pick(SEATS);
      boolean freely = name.equals("shared") && world.dice().chance(50);
      Kind kind = freely ? Kind.PUT : world.dice().pick(List.of(Kind.INSERT, Kind.REMOVE));
      ask(region, name, new ClientWrite(World.TABLE, name, kind, region + "-" + ++asked));
    }
  }

  private void ask(RegionId region, String name, ItemOperation operation) {
    open.merge(name, 1, Integer::sum);
    writes.ask(
        region,
        operation,
        told -> {
          world.note(region + " " + operation + " is told " + told);
          if (told instanceof Told.Unknown) return;
          open.merge(name, -1, Integer::sum);
          if (!(told instanceof Told.Done(var done))) return;
          counted.merge(name, 1, Integer::sum);
          if (!operation.isConditional() || !done.before().exists()) return;
          boolean first = allowedBy.add(name + " " + done.before().version());
          if (!first) twiceOnOneVersion = true;
        });
  }

  private void assertOneLineOfJudgements(long seed) {
    new ConditionsAreJudgedInOneLine().settled(world);
    assertThat(twiceOnOneVersion).as("seed %d: two on one version", seed).isFalse();
    for (RegionId region : TroubledRegions.ALL) {
      assertThat(conflictsOf(region))
          .as("seed %d, %s", seed, region)
          .allMatch(conflict -> World.nameOf(conflict.key()).equals("shared"));
      for (String name : COUNTERS) {
        int least = counted.getOrDefault(name, 0);
        assertThat(count(world.at(region).read(name).item(), "count"))
            .as("seed %d: %s in %s", seed, name, region)
            .isBetween((long) least, (long) least + open.getOrDefault(name, 0));
      }
    }
    assertThat(counted.keySet()).as("seed %d", seed).containsAll(COUNTERS);
  }

  private List<Conflict> conflictsOf(RegionId region) {
    return NoWriteIsLostInSilence.conflictsOf(world.at(region));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whereTheTableHasAHomeNoTwoConditionsHoldOnOneVersion(long seed) {
    begin(seed);
    choose(IRELAND, OREGON, null);
    world.settle();
    clientsAndFaults();
    mendAndSettle();
    assertOneLineOfJudgements(seed);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whereItemsHaveHomesNoTwoConditionsHoldOnOneVersion(long seed) {
    begin(seed);
    choose(IRELAND, IRELAND, ClientWrite.KEY);
    world.settle();
    clientsAndFaults();
    mendAndSettle();
    assertOneLineOfJudgements(seed);
    assertJudgedIn("oregon#visits", OREGON);
    assertJudgedIn("tokyo#visits", TOKYO);
    assertJudgedIn("visits", IRELAND);
  }

  private void assertJudgedIn(String name, RegionId home) {
    var judges = new HashSet<RegionId>();
    for (var write : new DurableWrites(world).all()) {
      if (World.nameOf(write.key()).equals(name)) {
        judges.add(write.version().timestamp().region());
      }
    }
    assertThat(judges).containsExactly(home);
  }

  /// What an old home has judged travels before the word that there is a new one.
  @ParameterizedTest
  @MethodSource("seeds")
  void aHomeThatNamesItsSuccessorHandsOverAllThatItHasJudged(long seed) {
    begin(seed);
    choose(IRELAND, OREGON, null);
    world.settle();
    clientsAndFaults();
    if (!world.at(OREGON).isRunning()) world.at(OREGON).start();
    choose(OREGON, TOKYO, null);
    clientsAndFaults();
    mendAndSettle();
    assertOneLineOfJudgements(seed);
  }

  /// What a home that was ignored would look like, too: the check finds it.
  @Test
  void withoutAHomeConditionsRaceTheCheckFindsThemAndTheConflictLogNamesThem() {
    int raced = 0;
    int twice = 0;
    for (long seed = 1; seed <= 3; seed++) {
      begin(seed);
      clientsAndFaults();
      mendAndSettle();
      assertThatThrownBy(() -> new ConditionsAreJudgedInOneLine().settled(world))
          .hasMessageContaining("allowed beside each other");
      for (Conflict conflict : conflictsOf(IRELAND)) {
        if (conflict.kind() == ConflictKind.RACED_CONDITION) raced++;
      }
      if (twiceOnOneVersion) twice++;
    }
    assertThat(raced).isGreaterThan(10);
    assertThat(twice).isPositive();
  }
}
