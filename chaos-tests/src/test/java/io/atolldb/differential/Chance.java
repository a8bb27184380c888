package io.atolldb.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Everything that is left to chance comes from one seed.
final class Chance {

  private final SplittableRandom random;

  Chance(long seed) {
    this.random = new SplittableRandom(seed);
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  /// From 1 to the given number, small ones more often.
  int few(int most) {
    return 1 + below(1 + below(most));
  }

  boolean oneIn(int n) {
    return below(n) == 0;
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  final <T> T of(T... values) {
    return values[below(values.length)];
  }

  <T> T in(List<T> values) {
    return values.get(below(values.size()));
  }

  /// A part of them in their order; may be empty.
  <T> List<T> some(List<T> values) {
    var some = new ArrayList<T>();
    for (T value : values) if (oneIn(2)) some.add(value);
    return some;
  }

  <T> List<T> shuffled(List<T> values) {
    var left = new ArrayList<>(values);
    var shuffled = new ArrayList<T>();
    while (!left.isEmpty()) shuffled.add(left.remove(below(left.size())));
    return shuffled;
  }
}
