package io.atolldb.request;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/// What a transaction has cost on one table, in capacity units: unlike other operations it says
/// which kind of units they are. `tableName` is the name or ARN that was sent.
///
/// @param perTable whether the share of the table itself is asked for as well
public record TransactedCapacity(String tableName, double units, Kind kind, boolean perTable) {

  /// Two rounds of messages, so everything is paid twice.
  private static final int FACTOR = 2;

  /// What the units are paid for.
  public enum Kind {
    READ,
    WRITE
  }

  static double readUnits(int bytes) {
    return FACTOR * ConsumedCapacity.readUnits(bytes, true);
  }

  static double writeUnits(int bytesBefore, int bytesAfter) {
    return FACTOR * ConsumedCapacity.writeUnits(bytesBefore, bytesAfter);
  }

  /// One for each table; none if the client did not ask.
  static List<TransactedCapacity> of(
      CapacityDetail detail, Kind kind, SortedMap<String, Double> unitsByTable) {
    if (detail == CapacityDetail.NONE) return List.of();
    var all = new ArrayList<TransactedCapacity>();
    boolean perTable = detail == CapacityDetail.INDEXES;
    unitsByTable.forEach(
        (table, units) -> all.add(new TransactedCapacity(table, units, kind, perTable)));
    return all;
  }
}
