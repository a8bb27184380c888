package io.atolldb.simulation;

import io.atolldb.item.Bytes;
import io.atolldb.region.TableDigest;
import io.atolldb.store.ItemStore.EntryCursor;
import io.atolldb.stored.ItemVersion;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// When everything has arrived, all regions hold equal items and equal versions. Where one still
/// remembers a delete, the others do so, too, or have forgotten just that one.
public final class AllRegionsAgree implements Invariant {

  private record Live(long items, String digest) {}

  @Override
  public void settled(World world) {
    SortedMap<String, Live> digests = new TreeMap<>();
    for (SimulatedRegion region : world.regions()) {
      TableDigest digest = TableDigest.of(region.running().core().state(), World.TABLE);
      digests.put(region.id().name(), new Live(digest.items(), digest.digest()));
    }
    Set<Live> different = new HashSet<>(digests.values());
    if (different.size() > 1) throw new AssertionError("regions disagree: " + digests);
    for (SimulatedRegion region : world.regions()) {
      for (SimulatedRegion other : world.others(region.id())) requireDeletes(region, other);
    }
  }

  private static void requireDeletes(SimulatedRegion region, SimulatedRegion other) {
    var state = region.running().core().state();
    EntryCursor entries = state.store().scan(state.itemsOf(World.TABLE), null, null, true);
    while (entries.advance()) {
      ItemVersion held = state.decode(entries.value());
      if (held.exists()) continue;
      String name = World.nameOf(Bytes.of(entries.key()));
      ItemVersion there = other.read(name);
      boolean agrees =
          there.version().equals(held.version())
              || other.hasForgotten(there, held.version().vector());
      if (!agrees) {
        throw new AssertionError(
            "%s remembers a delete of %s: %s, %s shows %s"
                .formatted(region.id(), name, held.version(), other.id(), there.version()));
      }
    }
  }
}
