package io.atolldb.merge;

import io.atolldb.clock.HybridTimestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The slow and obvious answer: remembers every write, with every write it had seen, and tells from
/// them what an item holds. Knows nothing of states and how they join.
final class KnownWrites {

  /// What a write did to one attribute. `base` is the write that had set the attribute before.
  sealed interface Change {
    record Assign(@Nullable Sample value) implements Change {}

    record Add(long number, HybridTimestamp base) implements Change {}

    record Elements(SortedSet<String> put, SortedSet<String> taken, HybridTimestamp base)
        implements Change {}
  }

  sealed interface Deed {
    record Delete() implements Deed {}

    record Whole(SortedMap<String, Sample> attributes) implements Deed {}

    record Changes(SortedMap<String, Change> changes, boolean touches) implements Deed {}
  }

  record Write(HybridTimestamp at, Deed deed, SortedMap<HybridTimestamp, Write> seen) {
    boolean hadSeen(Write that) {
      return seen.containsKey(that.at);
    }

    @Override
    public String toString() {
      return at + " " + deed + " having seen " + seen.keySet();
    }
  }

  private final SortedMap<HybridTimestamp, Write> writes = new TreeMap<>();

  KnownWrites() {}

  KnownWrites(Collection<Write> known) {
    known.forEach(this::learn);
  }

  void learn(Write write) {
    writes.put(write.at, write);
    writes.putAll(write.seen);
  }

  SortedMap<HybridTimestamp, Write> all() {
    return writes;
  }

  /// The latest write that swept all away.
  private HybridTimestamp cleared() {
    HybridTimestamp cleared = HybridTimestamp.BEGINNING;
    for (Write write : writes.values()) {
      if (!(write.deed instanceof Deed.Changes)) cleared = write.at;
    }
    return cleared;
  }

  boolean exists() {
    HybridTimestamp cleared = cleared();
    for (Write write : writes.values()) {
      if (write.at.compareTo(cleared) < 0) continue;
      boolean touches =
          switch (write.deed) {
            case Deed.Delete() -> false;
            case Deed.Whole _ -> true;
            case Deed.Changes(_, var touched) -> touched;
          };
      if (touches) return true;
    }
    return false;
  }

  /// The write that last assigned the attribute, or swept it away.
  HybridTimestamp baseOf(String attribute) {
    HybridTimestamp base = cleared();
    for (Write write : writes.values()) {
      boolean assigns =
          write.deed instanceof Deed.Changes(var changes, _)
              && changes.get(attribute) instanceof Change.Assign;
      if (assigns && write.at.compareTo(base) > 0) base = write.at;
    }
    return base;
  }

  SortedMap<String, Sample> shown() {
    var shown = new TreeMap<String, Sample>();
    if (!exists()) return shown;
    for (String attribute : attributes()) {
      Sample value = shown(attribute);
      if (value != null) shown.put(attribute, value);
    }
    return shown;
  }

  private SortedSet<String> attributes() {
    var names = new TreeSet<String>();
    for (Write write : writes.values()) {
      switch (write.deed) {
        case Deed.Delete() -> {}
        case Deed.Whole(var attributes) -> names.addAll(attributes.keySet());
        case Deed.Changes(var changes, _) -> names.addAll(changes.keySet());
      }
    }
    return names;
  }

  private @Nullable Sample shown(String attribute) {
    HybridTimestamp base = baseOf(attribute);
    Sample value = assigned(base, attribute);
    boolean counted = false;
    long sum = value == null ? 0 : value.number();
    var elements = new TreeSet<String>();
    if (value != null) elements.addAll(value.elements());
    var changedElements = new TreeSet<String>();
    for (Write write : writes.values()) {
      if (!(write.deed instanceof Deed.Changes(var changes, _))) continue;
      switch (changes.get(attribute)) {
        case null -> {}
        case Change.Assign _ -> {}
        case Change.Add(long number, var on) -> {
          if (!on.equals(base)) continue;
          counted = true;
          sum += number;
        }
        case Change.Elements(var put, var taken, var on) -> {
          if (!on.equals(base)) continue;
          changedElements.addAll(put);
          changedElements.addAll(taken);
        }
      }
    }
    if (counted) return Sample.number(sum);
    for (String element : changedElements) {
      boolean fromBase = value != null && value.elements().contains(element);
      if (isIn(attribute, base, element, fromBase)) elements.add(element);
      else elements.remove(element);
    }
    if (elements.isEmpty()) return value != null && value.isSet() ? null : value;
    return Sample.set(elements);
  }

  /// An element is there if somebody put it there whom nobody that took it had seen.
  private boolean isIn(String attribute, HybridTimestamp base, String element, boolean fromBase) {
    List<Write> takers = new ArrayList<>();
    List<Write> putters = new ArrayList<>();
    for (Write write : writes.values()) {
      if (write.deed instanceof Deed.Changes(var changes, _)
          && changes.get(attribute) instanceof Change.Elements(var put, var taken, var on)
          && on.equals(base)) {
        if (put.contains(element)) putters.add(write);
        if (taken.contains(element)) takers.add(write);
      }
    }
    if (fromBase && takers.isEmpty()) return true;
    for (Write putter : putters) {
      if (takers.stream().noneMatch(taker -> taker.hadSeen(putter))) return true;
    }
    return false;
  }

  private @Nullable Sample assigned(HybridTimestamp base, String attribute) {
    Write write = writes.get(base);
    if (write == null) return null;
    return switch (write.deed) {
      case Deed.Delete() -> null;
      case Deed.Whole(Map<String, Sample> attributes) -> attributes.get(attribute);
      case Deed.Changes(var changes, _) ->
          changes.get(attribute) instanceof Change.Assign(var value) ? value : null;
    };
  }
}
