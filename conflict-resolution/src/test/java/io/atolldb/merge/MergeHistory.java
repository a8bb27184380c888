package io.atolldb.merge;

import io.atolldb.clock.HybridTimestamp;
import io.atolldb.clock.RegionId;
import io.atolldb.merge.KnownWrites.Change;
import io.atolldb.merge.KnownWrites.Deed;
import io.atolldb.merge.KnownWrites.Write;
import io.atolldb.version.VersionVector;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/// Three regions write one item under changing policies and hear of each other late, repeatedly and
/// in any order. Each write is taken down twice: by [MergeEdit], and as a deed in [KnownWrites].
final class MergeHistory {

  static final List<RegionId> REGIONS =
      List.of(new RegionId("ireland"), new RegionId("oregon"), new RegionId("tokyo"));

  /// A state as it travels, and the write that made it.
  record Sent(Write write, MergeState<Sample> state, VersionVector vector) {}

  static final class Replica {
    final KnownWrites known = new KnownWrites();
    MergeState<Sample> state = MergeState.never();
    VersionVector vector = VersionVector.EMPTY;

    void hear(Sent sent) {
      known.learn(sent.write);
      state = state.join(sent.state);
      vector = vector.join(sent.vector);
    }
  }

  private static final List<String> ELEMENTS = List.of("a", "b", "c");

  private final Random dice;
  private final boolean deletes;
  private final List<MergePolicy> policies;
  private final SortedMap<RegionId, Replica> replicas = new TreeMap<>();
  private final List<Sent> sent = new ArrayList<>();
  private long time = 1;

  MergeHistory(long seed, boolean deletes, List<MergePolicy> policies) {
    this.dice = new Random(seed);
    this.deletes = deletes;
    this.policies = policies;
    for (RegionId region : REGIONS) replicas.put(region, new Replica());
  }

  SortedMap<RegionId, Replica> replicas() {
    return replicas;
  }

  List<Sent> sent() {
    return sent;
  }

  /// Runs `steps` and looks at the replica that each of them changed.
  void run(int steps, Consumer<Replica> look) {
    for (int step = 0; step < steps; step++) {
      Replica changed = replicas.get(REGIONS.get(dice.nextInt(REGIONS.size())));
      if (changed == null) throw new AssertionError("no such replica");
      if (sent.isEmpty() || dice.nextInt(5) < 2) write(changed);
      else changed.hear(sent.get(dice.nextInt(sent.size())));
      look.accept(changed);
    }
  }

  void everythingArrivesEverywhere(Consumer<Replica> look) {
    for (Replica replica : replicas.values()) {
      var all = new ArrayList<>(sent);
      Collections.shuffle(all, dice);
      for (Sent each : all) {
        replica.hear(each);
        look.accept(replica);
      }
    }
  }

  private RegionId regionOf(Replica replica) {
    for (var entry : replicas.entrySet()) if (entry.getValue() == replica) return entry.getKey();
    throw new AssertionError("a replica of nowhere");
  }

  /// Clocks are skewed, but a write is later than all it has seen.
  private void write(Replica replica) {
    time += dice.nextInt(3);
    long seen = replica.vector.greatest().packed();
    long last = replica.vector.packed(regionOf(replica));
    long packed = Math.max(Math.max(seen, last) + 1, time + dice.nextInt(4));
    var now = new HybridTimestamp(packed, regionOf(replica));
    MergePolicy policy = policies.get(dice.nextInt(policies.size()));

    Deed deed;
    MergeState<Sample> after;
    var edit = new MergeEdit<>(policy, now, Sample.VALUES);
    if (deletes && replica.state.exists() && dice.nextInt(8) == 0) {
      deed = new Deed.Delete();
      after = edit.delete();
    } else {
      var wanted = new TreeMap<>(replica.state.visible(Sample.VALUES));
      var increments = new TreeSet<String>();
      var changes = change(replica, wanted, increments, policy, now);
      deed =
          policy == MergePolicy.LAST_WRITER_WINS
              ? new Deed.Whole(new TreeMap<>(wanted))
              : new Deed.Changes(changes, touches(replica, changes));
      after = edit.put(replica.state, wanted, increments);
    }
    var write = new Write(now, deed, new TreeMap<>(replica.known.all()));
    replica.known.learn(write);
    replica.state = after;
    replica.vector = replica.vector.with(now);
    sent.add(new Sent(write, after, replica.vector));
  }

  private static boolean touches(Replica replica, SortedMap<String, Change> changes) {
    if (!replica.known.exists() || changes.isEmpty()) return true;
    return changes.values().stream().anyMatch(Change.Assign.class::isInstance);
  }

  private SortedMap<String, Change> change(
      Replica replica,
      SortedMap<String, Sample> wanted,
      Set<String> increments,
      MergePolicy policy,
      HybridTimestamp now) {
    var changes = new TreeMap<String, Change>();
    boolean addsUp = policy == MergePolicy.COUNTERS_AND_SETS;
    int count = 1 + dice.nextInt(2);
    for (int at = 0; at < count; at++) {
      switch (dice.nextInt(4)) {
        case 0 -> text(wanted, changes, now);
        case 1, 2 -> number(replica, wanted, changes, increments, addsUp);
        default -> elements(replica, wanted, changes, addsUp);
      }
    }
    return changes;
  }

  private void text(
      SortedMap<String, Sample> wanted, SortedMap<String, Change> changes, HybridTimestamp now) {
    String name = "text" + dice.nextInt(2);
    if (changes.containsKey(name)) return;
    if (wanted.containsKey(name) && dice.nextInt(3) == 0) {
      wanted.remove(name);
      changes.put(name, new Change.Assign(null));
    } else {
      Sample value = Sample.text("v" + now);
      wanted.put(name, value);
      changes.put(name, new Change.Assign(value));
    }
  }

  private void number(
      Replica replica,
      SortedMap<String, Sample> wanted,
      SortedMap<String, Change> changes,
      Set<String> increments,
      boolean addsUp) {
    String name = "number" + dice.nextInt(2);
    if (changes.containsKey(name)) return;
    long by = 1L + dice.nextInt(9);
    Sample before = wanted.get(name);
    boolean assigns = dice.nextInt(5) == 0;
    Sample value = Sample.number((assigns || before == null ? 0 : before.number()) + by);
    if (value.equals(before)) return;
    wanted.put(name, value);
    if (assigns || !addsUp) {
      changes.put(name, new Change.Assign(value));
    } else {
      increments.add(name);
      changes.put(name, new Change.Add(by, replica.known.baseOf(name)));
    }
  }

  private void elements(
      Replica replica,
      SortedMap<String, Sample> wanted,
      SortedMap<String, Change> changes,
      boolean addsUp) {
    String name = "set";
    if (changes.containsKey(name)) return;
    Sample before = wanted.get(name);
    SortedSet<String> had = new TreeSet<>(before == null ? List.of() : before.elements());
    SortedSet<String> has = new TreeSet<>(had);
    String element = ELEMENTS.get(dice.nextInt(ELEMENTS.size()));
    if (!has.remove(element)) has.add(element);
    Sample value = has.isEmpty() ? null : Sample.set(has);
    if (value == null) wanted.remove(name);
    else wanted.put(name, value);
    if (addsUp) {
      var put = new TreeSet<>(has);
      put.removeAll(had);
      var taken = new TreeSet<>(had);
      taken.removeAll(has);
      changes.put(name, new Change.Elements(put, taken, replica.known.baseOf(name)));
    } else {
      changes.put(name, new Change.Assign(value));
    }
  }
}
