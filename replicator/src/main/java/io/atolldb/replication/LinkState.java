package io.atolldb.replication;

import io.atolldb.replication.ReplicaStore.RemoteBatch;

/// Where a link is in its life. What makes sense in one state only lives in that state's record.
sealed interface LinkState {

  /// As `GET /links` shows it.
  String label();

  record Connecting() implements LinkState {
    @Override
    public String label() {
      return "CONNECTING";
    }
  }

  record Streaming() implements LinkState {
    @Override
    public String label() {
      return "STREAMING";
    }
  }

  record BackingOff(long untilTick, String reason) implements LinkState {
    @Override
    public String label() {
      return "BACKING_OFF";
    }
  }

  /// The origin's clock is too far ahead of ours: `rest` has to wait, and all that follows it.
  record Holding(long untilTick, RemoteBatch rest) implements LinkState {
    @Override
    public String label() {
      return "HOLDING_CLOCK";
    }
  }

  record Paused() implements LinkState {
    @Override
    public String label() {
      return "PAUSED";
    }
  }

  /// The position means nothing any more: every shared table is being copied again from the origin.
  record Resyncing(String reason) implements LinkState {
    @Override
    public String label() {
      return "RESYNCING";
    }
  }
}
