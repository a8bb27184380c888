package io.atolldb.catalog;

/// A number for reads and one for writes, in whatever unit the setting counts.
public record CapacityUnits(long read, long write) {

  public static final CapacityUnits NONE = new CapacityUnits(0, 0);

  /// What an on-demand table takes from its first second on, as the service says it.
  public static final CapacityUnits WARM_ON_DEMAND = new CapacityUnits(12_000, 4_000);

  /// Whether it has less than the other for reads, for writes, or for both.
  public boolean isBelow(CapacityUnits other) {
    return read < other.read || write < other.write;
  }
}
