package io.atolldb.merge;

import io.atolldb.clock.HybridTimestamp;
import io.atolldb.clock.RegionId;
import io.atolldb.version.VersionVector;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One attribute: what the write of time `since` set it to (null: removed it, or never had it), and
/// what increments and changes of elements have made of that.
///
/// `since` is a register: the later cell replaces the earlier one with all that was built on it.
/// Two cells of one `since` were built on the same value, so what was built joins.
public record Cell<V>(
    HybridTimestamp since,
    @Nullable V value,
    SortedMap<RegionId, Increment<V>> increments,
    SortedMap<V, Membership> elements) {

  public Cell {
    increments = Collections.unmodifiableSortedMap(new TreeMap<>(increments));
    elements = Collections.unmodifiableSortedMap(new TreeMap<>(elements));
  }

  public static <V> Cell<V> of(HybridTimestamp since, @Nullable V value, Values<V> values) {
    return new Cell<>(since, value, new TreeMap<>(), new TreeMap<>(values));
  }

  /// What was built on the absence of the attribute was built on its later absence.
  Cell<V> notBefore(HybridTimestamp absent) {
    return since.compareTo(absent) >= 0 ? this : new Cell<>(absent, value, increments, elements);
  }

  Cell<V> join(Cell<V> that) {
    int order = that.since.compareTo(since);
    if (order != 0) return order > 0 ? that : this;
    var sums = new TreeMap<RegionId, Increment<V>>(increments);
    that.increments.forEach((region, sum) -> sums.merge(region, sum, Increment::later));
    var joined = new TreeMap<V, Membership>(elements);
    that.elements.forEach(
        (element, membership) -> joined.merge(element, membership, Membership::join));
    return new Cell<>(since, value, sums, joined);
  }

  /// What the attribute holds; null if the item does not have it.
  ///
  /// Where some regions counted on an absent attribute while others put elements into it, the
  /// number is shown.
  public @Nullable V visible(Values<V> values) {
    if (!increments.isEmpty()) {
      V sum = value == null ? values.zero() : value;
      for (Increment<V> increment : increments.values()) sum = values.sum(sum, increment.sum());
      return sum;
    }
    if (elements.isEmpty()) return value;
    var present = new ArrayList<V>();
    for (V element : base(values)) {
      if (!elements.containsKey(element)) present.add(element);
    }
    elements.forEach((element, membership) -> {
      if (membership.isPresent()) present.add(element);
    });
    present.sort(values);
    if (present.isEmpty()) return null;
    present.removeIf(element -> !values.areAlike(element, present.getFirst()));
    return values.setOf(present);
  }

  private List<V> base(Values<V> values) {
    V set = value;
    List<V> elementsOfBase = set == null ? null : values.elements(set);
    return elementsOfBase == null ? List.of() : elementsOfBase;
  }

  Cell<V> incremented(HybridTimestamp now, V by, Values<V> values) {
    var sums = new TreeMap<RegionId, Increment<V>>(increments);
    Increment<V> before = increments.get(now.region());
    V sum = before == null ? by : values.sum(before.sum(), by);
    sums.put(now.region(), new Increment<>(now.packed(), sum));
    return new Cell<>(since, value, sums, elements);
  }

  /// With the elements of `wanted`, and without those that were there and are not wanted.
  Cell<V> changedTo(List<V> wanted, HybridTimestamp now, Values<V> values) {
    var changed = new TreeMap<V, Membership>(elements);
    List<V> base = base(values);
    for (V element : wanted) {
      Membership membership = membership(element, base);
      if (membership == null) changed.put(element, Membership.ofAddition(now));
      else if (!membership.isPresent()) changed.put(element, membership.withAddition(now));
    }
    var unwanted = new TreeSet<V>(values);
    unwanted.addAll(base);
    unwanted.addAll(changed.keySet());
    unwanted.removeAll(wanted);
    for (V element : unwanted) {
      Membership membership = changed.getOrDefault(element, Membership.ofAddition(since));
      if (membership.isPresent()) changed.put(element, membership.withoutAll());
    }
    return new Cell<>(since, value, increments, changed);
  }

  /// An element of the value that nothing is noted of is there since the value was set.
  private @Nullable Membership membership(V element, List<V> base) {
    Membership known = elements.get(element);
    if (known != null) return known;
    return base.contains(element) ? Membership.ofAddition(since) : null;
  }

  /// How many removals it remembers.
  int removals() {
    int count = value == null && increments.isEmpty() && elements.isEmpty() ? 1 : 0;
    for (Membership membership : elements.values()) {
      if (!membership.isPresent()) count++;
    }
    return count;
  }

  /// Whether something that `seen` does not include went into it.
  boolean hasMoreThan(VersionVector seen) {
    if (!seen.includes(since)) return true;
    for (Map.Entry<RegionId, Increment<V>> entry : increments.entrySet()) {
      if (entry.getValue().packed() > seen.packed(entry.getKey())) return true;
    }
    for (Membership membership : elements.values()) {
      if (!membership.added().isIncludedIn(seen)) return true;
    }
    return false;
  }

  boolean isPlain() {
    return value != null && increments.isEmpty() && elements.isEmpty();
  }
}
