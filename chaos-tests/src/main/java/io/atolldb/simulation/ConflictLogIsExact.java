package io.atolldb.simulation;

import io.atolldb.record.LogRecord.ConflictFound;
import io.atolldb.record.LogRecord.ItemApplied;
import io.atolldb.replication.ChangeRecord;
import io.atolldb.stored.ItemVersion;
import io.atolldb.version.VersionVector;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Each region's log, read again from its beginning: where a write arrived that had not seen what
/// the region held, and that the region had not seen, there stands a conflict with the image of the
/// earlier one; everywhere else stands none.
///
/// Which write arrived is told by what the vector gained. A copied state can bring several writes
/// at once; what it means was decided where it was copied from, so it is passed over here.
public final class ConflictLogIsExact implements Invariant {

  @Override
  public void settled(World world) {
    var writes = new DurableWrites(world);
    for (SimulatedRegion region : world.regions()) {
      var held = new TreeMap<String, ItemVersion>();
      for (ItemApplied applied : DurableWrites.appliedIn(region)) {
        String name = World.nameOf(applied.key());
        ItemVersion before = held.getOrDefault(name, ItemVersion.NEVER);
        held.put(name, applied.result());
        if (!applied.own()) check(region, name, before, applied, writes);
      }
    }
  }

  private static void check(
      SimulatedRegion region,
      String name,
      ItemVersion before,
      ItemApplied applied,
      DurableWrites writes) {
    ChangeRecord arrived = arrived(name, before, applied.result(), writes);
    if (arrived == null) return;
    boolean metInConflict =
        before.wasWritten()
            && !arrived.version().vector().includes(before.version().timestamp())
            && (before.exists()
                || arrived.image() != null
                || DurableWrites.raced(nameOf(name, before, writes), arrived));
    ConflictFound found = applied.conflict();
    boolean right =
        metInConflict ? found != null && isLoser(found, before, arrived) : found == null;
    if (!right) {
      throw new AssertionError(
          "%s held %s %s, %s arrived, and the conflict log says %s"
              .formatted(region.id(), name, before.version(), arrived, found));
    }
  }

  /// The write that a version is called after.
  private static ChangeRecord nameOf(String name, ItemVersion shown, DurableWrites writes) {
    return writes.of(new DurableWrites.WriteId(shown.version().timestamp(), name));
  }

  private static boolean isLoser(ConflictFound found, ItemVersion before, ChangeRecord arrived) {
    boolean beforeLost = before.version().timestamp().compareTo(arrived.version().timestamp()) < 0;
    var lostVersion = beforeLost ? before.version() : arrived.version();
    var lostImage = beforeLost ? before.image() : arrived.image();
    return found.lost().version().equals(lostVersion)
        && Objects.equals(found.lost().image(), lostImage);
  }

  /// The one write that turned `before` into `after`; null if it was more than one.
  private static @Nullable ChangeRecord arrived(
      String name, ItemVersion before, ItemVersion after, DurableWrites writes) {
    VersionVector had = before.version().vector();
    for (ChangeRecord write : writes.all()) {
      if (!World.nameOf(write.key()).equals(name)) continue;
      if (had.includes(write.version().timestamp())) continue;
      if (!after.version().vector().includes(write.version().timestamp())) continue;
      if (had.join(write.version().vector()).equals(after.version().vector())) return write;
    }
    return null;
  }
}
