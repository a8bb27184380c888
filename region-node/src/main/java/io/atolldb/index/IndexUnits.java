package io.atolldb.index;

import io.atolldb.capacity.Units;
import io.atolldb.catalog.Index;
import io.atolldb.catalog.Table;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.item.ItemSize;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// Capacity units by the names of indexes, those of local and of global ones apart. An index that
/// took none is not in it.
public record IndexUnits(SortedMap<String, Double> locals, SortedMap<String, Double> globals) {

  private static final Bytes ANY_KEY = Bytes.owning(new byte[0]);

  public static final IndexUnits NONE = new IndexUnits(new TreeMap<>(), new TreeMap<>());

  public IndexUnits {
    locals = Collections.unmodifiableSortedMap(locals);
    globals = Collections.unmodifiableSortedMap(globals);
  }

  public static IndexUnits of(Index index, double units) {
    var one = new TreeMap<String, Double>();
    one.put(index.name(), units);
    return index.isLocal()
        ? new IndexUnits(one, new TreeMap<>())
        : new IndexUnits(new TreeMap<>(), one);
  }

  /// Of a write that replaced one item of a table with another; either may be absent. An entry that
  /// moves is removed and put, and paid for twice; one that shows nothing new costs nothing.
  public static IndexUnits ofWrite(Table table, Item before, Item after) {
    var locals = new TreeMap<String, Double>();
    var globals = new TreeMap<String, Double>();
    for (Index index : table.indexes().all()) {
      double units = ofWrite(table, index, before, after);
      if (units > 0) (index.isLocal() ? locals : globals).put(index.name(), units);
    }
    return new IndexUnits(locals, globals);
  }

  private static double ofWrite(Table table, Index index, Item before, Item after) {
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

  public IndexUnits plus(IndexUnits that) {
    return new IndexUnits(sum(locals, that.locals), sum(globals, that.globals));
  }

  private static SortedMap<String, Double> sum(
      SortedMap<String, Double> left, SortedMap<String, Double> right) {
    var sum = new TreeMap<String, Double>(left);
    right.forEach((name, units) -> sum.merge(name, units, Double::sum));
    return sum;
  }

  public double total() {
    double total = 0;
    for (double units : locals.values()) total += units;
    for (double units : globals.values()) total += units;
    return total;
  }
}
