package io.atolldb.simulation;

import io.atolldb.proof.Digests.Digest;
import io.atolldb.proof.EntryHash;
import io.atolldb.proof.Sum;
import io.atolldb.store.ItemStore.EntryCursor;
import io.atolldb.stored.ItemVersion;
import io.atolldb.writer.RegionState;

/// The digest that a region keeps with every write, from the first moment of each of its lives, is
/// at every moment the one that a reading of its store finds.
public final class DigestsFollowTheStore implements Invariant {

  @Override
  public void shown(SimulatedRegion region, String name, ItemVersion item) {
    check(region);
  }

  private static void check(SimulatedRegion region) {
    RegionState state = region.running().core().state();
    Digest kept = state.digests().of(World.TABLE);
    Sum sum = kept.pages().stream().reduce(Sum.ZERO, Sum::plus);
    long items = 0;
    Sum found = Sum.ZERO;
    var hash = new EntryHash();
    EntryCursor entries = state.store().scan(state.itemsOf(World.TABLE), null, null, true);
    while (entries.advance()) {
      ItemVersion stored = state.decode(entries.value());
      if (stored.exists()) items++;
      found = found.plus(hash.of(entries.key(), stored));
    }
    if (kept.items() == items && sum.equals(found)) return;
    throw new AssertionError(
        "%s keeps %d items %s, its store holds %d items %s"
            .formatted(region.id(), kept.items(), sum, items, found));
  }

  /// Leaf by leaf as well.
  @Override
  public void settled(World world) {
    for (SimulatedRegion region : world.regions()) {
      check(region);
      var digests = region.running().core().state().digests();
      Digest kept = digests.of(World.TABLE);
      digests.readAgain(World.TABLE);
      if (kept.equals(digests.of(World.TABLE))) continue;
      throw new AssertionError(region.id() + "'s digest is not that of its store");
    }
  }
}
