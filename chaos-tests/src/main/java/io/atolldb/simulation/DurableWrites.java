package io.atolldb.simulation;

import io.atolldb.clock.HybridTimestamp;
import io.atolldb.replication.ChangeRecord;
import io.atolldb.replication.ChangeRecord.Kind;
import io.atolldb.replication.StreamRecord;
import io.atolldb.simulation.History.Answer.Acknowledged;
import io.atolldb.simulation.History.Call;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Every write that became durable in any region, acknowledged or not: all of them travel, so the
/// streams name them, each with the vector that its region had seen when it was written.
final class DurableWrites {

  private final SortedMap<HybridTimestamp, ChangeRecord> byTimestamp = new TreeMap<>();

  /// The timestamps of which a later write's client could see the item.
  private final Set<String> replaced = new HashSet<>();

  DurableWrites(World world) {
    for (SimulatedRegion region : world.regions()) {
      for (StreamRecord record : region.kafka().everAppended()) {
        if (record instanceof StreamRecord.Change(var change)) add(change);
      }
    }
    for (Call call : world.history().calls()) {
      if (!(call.answer() instanceof Acknowledged(var version, var before))) continue;
      if (!byTimestamp.containsKey(version.timestamp())) {
        throw new AssertionError("acknowledged, but never published: " + call);
      }
      replaced.add(before.timestamp().toString());
    }
  }

  private void add(ChangeRecord change) {
    ChangeRecord before = byTimestamp.put(change.version().timestamp(), change);
    if (before != null && !before.equals(change)) {
      throw new AssertionError("one timestamp, two writes: " + before + " and " + change);
    }
    if (change.kind() == Kind.PUT) {
      replaced.add(ClientWrite.replacedBy(ClientWrite.itemOf(change)));
    }
  }

  Collection<ChangeRecord> all() {
    return byTimestamp.values();
  }

  ChangeRecord of(HybridTimestamp timestamp) {
    ChangeRecord change = byTimestamp.get(timestamp);
    if (change == null) throw new AssertionError("a version that nobody wrote: " + timestamp);
    return change;
  }

  /// The latest write of each name.
  Map<String, ChangeRecord> latest() {
    var latest = new TreeMap<String, ChangeRecord>();
    for (ChangeRecord change : all()) latest.put(World.nameOf(change.key()), change);
    return latest;
  }

  /// Whether a later write found this one in its region. An unanswered delete keeps no trace of
  /// what it found; what its region had seen must do.
  boolean wasReplaced(ChangeRecord write) {
    return replaced.contains(write.version().timestamp().toString())
        || all().stream().anyMatch(later -> later.kind() != Kind.PUT && hadSeen(later, write));
  }

  boolean hadSeen(ChangeRecord later, ChangeRecord write) {
    return !later.equals(write)
        && later.key().equals(write.key())
        && later.version().vector().includes(write.version().timestamp());
  }
}
