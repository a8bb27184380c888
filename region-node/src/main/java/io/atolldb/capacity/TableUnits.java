package io.atolldb.capacity;

/// The capacity units that one access, or several, took of a table and of its indexes.
///
/// @param table of the table itself
public record TableUnits(double table, IndexUnits indexes) {

  public static final TableUnits NONE = new TableUnits(0, IndexUnits.NONE);

  public static TableUnits ofTable(double units) {
    return new TableUnits(units, IndexUnits.NONE);
  }

  public TableUnits plus(TableUnits that) {
    return new TableUnits(table + that.table, indexes.plus(that.indexes));
  }

  /// What the same access costs in a transaction: it is the table that is asked twice, its indexes
  /// are not.
  public TableUnits inTransaction() {
    return new TableUnits(Units.IN_TRANSACTION * table, indexes);
  }

  /// Of the table and its indexes together.
  public double total() {
    return table + indexes.total();
  }
}
