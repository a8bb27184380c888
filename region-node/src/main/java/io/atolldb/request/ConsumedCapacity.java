package io.atolldb.request;

import io.atolldb.capacity.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// What a request has cost, in capacity units. `tableName` is the name or ARN that was sent.
public record ConsumedCapacity(String tableName, double units, boolean perIndex) {

  /// Null if the client did not ask.
  static @Nullable ConsumedCapacity of(CapacityDetail detail, String tableName, double units) {
    return switch (detail) {
      case NONE -> null;
      case TOTAL -> new ConsumedCapacity(tableName, units, false);
      case INDEXES -> new ConsumedCapacity(tableName, units, true);
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

  /// Units of reading so many bytes at once; reading nothing costs as much as the smallest read.
  static double readUnits(long bytes, boolean consistent) {
    return Units.ofRead(bytes, consistent);
  }

  /// Units of a write that finds one size and leaves another; zero is no item.
  static double writeUnits(int bytesBefore, int bytesAfter) {
    return Units.ofWrite(bytesBefore, bytesAfter);
  }
}
