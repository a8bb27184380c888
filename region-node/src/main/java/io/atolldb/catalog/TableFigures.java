package io.atolldb.catalog;

/// How many items a table holds in this region, and the sum of their sizes as DynamoDB counts them,
/// in bytes. Tombstones are no items.
public record TableFigures(long items, long bytes) {

  public static final TableFigures NONE = new TableFigures(0, 0);
}
