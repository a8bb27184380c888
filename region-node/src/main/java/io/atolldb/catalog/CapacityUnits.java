package io.atolldb.catalog;

/// A number for reads and one for writes, in whatever unit the setting counts.
public record CapacityUnits(long read, long write) {

  public static final CapacityUnits NONE = new CapacityUnits(0, 0);
}
