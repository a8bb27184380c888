package io.atolldb.simulation;

import io.atolldb.clock.RegionId;
import io.atolldb.stored.ItemVersion;
import io.atolldb.version.Version;
import java.util.HashMap;
import java.util.Map;

/// What a region shows under a key only moves forward: to later timestamps and to vectors that
/// include the ones before. So a deleted item does not come back with an old write, and a crash
/// loses nothing that was ever shown.
public final class TimestampsNeverRegress implements Invariant {

  private record Cell(RegionId region, String name) {}

  private final Map<Cell, Version> shown = new HashMap<>();

  @Override
  public void shown(SimulatedRegion region, String name, ItemVersion item) {
    var cell = new Cell(region.id(), name);
    Version before = shown.get(cell);
    if (before != null && region.hasForgotten(item, before.vector())) return;
    shown.put(cell, item.version());
    if (before == null) return;
    boolean forward =
        before.timestamp().compareTo(item.version().timestamp()) <= 0
            && before.vector().isIncludedIn(item.version().vector());
    if (!forward) {
      throw new AssertionError(cell + " went back from " + before + " to " + item.version());
    }
  }
}
