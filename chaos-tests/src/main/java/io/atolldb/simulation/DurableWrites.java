package io.atolldb.simulation;

import io.atolldb.clock.HybridTimestamp;
import io.atolldb.item.Bytes;
import io.atolldb.log.CommitLog;
import io.atolldb.log.LogDamaged;
import io.atolldb.log.LoggedRecord;
import io.atolldb.record.LogRecord.ItemApplied;
import io.atolldb.record.LogRecordCodec;
import io.atolldb.replication.ChangeRecord;
import io.atolldb.replication.ChangeRecord.Kind;
import io.atolldb.simulation.History.Answer.Acknowledged;
import io.atolldb.simulation.History.Call;
import io.atolldb.stored.ItemVersion;
import io.atolldb.version.Version;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Every write that became durable in any region, acknowledged or not, as the commit logs have it:
/// each with the vector that its region had seen when it was written. A log has its own region's
/// writes in the order of their timestamps.
final class DurableWrites {

  private static final int PAGE_LIMIT = 1_000;
  private static final int PAGE_BYTES_MAX = 1 << 20;

  /// The writes of a transaction have one timestamp, so a write is known by its item as well.
  record WriteId(HybridTimestamp timestamp, String name) implements Comparable<WriteId> {

    static WriteId of(Bytes key, Version version) {
      return new WriteId(version.timestamp(), World.nameOf(key));
    }

    @Override
    public int compareTo(WriteId that) {
      int byTime = timestamp.compareTo(that.timestamp);
      return byTime != 0 ? byTime : name.compareTo(that.name);
    }

    @Override
    public String toString() {
      return name + "@" + timestamp;
    }
  }

  private final SortedMap<WriteId, ChangeRecord> byId = new TreeMap<>();

  /// The writes of which a later one's client could see the item.
  private final Set<String> replaced = new HashSet<>();

  DurableWrites(World world) {
    for (SimulatedRegion region : world.regions()) {
      long latest = 0;
      for (ItemApplied write : appliedIn(region)) {
        if (!write.own()) continue;
        long stamp = write.result().version().timestamp().packed();
        if (stamp < latest) throw new AssertionError(region.id() + "'s log goes back: " + write);
        latest = stamp;
        add(write);
      }
    }
    for (Call call : world.history().calls()) {
      if (!(call.answer() instanceof Acknowledged(var version, var before))) continue;
      if (!byId.containsKey(new WriteId(version.timestamp(), call.write().name()))) {
        throw new AssertionError("acknowledged, but in no log: " + call);
      }
      ChangeRecord durable = of(new WriteId(version.timestamp(), call.write().name()));
      if (durable.conditional() != call.write().isConditional()) {
        throw new AssertionError("the log does not know what " + call + " depended on");
      }
      replaced.add(new WriteId(before.timestamp(), call.write().name()).toString());
    }
  }

  /// Every change of an item that a region's log holds, in its order.
  static List<ItemApplied> appliedIn(SimulatedRegion region) {
    CommitLog log = region.running().core().log();
    var applied = new ArrayList<ItemApplied>();
    long after = log.firstSequence() - 1;
    while (after < log.lastSequence()) {
      for (LoggedRecord logged : page(log, after)) {
        after = logged.sequence();
        if (LogRecordCodec.decode(logged.bytes()) instanceof ItemApplied one) applied.add(one);
      }
    }
    return applied;
  }

  private static List<LoggedRecord> page(CommitLog log, long after) {
    try {
      return log.read(after, PAGE_LIMIT, PAGE_BYTES_MAX);
    } catch (LogDamaged | IOException damaged) {
      throw new AssertionError("the log cannot be read", damaged);
    }
  }

  /// What the two writes of a conflict had to be for it to be called a raced condition.
  static boolean raced(ChangeRecord one, ChangeRecord other) {
    boolean expired = one.kind() == Kind.EXPIRY || other.kind() == Kind.EXPIRY;
    return !expired && (one.conditional() || other.conditional());
  }

  private void add(ItemApplied write) {
    ItemVersion result = write.result();
    ChangeRecord change = result.asChange(write.table(), write.key(), write.transaction());
    ChangeRecord same = byId.put(WriteId.of(write.key(), result.version()), change);
    if (same != null) throw new AssertionError("two writes of one name: " + same + ", " + change);
    if (!result.exists()) return;
    replaced.add(World.nameOf(write.key()) + "@" + ClientWrite.replacedBy(result.item()));
  }

  Collection<ChangeRecord> all() {
    return byId.values();
  }

  ChangeRecord of(WriteId id) {
    ChangeRecord change = byId.get(id);
    if (change == null) throw new AssertionError("a version that nobody wrote: " + id);
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
  ///
  /// Who writes where a delete was forgotten finds nothing, and had seen the delete all the same.
  boolean wasReplaced(ChangeRecord write) {
    boolean isDelete = write.kind() != Kind.PUT;
    return replaced.contains(WriteId.of(write.key(), write.version()).toString())
        || all().stream()
            .anyMatch(later -> (isDelete || later.kind() != Kind.PUT) && hadSeen(later, write));
  }

  boolean hadSeen(ChangeRecord later, ChangeRecord write) {
    return !later.equals(write)
        && later.key().equals(write.key())
        && later.version().vector().includes(write.version().timestamp());
  }
}
