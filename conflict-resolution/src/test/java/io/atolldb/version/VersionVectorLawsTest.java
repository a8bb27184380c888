package io.atolldb.version;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.clock.HybridTimestamp;
import io.atolldb.clock.RegionId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The arrays against plain maps. Few regions and few stamps, so that all relations are common.
class VersionVectorLawsTest {

  private static final int SEEDS = 200;
  private static final int ROUNDS = 50;
  private static final int STAMP_MAX = 3;
  private static final List<RegionId> REGIONS =
      List.of(new RegionId("a"), new RegionId("b"), new RegionId("c"), new RegionId("d"));

  static LongStream seeds() {
    return LongStream.rangeClosed(1, SEEDS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aVectorAnswersLikeAMapOfStamps(long seed) {
    var dice = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      SortedMap<RegionId, Long> model = stamps(dice);
      VersionVector vector = vector(model, dice);

      assertThat(vector.size()).isEqualTo(model.size());
      HybridTimestamp greatest = HybridTimestamp.BEGINNING;
      for (RegionId region : REGIONS) {
        long stamp = stamp(model, region);
        assertThat(vector.packed(region)).as("seed %d", seed).isEqualTo(stamp);
        for (long other = 0; other <= STAMP_MAX; other++) {
          assertThat(vector.includes(new HybridTimestamp(other, region)))
              .as("seed %d: %d of %s in %s", seed, other, region, vector)
              .isEqualTo(other <= stamp);
        }
        if (stamp > 0) {
          greatest = HybridTimestamp.later(greatest, new HybridTimestamp(stamp, region));
        }
      }
      assertThat(vector.greatest()).as("seed %d: %s", seed, vector).isEqualTo(greatest);
      for (int at = 0; at < vector.size(); at++) {
        assertThat(vector.packed(at)).isEqualTo(stamp(model, vector.region(at)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void joiningIsTheGreaterStampOfEachRegion(long seed) {
    var dice = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      SortedMap<RegionId, Long> left = stamps(dice);
      SortedMap<RegionId, Long> right = stamps(dice);
      var greater = new TreeMap<>(left);
      right.forEach((region, stamp) -> greater.merge(region, stamp, Math::max));

      VersionVector joined = vector(left, dice).join(vector(right, dice));
      assertThat(joined)
          .as("seed %d: %s and %s", seed, left, right)
          .isEqualTo(vector(greater, dice));
      assertThat(joined).hasSameHashCodeAs(vector(greater, dice));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void joiningCommutesAssociatesAndRepeatsWithoutEffect(long seed) {
    var dice = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      VersionVector a = vector(stamps(dice), dice);
      VersionVector b = vector(stamps(dice), dice);
      VersionVector c = vector(stamps(dice), dice);

      assertThat(a.join(b)).as("seed %d: %s, %s", seed, a, b).isEqualTo(b.join(a));
      assertThat(a.join(b.join(c)))
          .as("seed %d: %s, %s, %s", seed, a, b, c)
          .isEqualTo(a.join(b).join(c));
      assertThat(a.join(a)).isEqualTo(a);
      assertThat(a.isIncludedIn(a.join(b))).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theRelationIsTheOneOfTheSetsOfIncludedWrites(long seed) {
    var dice = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      VersionVector left = vector(stamps(dice), dice);
      VersionVector right = vector(stamps(dice), dice);
      List<HybridTimestamp> ours = included(left);
      List<HybridTimestamp> theirs = included(right);
      Causality expected =
          ours.equals(theirs)
              ? Causality.EQUAL
              : theirs.containsAll(ours)
                  ? Causality.BEFORE
                  : ours.containsAll(theirs) ? Causality.AFTER : Causality.CONCURRENT;

      assertThat(left.relationTo(right))
          .as("seed %d: %s, %s", seed, left, right)
          .isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void oneMoreWriteIsIncludedAndNothingElseChanges(long seed) {
    var dice = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      SortedMap<RegionId, Long> model = stamps(dice);
      RegionId region = REGIONS.get(dice.nextInt(REGIONS.size()));
      var write = new HybridTimestamp(1 + dice.nextLong(STAMP_MAX), region);
      VersionVector after = vector(model, dice).with(write);
      model.merge(region, write.packed(), Math::max);

      assertThat(after).as("seed %d: with %s", seed, write).isEqualTo(vector(model, dice));
      assertThat(after.includes(write)).isTrue();
    }
  }

  private static List<HybridTimestamp> included(VersionVector vector) {
    var writes = new ArrayList<HybridTimestamp>();
    for (RegionId region : REGIONS) {
      for (long stamp = 1; stamp <= vector.packed(region); stamp++) {
        writes.add(new HybridTimestamp(stamp, region));
      }
    }
    return writes;
  }

  private static SortedMap<RegionId, Long> stamps(Random dice) {
    var stamps = new TreeMap<RegionId, Long>();
    for (RegionId region : REGIONS) {
      long stamp = dice.nextLong(STAMP_MAX + 1);
      if (stamp > 0) stamps.put(region, stamp);
    }
    return stamps;
  }

  private static long stamp(SortedMap<RegionId, Long> stamps, RegionId region) {
    return stamps.getOrDefault(region, 0L);
  }

  /// Built from its entries in any order.
  private static VersionVector vector(SortedMap<RegionId, Long> stamps, Random dice) {
    var entries = new ArrayList<VersionVector.Entry>();
    stamps.forEach((region, stamp) -> entries.add(new VersionVector.Entry(region, stamp)));
    Collections.shuffle(entries, dice);
    return VersionVector.of(entries);
  }
}
