package io.atolldb.index;

import io.atolldb.capacity.IndexUnits;
import io.atolldb.capacity.TableUnits;
import io.atolldb.capacity.Units;
import io.atolldb.catalog.Index;
import io.atolldb.catalog.Table;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.item.ItemSize;
import io.atolldb.operation.Current;
import java.util.TreeMap;

/// What a write takes of a table and of its indexes.
public final class WriteCost {

  private static final Bytes ANY_KEY = Bytes.owning(new byte[0]);
  private static final Share NOTHING = new Share(0, 0);

  private WriteCost() {}

  /// Of a write that replaced one item of a table with another; either may be absent.
  ///
  /// @param bytesAfter the size of the item `after`, zero if it is absent
  public static TableUnits of(Table table, Current before, Item after, int bytesAfter) {
    double units = Units.ofWrite(before.sizeBytes(), bytesAfter);
    return table.indexes().isEmpty()
        ? TableUnits.ofTable(units)
        : new TableUnits(units, ofIndexes(table, before.item(), after));
  }

  /// An entry that moves is removed and put, and paid for twice; one that shows nothing new costs
  /// nothing.
  public static IndexUnits ofIndexes(Table table, Item before, Item after) {
    if (before.equals(after)) return IndexUnits.NONE;
    var locals = new TreeMap<String, Double>();
    var globals = new TreeMap<String, Double>();
    for (Index index : table.indexes().all()) {
      double units = ofIndex(table, index, before, after);
      if (units > 0) (index.isLocal() ? locals : globals).put(index.name(), units);
    }
    return new IndexUnits(locals, globals);
  }

  /// Of the entry of an item that was there before the index; zero if it has none.
  public static double ofEntry(Table table, Index index, Item item) {
    return ofIndex(table, index, Item.ABSENT, item);
  }

  private static double ofIndex(Table table, Index index, Item before, Item after) {
    Share share = share(table, index, before, after);
    return share.gone + share.here;
  }

  /// What an index takes for the entry that goes, and for the one that is there afterwards.
  public record Share(double gone, double here) {}

  public static Share share(Table table, Index index, Item before, Item after) {
    Item shown = IndexEntries.view(index, table.keys(), before);
    Item shows = IndexEntries.view(index, table.keys(), after);
    if (shown.equals(shows)) return NOTHING;
    double gone = Units.ofWrite(ItemSize.of(shown), 0);
    if (shows.isAbsent()) return new Share(gone, 0);
    int bytesAfter = ItemSize.of(shows);
    if (shown.isAbsent()) return new Share(0, Units.ofWrite(0, bytesAfter));
    Bytes was = IndexEntries.key(index, shown, ANY_KEY);
    Bytes is = IndexEntries.key(index, shows, ANY_KEY);
    boolean stays = was != null && is != null && was.equals(is);
    return stays
        ? new Share(0, Units.ofWrite(ItemSize.of(shown), bytesAfter))
        : new Share(gone, Units.ofWrite(0, bytesAfter));
  }
}
