package io.atolldb.replication;

/// Where a link is in its life. What makes sense in one state only lives in that state's record.
sealed interface LinkState {

  /// As `GET /links` shows it.
  String label();

  /// About to begin reading where the store says.
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

  /// The feed cannot be read: to be tried again at `untilTick`.
  record BackingOff(long untilTick) implements LinkState {
    Connecting elapsed() {
      return new Connecting();
    }

    @Override
    public String label() {
      return "BACKING_OFF";
    }
  }

  /// This region's writer refused `refused` as a whole (no room on the disk, too much to do): it is
  /// offered again at `untilTick`, and nothing overtakes it.
  record Refused(long untilTick, Arrival refused) implements LinkState {
    Streaming elapsed() {
      return new Streaming();
    }

    @Override
    public String label() {
      return "BACKING_OFF";
    }
  }

  /// The origin's clock is too far ahead of ours: `rest` has to wait, and all that follows it.
  record Holding(long untilTick, Arrival rest) implements LinkState {
    Streaming elapsed() {
      return new Streaming();
    }

    @Override
    public String label() {
      return "HOLDING_CLOCK";
    }
  }

  record Paused() implements LinkState {
    Connecting resumed() {
      return new Connecting();
    }

    @Override
    public String label() {
      return "PAUSED";
    }
  }

  /// There is no position, or it means nothing any more: every shared table is being copied from
  /// the origin first.
  record Resyncing(String reason) implements LinkState {
    Streaming caughtUp() {
      return new Streaming();
    }

    @Override
    public String label() {
      return "RESYNCING";
    }
  }
}
