package io.atolldb.replication;

import io.github.resilience4j.core.IntervalFunction;
import java.util.random.RandomGenerator;

/// Pauses that double from one failure to the next, up to a limit, each shortened by chance so that
/// many links do not come back in step. The chance is passed in, which resilience4j's own random
/// intervals do not allow: a simulation repeats itself.
final class Backoff {

  static final long FIRST_MILLIS = 50;
  static final long LONGEST_MILLIS = 2_000;

  private final IntervalFunction doubling =
      IntervalFunction.ofExponentialBackoff(FIRST_MILLIS, 2, LONGEST_MILLIS);
  private final RandomGenerator chance;
  private int failures;

  Backoff(RandomGenerator chance) {
    this.chance = chance;
  }

  /// How long to wait after one more failure: at least half of the interval, at most all of it.
  long nextMillis() {
    // An interval function counts from one; it is asked no further than where it has levelled out.
    failures = Math.min(failures + 1, Integer.SIZE);
    long half = doubling.apply(failures) / 2;
    return half + chance.nextLong(half + 1);
  }

  int failures() {
    return failures;
  }

  void succeeded() {
    failures = 0;
  }
}
