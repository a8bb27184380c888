package io.atolldb.globaltable;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.clock.HybridTimestamp;
import io.atolldb.clock.RegionId;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.MapValue;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.Item;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Three regions change the settings of a table and hear of each other now and then, beside a model
/// that remembers every change and knows which settings end with a change of which others.
class SharedSettingsLawsTest {

  private static final int STEPS = 60;
  private static final List<RegionId> REGIONS =
      List.of(new RegionId("a"), new RegionId("b"), new RegionId("c"));

  /// Where a setting lies in the bag, and the one whose later change takes it away.
  private enum Setting {
    TABLE_CLASS(null, "TableClass"),
    KEY(null, "KMSMasterKeyId"),
    UNKNOWN(null, "SomethingOfALaterBuild"),
    MERGE_POLICY(null, "MergePolicy"),
    FIRST_INDEX(null, "Indexes", "first"),
    SECOND_INDEX(null, "Indexes", "second"),
    FIRST_UNITS(FIRST_INDEX, "IndexThroughput", "first"),
    SECOND_UNITS(SECOND_INDEX, "IndexThroughput", "second"),
    CLASS_IN_A(TABLE_CLASS, "ReplicaOverrides", "a", "TableClass"),
    CLASS_IN_B(TABLE_CLASS, "ReplicaOverrides", "b", "TableClass"),
    FIRST_READS_IN_A(FIRST_INDEX, "ReplicaOverrides", "a", "Indexes", "first"),
    KEY_IN_A(KEY, "ReplicaOverrides", "a", "KMSMasterKeyId");

    private final Setting ruler;
    private final String path;

    Setting(Setting ruler, String... path) {
      this.ruler = ruler;
      this.path = String.join("/", path);
    }
  }

  /// Null takes the setting away.
  private record Change(Setting setting, HybridTimestamp at, String value) {}

  /// What one region holds, and the changes that it has made or heard of.
  private record Known(SharedSettings settings, List<Change> changes) {
    Known and(Known that) {
      var all = new ArrayList<>(changes);
      that.changes.stream().filter(change -> !all.contains(change)).forEach(all::add);
      return new Known(settings.merge(that.settings), all);
    }
  }

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 100);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void changesOfDifferentSettingsSurviveAndOfTheSameTheLater(long seed) {
    for (Known known : history(seed)) {
      assertThat(known.settings().bag())
          .as("seed %d after %s", seed, known.changes())
          .isEqualTo(expected(known.changes()));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void mergingIsCommutativeAssociativeAndIdempotent(long seed) {
    var dice = new Random(seed);
    List<Known> history = history(seed);
    for (int round = 0; round < 40; round++) {
      SharedSettings a = any(history, dice).settings();
      SharedSettings b = any(history, dice).settings();
      SharedSettings c = any(history, dice).settings();
      assertThat(a.merge(a)).as("seed %d", seed).isEqualTo(a);
      assertThat(a.merge(b)).as("seed %d", seed).isEqualTo(b.merge(a));
      assertThat(a.merge(b).merge(c)).as("seed %d", seed).isEqualTo(a.merge(b.merge(c)));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anyOrderOfArrivalAndAnyRepetitionEndsAlike(long seed) {
    var dice = new Random(seed);
    var plans = new ArrayList<>(history(seed));
    SharedSettings end =
        plans.stream().map(Known::settings).reduce(SharedSettings::merge).orElseThrow();
    for (int round = 0; round < 5; round++) {
      Collections.shuffle(plans, dice);
      plans.addAll(plans.subList(0, 3));
      assertThat(plans.stream().map(Known::settings).reduce(SharedSettings::merge))
          .as("seed %d", seed)
          .contains(end);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anOlderPlanThatArrivesLateChangesNothing(long seed) {
    List<Known> history = history(seed);
    Known last = history.getLast();
    for (Known older : history) {
      if (!last.changes().containsAll(older.changes())) continue;
      assertThat(last.settings().merge(older.settings()))
          .as("seed %d", seed)
          .isEqualTo(last.settings());
    }
  }

  @Test
  void aDescriptorOfABuildThatKnewOneTimeForAllWinsOrLosesPartByPart() {
    SharedSettings older =
        SharedSettings.asWhole(
            expected(
                List.of(
                    new Change(Setting.FIRST_INDEX, at(1, 0), "x"),
                    new Change(Setting.UNKNOWN, at(1, 0), "x"))),
            at(1, 0));
    SharedSettings later =
        SharedSettings.asWhole(
            expected(List.of(new Change(Setting.UNKNOWN, at(2, 1), "y"))), at(2, 1));
    SharedSettings changed = older.with(with(older.bag(), Setting.KEY, "mine"), at(3, 0));

    assertThat(older.merge(later)).isEqualTo(later).isEqualTo(later.merge(older));
    assertThat(changed.merge(later).bag())
        .isEqualTo(with(later.bag(), Setting.KEY, "mine"))
        .isEqualTo(later.merge(changed).bag());
  }

  @Test
  void settingsThatAreNoMoreAreRememberedUpToALimit() {
    SharedSettings settings = SharedSettings.asWhole(Item.ABSENT, at(0, 0));
    settings = settings.with(with(settings.bag(), Setting.UNKNOWN, "stays"), at(1, 0));
    for (int index = 0; index < 3 * SharedSettings.FORGOTTEN_MAX; index++) {
      Item there =
          Item.of(
              Map.of(
                  "SomethingOfALaterBuild", new StringValue("stays"),
                  "Indexes", map("index-" + index, "x"),
                  "IndexThroughput", map("index-" + index, "x")));
      settings = settings.with(there, at(2 + index, 0));
      assertThat(settings.changes()).hasSizeLessThan(SharedSettings.FORGOTTEN_MAX + 10);
      assertThat(settings.bag()).isEqualTo(there);
    }
  }

  private static MapValue map(String name, String value) {
    return new MapValue(new TreeMap<>(Map.of(name, new StringValue(value))));
  }

  /// All states that the regions went through, in the order of time.
  private static List<Known> history(long seed) {
    var dice = new Random(seed);
    var nothing = new Known(SharedSettings.asWhole(Item.ABSENT, at(0, 0)), List.of());
    var held = new ArrayList<>(Collections.nCopies(REGIONS.size(), nothing));
    var history = new ArrayList<Known>();
    for (int step = 1; step <= STEPS; step++) {
      int region = dice.nextInt(held.size());
      Known before = held.get(region);
      Known after =
          dice.nextInt(3) == 0
              ? before.and(any(history.isEmpty() ? held : history, dice))
              : changed(before, dice, at(step, region));
      held.set(region, after);
      history.add(after);
    }
    Known all = held.stream().reduce(Known::and).orElseThrow();
    history.add(all);
    return history;
  }

  private static Known changed(Known before, Random dice, HybridTimestamp at) {
    Setting setting = Setting.values()[dice.nextInt(Setting.values().length)];
    String value = dice.nextInt(3) == 0 ? null : "v" + dice.nextInt(4);
    Item after = with(before.settings().bag(), setting, value);
    if (after.equals(before.settings().bag())) return before;
    var changes = new ArrayList<>(before.changes());
    changes.add(new Change(setting, at, value));
    return new Known(before.settings().with(after, at), changes);
  }

  private static Item expected(List<Change> changes) {
    var latest = new TreeMap<Setting, Change>();
    for (Change change : changes) {
      latest.merge(
          change.setting(),
          change,
          (some, other) -> some.at().compareTo(other.at()) > 0 ? some : other);
    }
    Item bag = Item.ABSENT;
    for (Change change : latest.values()) {
      Change ruling = change.setting().ruler == null ? null : latest.get(change.setting().ruler);
      if (ruling != null && ruling.at().compareTo(change.at()) > 0) continue;
      bag = with(bag, change.setting(), change.value());
    }
    return bag;
  }

  private static Item with(Item bag, Setting setting, String value) {
    return Item.of(with(bag.attributes(), List.of(setting.path.split("/")), value));
  }

  private static TreeMap<String, AttributeValue> with(
      Map<String, AttributeValue> bag, List<String> path, String value) {
    var changed = new TreeMap<>(bag);
    String name = path.getFirst();
    if (path.size() > 1) {
      Map<String, AttributeValue> inner =
          bag.get(name) instanceof MapValue(var entries) ? entries : Map.of();
      var changedInner = with(inner, path.subList(1, path.size()), value);
      if (changedInner.isEmpty()) changed.remove(name);
      else changed.put(name, new MapValue(changedInner));
    } else if (value == null) {
      changed.remove(name);
    } else {
      changed.put(name, new StringValue(value));
    }
    return changed;
  }

  private static <T> T any(List<T> choices, Random dice) {
    return choices.get(dice.nextInt(choices.size()));
  }

  private static HybridTimestamp at(long millis, int region) {
    return HybridTimestamp.of(millis, 0, REGIONS.get(region));
  }
}
