package io.atolldb.simulation;

import io.atolldb.catalog.Index;
import io.atolldb.catalog.IndexSettings;
import io.atolldb.catalog.Indexes;
import io.atolldb.catalog.ProjectionType;
import io.atolldb.catalog.Table;
import io.atolldb.index.IndexEntries;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.item.ItemCodec;
import io.atolldb.store.ItemStore.EntryCursor;
import io.atolldb.stored.ItemVersion;
import io.atolldb.table.IndexKeys;
import io.atolldb.table.KeyAttribute;
import io.atolldb.table.ScalarType;
import io.atolldb.writer.RegionState;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/// When everything has arrived, every index of every region holds the entries of the items that are
/// there, and no others: whatever was replayed, copied, or overwritten from elsewhere.
public final class IndexesHoldWhatItemsSay implements Invariant {

  private static final List<Index> INDEXES =
      List.of(
          index(1, "by-replaced", "replaced", ProjectionType.KEYS_ONLY),
          index(2, "by-value", "value", ProjectionType.ALL));

  private static Index index(long id, String name, String attribute, ProjectionType projection) {
    var keys =
        new IndexKeys(
            List.of(new KeyAttribute(attribute, ScalarType.S)),
            List.of(new KeyAttribute(ClientWrite.KEY, ScalarType.S)));
    return new Index(new UUID(0, id), name, Index.Kind.GLOBAL, keys, projection, new TreeSet<>());
  }

  /// The settings of a simulated table: the index it begins with, and perhaps the one that comes
  /// later.
  static Item settings(boolean both) {
    List<Index> indexes = both ? INDEXES : INDEXES.subList(0, 1);
    return IndexSettings.with(Item.ABSENT, new Indexes(indexes));
  }

  @Override
  public void settled(World world) {
    for (SimulatedRegion region : world.regions()) {
      RegionState state = region.running().core().state();
      Table table = state.tables().of(World.TABLE);
      if (table == null || !table.isHere()) continue;
      if (!table.filling().isEmpty()) {
        throw new AssertionError(region.id() + " does not fill its indexes");
      }
      for (Index index : table.indexes().all()) requireEntries(region, state, table, index);
    }
  }

  private static void requireEntries(
      SimulatedRegion region, RegionState state, Table table, Index index) {
    var expected = new TreeMap<Bytes, Item>();
    EntryCursor items = state.store().scan(state.itemsOf(table.id()), null, null, true);
    while (items.advance()) {
      ItemVersion stored = state.decode(items.value());
      Bytes key = IndexEntries.key(index, stored.item(), Bytes.of(items.key()));
      if (key != null) expected.put(key, IndexEntries.view(index, table.keys(), stored.item()));
    }
    SortedMap<Bytes, Item> held = new TreeMap<>();
    EntryCursor entries = state.store().scan(state.entriesOf(index.id()), null, null, true);
    while (entries.advance()) {
      held.put(Bytes.of(entries.key()), ItemCodec.decode(entries.value()));
    }
    if (held.equals(expected)) return;
    throw new AssertionError(
        "%s: the index %s holds %s instead of %s"
            .formatted(region.id(), index.name(), held, expected));
  }
}
