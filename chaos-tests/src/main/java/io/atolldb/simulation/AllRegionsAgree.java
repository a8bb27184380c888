package io.atolldb.simulation;

import io.atolldb.region.TableDigest;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// When everything has arrived, all regions hold equal items, equal tombstones and equal versions.
public final class AllRegionsAgree implements Invariant {

  @Override
  public void settled(World world) {
    SortedMap<String, TableDigest> digests = new TreeMap<>();
    for (SimulatedRegion region : world.regions()) {
      var state = region.running().core().state();
      digests.put(region.id().name(), TableDigest.of(state, World.TABLE));
    }
    Set<TableDigest> different = new HashSet<>(digests.values());
    if (different.size() > 1) throw new AssertionError("regions disagree: " + digests);
  }
}
