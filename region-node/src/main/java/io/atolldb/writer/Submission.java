package io.atolldb.writer;

import io.atolldb.clock.ClockBound;

/// Something the writer is to decide, and to answer when its decision is durable.
interface Submission {

  /// Adds what it decides to the draft. Nothing that it decides may be seen outside before
  /// `committed`.
  void decideOn(Draft draft) throws ClockBound.NotPersisted;

  /// The draft is durable and applied.
  void committed();

  /// The draft is lost; nothing of it will ever be true.
  void failed(String reason);

  /// About how many records it will make; bounds a batch.
  int weight();
}
