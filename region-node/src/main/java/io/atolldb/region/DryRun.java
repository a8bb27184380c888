package io.atolldb.region;

import io.atolldb.catalog.Table;
import io.atolldb.conflicts.Conflict;
import io.atolldb.conflicts.ConflictKind;
import io.atolldb.conflicts.ConflictLog;
import io.atolldb.conflicts.ConflictQuery;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.item.KeyCodec;
import io.atolldb.item.PrimaryKey;
import io.atolldb.log.CommitLog;
import io.atolldb.log.LogDamaged;
import io.atolldb.log.LoggedRecord;
import io.atolldb.merge.MergePolicy;
import io.atolldb.merging.ItemMerge;
import io.atolldb.merging.ItemMerge.Part;
import io.atolldb.merging.Merged;
import io.atolldb.record.LogRecord.ItemApplied;
import io.atolldb.record.LogRecordCodec;
import io.atolldb.stored.ItemVersion;
import io.atolldb.table.TableId;
import io.atolldb.version.Version;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What a merge policy would have made of the conflicts that this region has found. Both writes are
/// taken down under the policy, from the version that both had seen, and joined, as it would have
/// happened. That version is looked for in the commit log, where it stands as long as the log keeps
/// what streams show. What an operation wanted of a number is not in the log: which attributes were
/// counted has to be told.
public final class DryRun {

  /// Records of the log that one run looks at, from the newest conflict of its page backwards.
  static final long LOOKED_AT_MAX = 1_000_000;

  private static final int CHUNK = 250;

  private final CommitLog log;
  private final ConflictLog conflicts;

  public DryRun(CommitLog log, ConflictLog conflicts) {
    this.log = log;
    this.conflicts = conflicts;
  }

  /// The policy that is tried; `counters` names the attributes whose numbers only were added to.
  public record Trial(MergePolicy policy, SortedSet<String> counters) {
    public Trial {
      counters = Collections.unmodifiableSortedSet(new TreeSet<>(counters));
    }
  }

  /// What would have become of a conflict.
  public enum Verdict {
    NOTHING_LOST,
    STILL_LOST,
    /// What both writes had seen is not in the log any more, or they were merged below the item.
    UNKNOWN
  }

  /// `base` is what both writes had seen, `merged` the item that they would have made; both absent
  /// where there is none, or where the verdict is unknown.
  public record Outcome(Conflict conflict, Item base, Item merged, Verdict verdict) {}

  /// Newest first; and the sequence before which the next page begins, null on the last.
  public record Page(List<Outcome> outcomes, @Nullable Long next) {
    public Page {
      outcomes = List.copyOf(outcomes);
    }
  }

  /// At most `limit` conflicts of a table, found before sequence `before` (null: from the newest).
  ///
  /// Throws if the log cannot be read.
  public Page of(Table table, Trial trial, int limit, @Nullable Long before)
      throws IOException, LogDamaged {
    var query = new ConflictQuery(table.id(), null, null, null, null, null);
    ConflictLog.Page page = conflicts.find(query, limit, before);
    Map<Long, ItemVersion> bases = bases(table.id(), page.conflicts());
    var outcomes = new ArrayList<Outcome>();
    for (Conflict conflict : page.conflicts()) {
      if (conflict.kind() == ConflictKind.FENCED_WRITE) continue; // it met no other write
      outcomes.add(outcome(table, trial, conflict, bases.get(conflict.sequence())));
    }
    return new Page(outcomes, page.next());
  }

  private static Outcome outcome(
      Table table, Trial trial, Conflict conflict, @Nullable ItemVersion base) {
    if (base == null) {
      return new Outcome(conflict, Item.ABSENT, Item.ABSENT, Verdict.UNKNOWN);
    }
    PrimaryKey key = KeyCodec.decode(conflict.key());
    Version won = conflict.kept().version();
    var ownVersion = new Version(won.timestamp(), won.rank(), conflict.keptSaw());
    Part kept = written(table, key, trial, base, ownVersion, conflict.kept().item());
    ItemVersion loser = conflict.lost();
    Part lost = written(table, key, trial, base, loser.version(), loser.item());
    ItemMerge.Met met = ItemMerge.meet(kept, lost, table.keys(), key);
    boolean loses = met.losesOurs() || met.losesTheirs();
    return new Outcome(
        conflict,
        base.item(),
        met.merged().item(),
        loses ? Verdict.STILL_LOST : Verdict.NOTHING_LOST);
  }

  private static Part written(
      Table table, PrimaryKey key, Trial trial, ItemVersion base, Version version, Item after) {
    var before = new Part(base.item(), base.version(), base.mergeState());
    Merged merged =
        ItemMerge.write(
            trial.policy(), before, version, after, trial.counters(), table.keys(), key);
    return new Part(merged.item(), merged.version(), merged.state());
  }

  /// By the sequence of the conflict, what both of its writes had seen, as far as it is known.
  private Map<Long, ItemVersion> bases(TableId table, List<Conflict> page)
      throws IOException, LogDamaged {
    var bases = new HashMap<Long, ItemVersion>();
    var sought = new HashMap<Bytes, List<Conflict>>();
    long end = 0;
    for (Conflict conflict : page) {
      if (conflict.keptSaw().size() == 0) continue;
      if (conflict.kept().insert() && conflict.lost().insert()) {
        bases.put(conflict.sequence(), ItemVersion.NEVER);
        continue;
      }
      sought.computeIfAbsent(conflict.key(), _ -> new ArrayList<>()).add(conflict);
      end = Math.max(end, conflict.sequence() - 1);
    }
    long first = log.firstSequence();
    long least = Math.max(first - 1, end - LOOKED_AT_MAX);
    while (end > least && !sought.isEmpty()) {
      long after = Math.max(least, end - CHUNK);
      for (LoggedRecord logged :
          log.read(after, (int) (end - after), Integer.MAX_VALUE).reversed()) {
        if (LogRecordCodec.decode(logged.bytes()) instanceof ItemApplied applied
            && applied.table().equals(table)) {
          look(applied, logged.sequence(), sought, bases);
        }
      }
      end = after;
    }
    // The log reaches back to its beginning: nothing was there before what it tells of.
    if (end == 0) {
      sought
          .values()
          .forEach(
              left -> left.forEach(conflict -> bases.put(conflict.sequence(), ItemVersion.NEVER)));
    }
    return bases;
  }

  private static void look(
      ItemApplied applied,
      long sequence,
      Map<Bytes, List<Conflict>> sought,
      Map<Long, ItemVersion> bases) {
    List<Conflict> waiting = sought.get(applied.key());
    if (waiting == null) return;
    waiting.removeIf(conflict -> {
      if (sequence >= conflict.sequence()) return false;
      ItemVersion base = applied.result();
      if (!bothHaveSeen(conflict, base)) base = applied.before();
      if (base == null || !bothHaveSeen(conflict, base)) return false;
      bases.put(conflict.sequence(), base);
      return true;
    });
    if (waiting.isEmpty()) sought.remove(applied.key());
  }

  private static boolean bothHaveSeen(Conflict conflict, ItemVersion version) {
    var vector = version.version().vector();
    return vector.isIncludedIn(conflict.keptSaw())
        && vector.isIncludedIn(conflict.lost().version().vector());
  }
}
