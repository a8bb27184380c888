package io.atolldb.simulation;

import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/// All chance there is in one world. Whatever is not decided by the code under test is asked for
/// here, in the order of events, so that one seed decides the whole run.
public final class RandomSource {

  private final Random random;

  public RandomSource(long seed) {
    this.random = new Random(seed);
  }

  public boolean chance(int percent) {
    return percent > 0 && random.nextInt(100) < percent;
  }

  /// From 0 to below `bound`.
  public int below(int bound) {
    return random.nextInt(bound);
  }

  /// Both ends included.
  public long between(long least, long most) {
    return least == most ? least : random.nextLong(least, most + 1);
  }

  public <T> T pick(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }

  /// For code that takes the JDK's generator.
  public RandomGenerator generator() {
    return random;
  }
}
