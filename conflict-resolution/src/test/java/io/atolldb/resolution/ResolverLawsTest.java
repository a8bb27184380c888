package io.atolldb.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.clock.RegionId;
import io.atolldb.resolution.Resolution.Outcome;
import io.atolldb.version.Versioned;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The resolver against a model that remembers every write. A failure prints its seed and history.
class ResolverLawsTest {

  private static final int SEEDS = 200;
  private static final int TRIPLES = 60;
  private static final int PERMUTED_WRITES_MAX = 5;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, SEEDS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void atEveryStepARegionHoldsWhatRememberingEveryWriteWouldShow(long seed) {
    var history = History.generate(seed);
    replay(
        history,
        meeting ->
            assertThat(meeting.resolution.merged())
                .as("%s", history)
                .isEqualTo(meeting.shownAfter));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aConflictIsReportedExactlyWhenNeitherWriteHadSeenTheOther(long seed) {
    var history = History.generate(seed);
    replay(
        history,
        meeting ->
            assertThat(meeting.resolution.outcome())
                .as("%s met %s in %s", meeting.heldBefore, meeting.event, history)
                .isEqualTo(meeting.expected));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whenAllHasArrivedAllRegionsHoldTheSame(long seed) {
    var history = History.generate(seed);
    SortedMap<RegionId, Versioned<String>> held = replay(history, _ -> {});
    assertThat(held.values())
        .as("%s", history)
        .hasSize(History.REGIONS.size())
        .containsOnly(Write.winnerOf(history.writes()));
  }

  /// The promise to users: a write is what all regions hold, or a later write had seen it, or some
  /// region reported it as lost.
  @ParameterizedTest
  @MethodSource("seeds")
  void noWriteIsLostInSilence(long seed) {
    var history = History.generate(seed);
    var accounted = new TreeSet<Write>();
    accounted.add(history.writes().last());
    for (Write write : history.writes()) accounted.addAll(write.seen());
    replay(
        history,
        meeting -> {
          Outcome outcome = meeting.resolution.outcome();
          if (outcome == Outcome.KEPT_OVER_CONFLICT) accounted.add(meeting.event.write());
          if (outcome == Outcome.APPLIED_OVER_CONFLICT) accounted.add(meeting.winnerBefore());
        });

    assertThat(accounted).as("%s", history).isEqualTo(history.writes());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void neitherOrderNorRepetitionMatters(long seed) {
    var history = History.generate(seed);
    var twice = new ArrayList<>(history.writes());
    twice.addAll(history.writes());
    Collections.shuffle(twice, new Random(seed));

    assertThat(merged(twice)).as("%s as %s", history, twice).isEqualTo(obvious(history));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyPermutationOfAFewWritesEndsAlike(long seed) {
    var history = History.generate(seed, 12);
    var few = new ArrayList<>(history.writes());
    while (few.size() > PERMUTED_WRITES_MAX) few.removeFirst();
    Versioned<String> expected = merged(few);

    permute(
        few, few.size(), order -> assertThat(merged(order)).as("%s", order).isEqualTo(expected));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void mergingCommutesAssociatesAndRepeatsWithoutEffect(long seed) {
    var history = History.generate(seed);
    List<Versioned<String>> states = statesOf(history);
    var dice = new Random(seed);
    for (int round = 0; round < TRIPLES; round++) {
      Versioned<String> a = states.get(dice.nextInt(states.size()));
      Versioned<String> b = states.get(dice.nextInt(states.size()));
      Versioned<String> c = states.get(dice.nextInt(states.size()));

      assertThat(merge(a, b)).as("seed %d: %s and %s", seed, a, b).isEqualTo(merge(b, a));
      assertThat(merge(a, merge(b, c)))
          .as("seed %d: %s, %s and %s", seed, a, b, c)
          .isEqualTo(merge(merge(a, b), c));
      assertThat(merge(merge(a, b), b)).as("seed %d: %s", seed, a).isEqualTo(merge(a, b));
    }
  }

  /// A copy of a replica brings whole states instead of single writes.
  @ParameterizedTest
  @MethodSource("seeds")
  void mergingTwoStatesKnowsTheWritesOfBoth(long seed) {
    var dice = new Random(seed);
    var writes = new ArrayList<>(History.generate(seed).writes());
    var left = new ObviousRegion();
    var right = new ObviousRegion();
    var both = new ObviousRegion();
    for (Write write : writes) {
      int side = dice.nextInt(3);
      if (side != 0) left.learn(write);
      if (side != 1) right.learn(write);
      both.learn(write);
    }

    assertThat(merge(left.shows(), right.shows())).as("seed %d", seed).isEqualTo(both.shows());
  }

  /// One arrival, as the resolver and as the model see it.
  private record Meeting(
      History.Event event,
      SortedSet<Write> knownBefore,
      Versioned<String> heldBefore,
      Outcome expected,
      Versioned<String> shownAfter,
      Resolution<String> resolution) {

    Write winnerBefore() {
      return knownBefore.last();
    }
  }

  /// Runs the history through the resolver and returns what each region holds at its end.
  private static SortedMap<RegionId, Versioned<String>> replay(
      History history, Consumer<Meeting> check) {
    var held = new TreeMap<RegionId, Versioned<String>>();
    var obvious = new TreeMap<RegionId, ObviousRegion>();
    for (History.Event event : history.events()) {
      ObviousRegion model = obvious.computeIfAbsent(event.region(), _ -> new ObviousRegion());
      Versioned<String> before = held.getOrDefault(event.region(), Versioned.neverWritten());
      var knownBefore = new TreeSet<>(model.known());
      Outcome expected = model.meets(event.write());
      Resolution<String> resolution = ConflictResolver.resolve(before, event.write().travelling());
      model.learn(event.write());
      held.put(event.region(), resolution.merged());
      check.accept(new Meeting(event, knownBefore, before, expected, model.shows(), resolution));
    }
    return held;
  }

  private static Versioned<String> obvious(History history) {
    return Write.winnerOf(history.writes());
  }

  private static List<Versioned<String>> statesOf(History history) {
    var states = new ArrayList<Versioned<String>>();
    states.add(Versioned.neverWritten());
    for (Write write : history.writes()) states.add(write.travelling());
    replay(history, meeting -> states.add(meeting.shownAfter));
    return states;
  }

  private static Versioned<String> merge(Versioned<String> local, Versioned<String> incoming) {
    return ConflictResolver.resolve(local, incoming).merged();
  }

  private static Versioned<String> merged(Collection<Write> writes) {
    Versioned<String> held = Versioned.neverWritten();
    for (Write write : writes) held = merge(held, write.travelling());
    return held;
  }

  private static void permute(List<Write> order, int size, Consumer<List<Write>> check) {
    if (size <= 1) {
      check.accept(order);
      return;
    }
    for (int at = 0; at < size; at++) {
      Collections.swap(order, at, size - 1);
      permute(order, size - 1, check);
      Collections.swap(order, at, size - 1);
    }
  }
}
