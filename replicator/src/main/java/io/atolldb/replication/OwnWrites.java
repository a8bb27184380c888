package io.atolldb.replication;

/// This region's own writes, as whoever looks for lost ones needs them.
public interface OwnWrites {

  /// The latest timestamp, packed, of an own write that the log holds; zero if it holds none.
  long latest();

  /// Another region has own writes of this one up to this packed timestamp: none that is issued
  /// from now on may be at or below it, whatever the wall clock says.
  void happenedUpTo(long packed);
}
