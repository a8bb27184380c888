package io.atolldb.capacity;

import io.atolldb.catalog.Index;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// Capacity units by the names of indexes, those of local and of global ones apart. An index that
/// took none is not in it.
public record IndexUnits(SortedMap<String, Double> locals, SortedMap<String, Double> globals) {

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

  public IndexUnits plus(IndexUnits that) {
    if (that.isNone()) return this;
    if (isNone()) return that;
    return new IndexUnits(sum(locals, that.locals), sum(globals, that.globals));
  }

  private boolean isNone() {
    return locals.isEmpty() && globals.isEmpty();
  }

  private static SortedMap<String, Double> sum(
      SortedMap<String, Double> left, SortedMap<String, Double> right) {
    var sum = new TreeMap<String, Double>(left);
    right.forEach((name, units) -> sum.merge(name, units, Double::sum));
    return sum;
  }

  /// What local indexes took: they share the capacity of their table.
  public double ofLocals() {
    return total(locals);
  }

  public double total() {
    return total(locals) + total(globals);
  }

  private static double total(SortedMap<String, Double> units) {
    double total = 0;
    for (double each : units.values()) total += each;
    return total;
  }
}
