package io.atolldb.merge;

import io.atolldb.clock.HybridTimestamp;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Takes down one write of this region in a [MergeState]: what the write changed, found by
/// comparing the item before it with the item after it. So every kind of write (put, update,
/// transaction, a restored loser) changes only the attributes that it made different.
///
/// `increments` names the attributes that the write only added to; under
/// [MergePolicy#COUNTERS_AND_SETS] their difference is kept and not their result.
public final class MergeEdit<V> {

  /// Removals that a state remembers. A write that would go beyond makes the state whole instead,
  /// as a write under last-writer-wins: what others write meanwhile, and earlier, loses against it.
  public static final int REMOVALS_MAX = 1_000;

  private final MergePolicy policy;
  private final HybridTimestamp now;
  private final Values<V> values;

  public MergeEdit(MergePolicy policy, HybridTimestamp now, Values<V> values) {
    this.policy = policy;
    this.now = now;
    this.values = values;
  }

  /// The state after the item was written. `after` has no key attributes.
  public MergeState<V> put(
      MergeState<V> before, SortedMap<String, V> after, Set<String> increments) {
    if (policy == MergePolicy.LAST_WRITER_WINS) return MergeState.whole(now, after, values);

    SortedMap<String, V> shown = before.visible(values);
    var cells = new TreeMap<String, Cell<V>>(before.cells());
    boolean onlyAddsUp = before.exists() && !shown.equals(after);
    var names = new TreeSet<String>(shown.keySet());
    names.addAll(after.keySet());
    for (String name : names) {
      V from = shown.get(name);
      V to = after.get(name);
      if (to != null && to.equals(from)) continue;
      Cell<V> known = cells.get(name);
      Cell<V> base = known == null ? Cell.of(before.clearedAt(), null, values) : known;
      Cell<V> added = addedUp(base, from, to, increments.contains(name));
      if (added == null) onlyAddsUp = false;
      cells.put(name, added == null ? Cell.of(now, to, values) : added);
    }
    HybridTimestamp touched = onlyAddsUp ? before.touchedAt() : now;
    var changed = new MergeState<V>(before.clearedAt(), touched, cells);
    return changed.removals() > REMOVALS_MAX ? MergeState.whole(now, after, values) : changed;
  }

  /// The cell after a change that adds up with those of other regions; null if it is none.
  private @Nullable Cell<V> addedUp(
      Cell<V> base, @Nullable V from, @Nullable V to, boolean increment) {
    if (policy != MergePolicy.COUNTERS_AND_SETS) return null;
    if (increment && to != null && values.isNumber(to)) {
      boolean countsOn = from == null ? base.value() == null : values.isNumber(from);
      if (!countsOn || !base.elements().isEmpty()) return null;
      return base.incremented(
          now, values.sum(to, values.negated(from == null ? values.zero() : from)), values);
    }
    // A set without elements is no attribute: so an absent attribute is an empty set.
    List<V> wanted = to == null ? List.of() : values.elements(to);
    List<V> present = from == null ? List.of() : values.elements(from);
    if (wanted == null || present == null || !base.increments().isEmpty()) return null;
    boolean alike =
        present.isEmpty()
            || wanted.isEmpty()
            || values.areAlike(present.getFirst(), wanted.getFirst());
    V set = base.value();
    boolean ontoSet = set == null || values.elements(set) != null;
    return alike && ontoSet ? base.changedTo(wanted, now, values) : null;
  }

  /// The state after the item was deleted.
  public MergeState<V> delete() {
    return MergeState.deleted(now);
  }
}
