package io.atolldb.writer;

import io.atolldb.replication.OwnWrites;

/// The region's own writes, as its state and its writer know them.
public record WriterOwnWrites(RegionState state, Writer writer) implements OwnWrites {

  @Override
  public long latest() {
    return state.ownLatest();
  }

  @Override
  public void happenedUpTo(long packed) {
    writer.followClock(packed);
  }
}
