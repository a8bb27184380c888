package io.atolldb.simulation;

import io.atolldb.catalog.Table;
import io.atolldb.catalog.TableFigures;
import io.atolldb.store.ItemStore.EntryCursor;
import io.atolldb.stored.ItemVersion;
import io.atolldb.writer.RegionState;

/// When everything has arrived, the figures of every table are what a full count finds, however
/// often a region has crashed and applied its log again.
public final class FiguresAreExact implements Invariant {

  @Override
  public void settled(World world) {
    for (SimulatedRegion region : world.regions()) {
      RegionState state = region.running().core().state();
      for (Table table : state.tables().all()) {
        TableFigures kept = state.figures(table.id());
        TableFigures counted = counted(state, table);
        if (kept.equals(counted)) continue;
        throw new AssertionError(
            "%s: %s has %s and tells %s".formatted(region.id(), table.name(), counted, kept));
      }
    }
  }

  private static TableFigures counted(RegionState state, Table table) {
    long items = 0;
    long bytes = 0;
    EntryCursor entries = state.store().scan(state.itemsOf(table.id()), null, null, true);
    while (entries.advance()) {
      ItemVersion stored = state.decode(entries.value());
      if (!stored.exists()) continue;
      items++;
      bytes += stored.sizeBytes();
    }
    return new TableFigures(items, bytes);
  }
}
