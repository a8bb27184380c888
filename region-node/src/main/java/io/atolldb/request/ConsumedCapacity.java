package io.atolldb.request;

import io.atolldb.capacity.IndexUnits;
import io.atolldb.capacity.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// What a request has cost, in capacity units. `tableName` is the name or ARN that was sent.
///
/// @param table what the table itself took
/// @param indexes what its indexes took
/// @param perIndex whether the shares are asked for as well
public record ConsumedCapacity(
    String tableName, double table, IndexUnits indexes, boolean perIndex) {

  /// Null if the client did not ask.
  static @Nullable ConsumedCapacity of(CapacityDetail detail, String tableName, double units) {
    return of(detail, tableName, units, IndexUnits.NONE);
  }

  static @Nullable ConsumedCapacity of(
      CapacityDetail detail, String tableName, double table, IndexUnits indexes) {
    return switch (detail) {
      case NONE -> null;
      case TOTAL -> new ConsumedCapacity(tableName, table, indexes, false);
      case INDEXES -> new ConsumedCapacity(tableName, table, indexes, true);
    };
  }

  /// One for each table; none if the client did not ask.
  static List<ConsumedCapacity> of(CapacityDetail detail, SortedMap<String, Double> unitsByTable) {
    var all = new ArrayList<ConsumedCapacity>();
    unitsByTable.forEach((table, units) -> {
      ConsumedCapacity one = of(detail, table, units);
      if (one != null) all.add(one);
    });
    return all;
  }

  /// Of the table and its indexes together.
  public double units() {
    return table + indexes.total();
  }

  ConsumedCapacity plus(ConsumedCapacity that) {
    return new ConsumedCapacity(
        tableName, table + that.table, indexes.plus(that.indexes), perIndex);
  }

  /// Units of reading so many bytes at once; reading nothing costs as much as the smallest read.
  static double readUnits(long bytes, boolean consistent) {
    return Units.ofRead(bytes, consistent);
  }
}
