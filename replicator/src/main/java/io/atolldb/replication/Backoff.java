package io.atolldb.replication;

import java.util.random.RandomGenerator;

/// Pauses that double from one failure to the next, up to a limit, each shortened by chance so that
/// many links do not come back in step. The chance is passed in: a simulation repeats itself.
final class Backoff {

  static final long FIRST_MILLIS = 50;
  static final long LONGEST_MILLIS = 2_000;

  private final RandomGenerator chance;
  private int failures;

  Backoff(RandomGenerator chance) {
    this.chance = chance;
  }

  long nextMillis() {
    long whole = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(failures, 10));
    failures++;
    return whole / 2 + chance.nextLong(whole / 2 + 1);
  }

  void succeeded() {
    failures = 0;
  }
}
