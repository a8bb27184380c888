package io.atolldb.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.clock.HybridTimestamp;
import io.atolldb.clock.RegionId;
import io.atolldb.merge.MergeHistory.Replica;
import io.atolldb.merge.MergeHistory.Sent;
import io.atolldb.resolution.ConflictResolver;
import io.atolldb.version.Version;
import io.atolldb.version.VersionVector;
import io.atolldb.version.Versioned;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Merging against a model that remembers every write. A failure prints its seed and the writes.
class MergeLawsTest {

  private static final int SEEDS = 300;
  private static final int STEPS = 40;
  private static final List<MergePolicy> ALL = List.of(MergePolicy.values());
  private static final List<MergePolicy> COUNTING = List.of(MergePolicy.COUNTERS_AND_SETS);

  static LongStream seeds() {
    return LongStream.rangeClosed(1, SEEDS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void atEveryStepAReplicaShowsWhatRememberingEveryWriteWouldShow(long seed) {
    var history = new MergeHistory(seed, true, seed % 2 == 0 ? ALL : COUNTING);
    history.run(STEPS, replica -> assertShowsWhatItKnows(seed, replica));
    history.everythingArrivesEverywhere(replica -> assertShowsWhatItKnows(seed, replica));
  }

  private static void assertShowsWhatItKnows(long seed, Replica replica) {
    String what = "seed " + seed + ":\n" + String.join("\n", lines(replica));
    assertThat(replica.state.exists()).as(what).isEqualTo(replica.known.exists());
    assertThat(replica.state.visible(Sample.VALUES)).as(what).isEqualTo(replica.known.shown());
  }

  private static List<String> lines(Replica replica) {
    return replica.known.all().values().stream().map(Object::toString).toList();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whenAllHasArrivedAllReplicasAreEqual(long seed) {
    var history = new MergeHistory(seed, true, ALL);
    history.run(STEPS, _ -> {});
    history.everythingArrivesEverywhere(_ -> {});
    var states = new ArrayList<MergeState<Sample>>();
    for (Replica replica : history.replicas().values()) states.add(replica.state);
    assertThat(states).as("seed %d", seed).hasSize(3).containsOnly(states.getFirst());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void joiningCommutesAssociatesAndRepeatsWithoutEffect(long seed) {
    var history = new MergeHistory(seed, true, ALL);
    var states = new ArrayList<MergeState<Sample>>();
    states.add(MergeState.never());
    history.run(STEPS, replica -> states.add(replica.state));
    var dice = new Random(seed);
    for (int round = 0; round < 60; round++) {
      var a = states.get(dice.nextInt(states.size()));
      var b = states.get(dice.nextInt(states.size()));
      var c = states.get(dice.nextInt(states.size()));
      assertThat(a.join(b)).as("seed %d", seed).isEqualTo(b.join(a));
      assertThat(a.join(b.join(c))).as("seed %d", seed).isEqualTo(a.join(b).join(c));
      assertThat(a.join(b).join(b)).as("seed %d", seed).isEqualTo(a.join(b));
      assertThat(a.join(MergeState.never())).as("seed %d", seed).isEqualTo(a);
    }
  }

  /// Where no write sweeps anything away, not one increment may be missing.
  @ParameterizedTest
  @MethodSource("seeds")
  void everyIncrementCounts(long seed) {
    var dice = new Random(seed);
    SortedMap<RegionId, MergeState<Sample>> states = new TreeMap<>();
    for (RegionId region : MergeHistory.REGIONS) states.put(region, MergeState.never());
    long expected = 0;
    for (int time = 1; time <= STEPS; time++) {
      RegionId region = MergeHistory.REGIONS.get(dice.nextInt(3));
      long by = dice.nextInt(-5, 10);
      expected += by;
      states.put(region, incremented(states.get(region), time, region, by));
      RegionId hearer = MergeHistory.REGIONS.get(dice.nextInt(3));
      states.merge(hearer, states.get(region), MergeState::join);
    }
    MergeState<Sample> all = MergeState.never();
    for (MergeState<Sample> state : states.values()) all = all.join(state);
    assertThat(all.visible(Sample.VALUES).get("hits"))
        .as("seed %d", seed)
        .isEqualTo(Sample.number(expected));
  }

  private static MergeState<Sample> incremented(
      MergeState<Sample> before, long time, RegionId region, long by) {
    var wanted = new TreeMap<>(before.visible(Sample.VALUES));
    wanted.merge("hits", Sample.number(by), Sample.VALUES::sum);
    var edit =
        new MergeEdit<>(
            MergePolicy.COUNTERS_AND_SETS, new HybridTimestamp(time, region), Sample.VALUES);
    return edit.put(before, wanted, new TreeSet<>(List.of("hits")));
  }

  /// Last writer wins is the special case that the resolver decides without looking at the item.
  @ParameterizedTest
  @MethodSource("seeds")
  void wholeWritesJoinAsTheResolverDecides(long seed) {
    var history = new MergeHistory(seed, true, List.of(MergePolicy.LAST_WRITER_WINS));
    history.run(STEPS, _ -> {});
    var dice = new Random(seed);
    for (int round = 0; round < 60; round++) {
      Sent a = history.sent().get(dice.nextInt(history.sent().size()));
      Sent b = history.sent().get(dice.nextInt(history.sent().size()));
      var resolved = ConflictResolver.resolve(versioned(a), versioned(b)).merged();
      MergeState<Sample> joined = a.state().join(b.state());
      assertThat(shown(resolved)).as("seed %d", seed).isEqualTo(joined.visible(Sample.VALUES));
      assertThat(resolved instanceof Versioned.Live).isEqualTo(joined.exists());
      assertThat(joined.wholeVersion(a.vector().join(b.vector())))
          .as("seed %d: %s", seed, joined)
          .isEqualTo(resolved.version());
    }
  }

  private static Versioned<SortedMap<String, Sample>> versioned(Sent sent) {
    var version = Version.of(sent.vector());
    return sent.state().exists()
        ? new Versioned.Live<>(sent.state().visible(Sample.VALUES), version)
        : new Versioned.Tombstone<>(version);
  }

  private static SortedMap<String, Sample> shown(Versioned<SortedMap<String, Sample>> resolved) {
    return resolved instanceof Versioned.Live(var attributes, _) ? attributes : new TreeMap<>();
  }

  @Test
  void disjointUpdatesBothSurvive() {
    var base = put(MergeState.never(), 1, "ireland", MergePolicy.BY_ATTRIBUTE, "a", "b");
    var left = put(base, 5, "ireland", MergePolicy.BY_ATTRIBUTE, "left", "b");
    var right = put(base, 4, "tokyo", MergePolicy.BY_ATTRIBUTE, "a", "right");
    var joined = left.join(right);
    assertThat(joined.visible(Sample.VALUES).toString()).isEqualTo("{x=left, y=right}");
    assertThat(left.losesIn(joined, seen(1, 4), Sample.VALUES)).isFalse();
    assertThat(right.losesIn(joined, seen(5, 0), Sample.VALUES)).isFalse();
  }

  @Test
  void ofTwoValuesOfOneAttributeTheEarlierIsLostAndSaidToBe() {
    var base = put(MergeState.never(), 1, "ireland", MergePolicy.BY_ATTRIBUTE, "a", "b");
    var left = put(base, 5, "ireland", MergePolicy.BY_ATTRIBUTE, "left", "b");
    var right = put(base, 4, "tokyo", MergePolicy.BY_ATTRIBUTE, "right", "b");
    var joined = left.join(right);
    assertThat(joined.visible(Sample.VALUES).toString()).isEqualTo("{x=left, y=b}");
    assertThat(right.losesIn(joined, seen(5, 0), Sample.VALUES)).isTrue();
    assertThat(left.losesIn(joined, seen(1, 4), Sample.VALUES)).isFalse();
  }

  @Test
  void aLaterUpdateBringsBackWhatItWroteAndTheDeleteIsSaidToBeLost() {
    var base = put(MergeState.never(), 1, "ireland", MergePolicy.BY_ATTRIBUTE, "a", "b");
    MergeState<Sample> deleted =
        new MergeEdit<>(MergePolicy.BY_ATTRIBUTE, at(4, "tokyo"), Sample.VALUES).delete();
    var updated = put(base, 5, "ireland", MergePolicy.BY_ATTRIBUTE, "late", "b");
    var joined = deleted.join(updated);
    assertThat(joined.visible(Sample.VALUES).toString()).isEqualTo("{x=late}");
    assertThat(deleted.losesIn(joined, seen(5, 0), Sample.VALUES)).isTrue();
  }

  @Test
  void removalsThatAreRememberedAreBounded() {
    MergeState<Sample> state = MergeState.never();
    int removals = 0;
    for (int time = 1; time <= 2 * MergeEdit.REMOVALS_MAX + 10; time += 2) {
      var edit = new MergeEdit<>(MergePolicy.BY_ATTRIBUTE, at(time, "tokyo"), Sample.VALUES);
      state = edit.put(state, new TreeMap<>(Map.of("n" + time, Sample.text("v"))), Set.of());
      removals = Math.max(removals, state.removals());
    }
    assertThat(removals).isEqualTo(MergeEdit.REMOVALS_MAX);
    assertThat(state.visible(Sample.VALUES)).hasSize(1);
  }

  private static HybridTimestamp at(long packed, String region) {
    return new HybridTimestamp(packed, new RegionId(region));
  }

  private static VersionVector seen(long ireland, long tokyo) {
    var vector = VersionVector.of(at(ireland, "ireland"));
    return tokyo == 0 ? vector : vector.with(at(tokyo, "tokyo"));
  }

  private static MergeState<Sample> put(
      MergeState<Sample> before, long at, String region, MergePolicy policy, String x, String y) {
    var wanted = new TreeMap<String, Sample>();
    wanted.put("x", Sample.text(x));
    wanted.put("y", Sample.text(y));
    return new MergeEdit<>(policy, at(at, region), Sample.VALUES)
        .put(before, wanted, new TreeSet<>());
  }
}
