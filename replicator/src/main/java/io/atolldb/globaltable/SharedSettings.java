package io.atolldb.globaltable;

import io.atolldb.clock.HybridTimestamp;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.Item;
import io.atolldb.item.ItemCodec;
import java.util.Arrays;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A table's settings, each with the time of its last change, so that changes of different settings
/// that were made at the same time in different regions all survive, and of the same one the later
/// does, in every region alike.
///
/// A register for each part of the bag ([SettingParts]). A part that `changes` does not name was
/// last decided `since`, when all were set as a whole: also that it is not there. A part that an
/// other one rules is taken away by a later change of that one: so an override of a replica ends
/// with the next change of what it overrides, wherever it is made. Merging is commutative,
/// associative and idempotent.
///
/// @param bag in the form of an item; a setting that this build does not know is kept
/// @param changes by the name of the part; all later than `since`
public record SharedSettings(
    Item bag, HybridTimestamp since, SortedMap<String, HybridTimestamp> changes) {

  /// How many settings that are no more are remembered one by one. The change that would leave more
  /// sets all settings as a whole.
  static final int FORGOTTEN_MAX = 200;

  public SharedSettings {
    changes = Collections.unmodifiableSortedMap(new TreeMap<>(changes));
  }

  /// All set at one time.
  public static SharedSettings asWhole(Item bag, HybridTimestamp since) {
    return new SharedSettings(SettingParts.bag(SettingParts.of(bag), bag), since, new TreeMap<>());
  }

  /// The time of the last change of any of them.
  public HybridTimestamp latest() {
    HybridTimestamp latest = since;
    for (HybridTimestamp change : changes.values()) latest = later(latest, change);
    return latest;
  }

  /// When a part was last decided, be it that it is not there.
  HybridTimestamp decided(String part) {
    HybridTimestamp own = changes.getOrDefault(part, since);
    String ruler = SettingParts.rulerOf(part);
    return ruler == null ? own : later(own, decided(ruler));
  }

  /// When an index was made or deleted last.
  public HybridTimestamp indexSince(String name) {
    return decided(SettingParts.INDEXES + "/" + name);
  }

  /// These after a change of whatever differs in `changed`, at a time later than all of them.
  SharedSettings with(Item changed, HybridTimestamp at) {
    var before = SettingParts.of(bag);
    var after = SettingParts.of(changed);
    var stamps = new TreeMap<>(changes);
    for (String part : union(before.keySet(), after.keySet())) {
      if (!Objects.equals(before.get(part), after.get(part))) stamps.put(part, at);
    }
    SharedSettings result = settled(after, since, stamps, changed);
    return result.forgotten() > FORGOTTEN_MAX ? asWhole(result.bag, at) : result;
  }

  private long forgotten() {
    var there = SettingParts.of(bag);
    return changes.keySet().stream().filter(part -> !there.containsKey(part)).count();
  }

  SharedSettings merge(SharedSettings that) {
    var ours = SettingParts.of(bag);
    var theirs = SettingParts.of(that.bag);
    var merged = new TreeMap<String, SortedMap<String, AttributeValue>>();
    var stamps = new TreeMap<String, HybridTimestamp>();
    SortedSet<String> parts = union(ours.keySet(), theirs.keySet());
    parts.addAll(changes.keySet());
    parts.addAll(that.changes.keySet());
    for (String part : parts) {
      HybridTimestamp our = decided(part);
      HybridTimestamp their = that.decided(part);
      int order = our.compareTo(their);
      if (order == 0) order = compare(ours.get(part), theirs.get(part));
      var chosen = order >= 0 ? ours.get(part) : theirs.get(part);
      if (chosen != null) merged.put(part, chosen);
      stamps.put(part, later(our, their));
    }
    SharedSettings result = settled(merged, later(since, that.since), stamps, bag);
    Item all = RegionalSettings.merge(result.bag, that.bag);
    return new SharedSettings(all, result.since, result.changes);
  }

  /// Leaves out what follows from the rest, so that equal settings are equal: what a later change
  /// of its ruler has taken away, and times that say nothing new.
  private static SharedSettings settled(
      SortedMap<String, SortedMap<String, AttributeValue>> parts,
      HybridTimestamp since,
      SortedMap<String, HybridTimestamp> stamps,
      Item regional) {
    var raw = new SharedSettings(Item.ABSENT, since, stamps);
    var kept = new TreeMap<>(parts);
    var changes = new TreeMap<String, HybridTimestamp>();
    for (String part : union(parts.keySet(), stamps.keySet())) {
      HybridTimestamp own = stamps.getOrDefault(part, since);
      String ruler = SettingParts.rulerOf(part);
      int toRuler = ruler == null ? 1 : own.compareTo(raw.decided(ruler));
      if (toRuler < 0) kept.remove(part);
      boolean says = toRuler > 0 || (toRuler == 0 && isThere(kept, part));
      if (says && own.compareTo(since) > 0) changes.put(part, own);
    }
    return new SharedSettings(SettingParts.bag(kept, regional), since, changes);
  }

  private static boolean isThere(
      SortedMap<String, SortedMap<String, AttributeValue>> parts, String part) {
    return parts.containsKey(part) && !SettingParts.isMark(part);
  }

  /// No clock gives one timestamp to two changes. If one did all the same, all regions still have
  /// to choose alike, whatever came first: so ties are broken by what the changes say.
  private static int compare(
      @Nullable SortedMap<String, AttributeValue> left,
      @Nullable SortedMap<String, AttributeValue> right) {
    return Arrays.compareUnsigned(encoded(left), encoded(right));
  }

  private static byte[] encoded(@Nullable SortedMap<String, AttributeValue> part) {
    return part == null ? new byte[0] : ItemCodec.encode(Item.of(part));
  }

  private static HybridTimestamp later(HybridTimestamp left, HybridTimestamp right) {
    return left.compareTo(right) >= 0 ? left : right;
  }

  private static SortedSet<String> union(Set<String> some, Set<String> others) {
    var all = new TreeSet<>(some);
    all.addAll(others);
    return all;
  }
}
