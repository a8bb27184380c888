package io.atolldb.simulation;

import io.atolldb.clock.RegionId;
import io.atolldb.replication.LinkProgress;
import java.util.HashMap;
import java.util.Map;

/// A link's stored progress only moves forward, unless the stream itself is another one, or has
/// lost its end: then offsets mean something else than before.
public final class PositionsNeverStepBack implements Invariant {

  private record Direction(RegionId origin, RegionId reader) {}

  private final Map<Direction, LinkProgress> remembered = new HashMap<>();

  @Override
  public void remembered(SimulatedRegion region, RegionId origin, LinkProgress progress) {
    var direction = new Direction(origin, region.id());
    LinkProgress before = remembered.put(direction, progress);
    if (before == null) return;
    boolean sameStream =
        !region.world().at(origin).kafka().hasLostItsEnd()
            && before.position().topic().equals(progress.position().topic())
            && before.position().cluster().equals(progress.position().cluster());
    boolean stepsBack = sameStream && progress.position().offset() < before.position().offset();
    if (stepsBack || progress.appliedThrough() < before.appliedThrough()) {
      throw new AssertionError(direction + " went back from " + before + " to " + progress);
    }
  }
}
