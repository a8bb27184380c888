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

  private static double ofIndex(Table table, Index index, Item before, Item after) {
    Item shown = IndexEntries.view(index, table.keys(), before);
    Item shows = IndexEntries.view(index, table.keys(), after);
    if (shown.equals(shows)) return 0;
    int bytesBefore = ItemSize.of(shown);
    int bytesAfter = ItemSize.of(shows);
    if (shown.isAbsent() || shows.isAbsent()) return Units.ofWrite(bytesBefore, bytesAfter);
    Bytes was = IndexEntries.key(index, shown, ANY_KEY);
    Bytes is = IndexEntries.key(index, shows, ANY_KEY);
    boolean stays = was != null && is != null && was.equals(is);
    return stays
        ? Units.ofWrite(bytesBefore, bytesAfter)
        : Units.ofWrite(bytesBefore, 0) + Units.ofWrite(0, bytesAfter);
  }
}
