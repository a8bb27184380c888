package io.atolldb.replication;

/// A long-running job cut into short steps. The runner owns the thread, the pauses and the
/// shutdown; the agent owns one step, so a test can take the steps itself, one at a time, with no
/// thread at all.
public interface Agent {

  String role();

  /// Does a bounded amount of work and returns how much: zero means "nothing to do, you may wait".
  /// Never blocks on anything but its own ports.
  int doWork();

  /// Returns when there may be work again, or after a bounded time. Called by the runner only, on
  /// the thread that calls `doWork`, after a step that did nothing.
  void awaitWork() throws InterruptedException;
}
