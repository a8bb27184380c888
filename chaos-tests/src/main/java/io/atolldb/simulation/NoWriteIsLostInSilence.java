package io.atolldb.simulation;

import io.atolldb.conflicts.Conflict;
import io.atolldb.conflicts.ConflictKind;
import io.atolldb.conflicts.ConflictLog;
import io.atolldb.conflicts.ConflictQuery;
import io.atolldb.replication.ChangeRecord;
import io.atolldb.replication.ChangeRecord.Kind;
import io.atolldb.simulation.DurableWrites.WriteId;
import io.atolldb.stored.ItemVersion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// When everything has arrived, the latest write of each key is what every region holds, and each
/// other write was found by a later one or stands in a conflict log with its image. And no conflict
/// log reports what was no conflict, or one conflict twice.
public final class NoWriteIsLostInSilence implements Invariant {

  @Override
  public void settled(World world) {
    var writes = new DurableWrites(world);
    for (SimulatedRegion region : world.regions()) requireLatest(region, writes.latest());

    Map<WriteId, ItemVersion> lost = new TreeMap<>();
    Map<String, ConflictKind> kinds = new TreeMap<>();
    for (SimulatedRegion region : world.regions()) {
      for (Conflict conflict : conflictsOf(region)) {
        requireReal(region, conflict, writes);
        ConflictKind kind = kinds.putIfAbsent(conflict.id(), conflict.kind());
        if (kind != null && kind != conflict.kind()) {
          throw new AssertionError(region.id() + " does not call it " + kind + ": " + conflict);
        }
        lost.put(WriteId.of(conflict.key(), conflict.lost().version()), conflict.lost());
      }
    }
    Map<String, ChangeRecord> latest = writes.latest();
    for (ChangeRecord write : writes.all()) {
      if (write.equals(latest.get(World.nameOf(write.key())))) continue;
      if (writes.wasReplaced(write) || isReported(write, lost)) continue;
      if (write.kind() != Kind.PUT && lostAgainstDelete(write, writes)) continue;
      throw new AssertionError("lost in silence: " + World.nameOf(write.key()) + " " + write);
    }
  }

  private static void requireLatest(SimulatedRegion region, Map<String, ChangeRecord> latest) {
    latest.forEach((name, write) -> {
      ItemVersion shown = region.read(name);
      boolean isDelete = write.kind() != Kind.PUT;
      if (isDelete && region.hasForgotten(shown, write.version().vector())) return;
      boolean same =
          shown.version().timestamp().equals(write.version().timestamp())
              && shown.kind() == write.kind()
              && Objects.equals(shown.image(), write.image());
      if (!same) {
        throw new AssertionError(
            region.id() + " shows " + name + " " + shown.version() + ", not " + write);
      }
    });
  }

  private static boolean isReported(ChangeRecord write, Map<WriteId, ItemVersion> lost) {
    @Nullable ItemVersion reported = lost.get(WriteId.of(write.key(), write.version()));
    if (reported == null) return false;
    if (!Objects.equals(reported.image(), write.image())) {
      throw new AssertionError("reported with another image: " + write);
    }
    return true;
  }

  /// Two deletes that did not know each other agree: there is nothing to report.
  private static boolean lostAgainstDelete(ChangeRecord write, DurableWrites writes) {
    return writes.all().stream()
        .anyMatch(other ->
            other.kind() != Kind.PUT
                && other.key().equals(write.key())
                && other.version().timestamp().compareTo(write.version().timestamp()) > 0);
  }

  private static void requireReal(SimulatedRegion region, Conflict conflict, DurableWrites writes) {
    ChangeRecord lost = writes.of(WriteId.of(conflict.key(), conflict.lost().version()));
    ChangeRecord kept = writes.of(WriteId.of(conflict.key(), conflict.kept().version()));
    boolean real =
        lost.key().equals(kept.key())
            && lost.version().timestamp().compareTo(kept.version().timestamp()) < 0
            && !writes.hadSeen(kept, lost)
            && !writes.hadSeen(lost, kept);
    if (!real) throw new AssertionError(region.id() + " reports what is no conflict: " + conflict);
    boolean raced = lost.transaction() == null && DurableWrites.raced(lost, kept);
    if (raced != (conflict.kind() == ConflictKind.RACED_CONDITION)) {
      throw new AssertionError(
          region.id() + " calls it " + conflict.kind() + ": " + lost + " against " + kept);
    }
  }

  /// All conflicts that a region reports, newest first.
  public static List<Conflict> conflictsOf(SimulatedRegion region) {
    ConflictLog log = region.running().core().conflicts();
    var all = new ConflictQuery(null, null, null, null, null, null);
    var found = new ArrayList<Conflict>();
    Set<String> ids = new HashSet<>();
    Long next = null;
    do {
      ConflictLog.Page page = log.find(all, ConflictLog.PAGE_LIMIT_MAX, next);
      found.addAll(page.conflicts());
      next = page.next();
    } while (next != null);
    for (Conflict conflict : found) {
      if (!ids.add(conflict.id())) {
        throw new AssertionError(region.id() + " reports twice: " + conflict);
      }
    }
    return found;
  }
}
