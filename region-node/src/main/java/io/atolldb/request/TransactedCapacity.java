package io.atolldb.request;

import io.atolldb.capacity.IndexUnits;
import io.atolldb.capacity.TableUnits;
import io.atolldb.capacity.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/// What a transaction has cost on one table, in capacity units: unlike other operations it says
/// which kind of units they are. `tableName` is the name or ARN that was sent.
///
/// @param table what the table itself took
/// @param indexes what its indexes took
/// @param perIndex whether the shares are asked for as well
public record TransactedCapacity(
    String tableName, double table, IndexUnits indexes, Kind kind, boolean perIndex) {

  /// What the units are paid for.
  public enum Kind {
    READ,
    WRITE
  }

  static TableUnits ofRead(int bytes) {
    return TableUnits.ofTable(Units.ofRead(bytes, true)).inTransaction();
  }

  /// One for each table; none if the client did not ask.
  static List<TransactedCapacity> of(
      CapacityDetail detail, Kind kind, SortedMap<String, TableUnits> unitsByTable) {
    if (detail == CapacityDetail.NONE) return List.of();
    var all = new ArrayList<TransactedCapacity>();
    boolean perIndex = detail == CapacityDetail.INDEXES;
    unitsByTable.forEach((name, units) ->
        all.add(new TransactedCapacity(name, units.table(), units.indexes(), kind, perIndex)));
    return all;
  }

  /// Of the table and its indexes together.
  public double units() {
    return table + indexes.total();
  }
}
