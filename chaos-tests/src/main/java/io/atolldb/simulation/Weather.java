package io.atolldb.simulation;

import io.atolldb.region.TombstoneSweeper;
import io.atolldb.simulation.Network.Latency;

/// How rough a world is where no nemesis is at work.
///
/// `busyMillisMax`: how long an agent rests at most after a step that did something.
/// `idleMillisMax`: how long it rests at most when there was nothing to do. `unconfirmedPercent`:
/// how many appends to Kafka of a hundred end without a confirmation. `forgetting`: how soon
/// tombstones that nobody needs go.
public record Weather(
    Latency latency,
    long busyMillisMax,
    long idleMillisMax,
    int unconfirmedPercent,
    TombstoneSweeper.Pace forgetting) {

  /// Everything takes as long as ever: what happens is decided by the story alone.
  public static final Weather CALM =
      new Weather(new Latency(1, 1), 0, 1, 0, TombstoneSweeper.Pace.USUAL);

  /// Deletes are forgotten as soon as may be, so that a world sees it happen many times.
  public static final Weather ROUGH =
      new Weather(new Latency(1, 80), 2, 40, 10, new TombstoneSweeper.Pace(200, 5));
}
