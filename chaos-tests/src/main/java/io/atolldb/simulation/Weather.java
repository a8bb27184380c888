package io.atolldb.simulation;

import io.atolldb.simulation.Network.Latency;

/// How rough a world is where no nemesis is at work.
///
/// `pauseMillisMax`: how long an agent with nothing to do rests at most before its next step.
/// `unconfirmedPercent`: how many appends to Kafka of a hundred end without a confirmation.
public record Weather(Latency latency, long pauseMillisMax, int unconfirmedPercent) {

  /// Everything takes as long as ever: what happens is decided by the story alone.
  public static final Weather CALM = new Weather(new Latency(1, 1), 1, 0);

  public static final Weather ROUGH = new Weather(new Latency(1, 80), 40, 10);
}
