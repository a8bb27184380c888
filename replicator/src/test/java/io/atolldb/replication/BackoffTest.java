package io.atolldb.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackoffTest {

  private static List<Long> pauses(Backoff backoff, int count) {
    var pauses = new ArrayList<Long>();
    for (int failure = 0; failure < count; failure++) pauses.add(backoff.nextMillis());
    return pauses;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void pausesDoubleUpToALimitAndAreShortenedByChance(long seed) {
    List<Long> pauses = pauses(new Backoff(new Random(seed)), 1_000);
    long whole = Backoff.FIRST_MILLIS;
    for (long pause : pauses) {
      assertThat(pause).as("seed %d", seed).isBetween(whole / 2, whole);
      whole = Math.min(Backoff.LONGEST_MILLIS, whole * 2);
    }
    assertThat(pauses.stream().skip(10).distinct().count()).as("not in step").isGreaterThan(100);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theSameChanceGivesTheSamePauses(long seed) {
    assertThat(pauses(new Backoff(new Random(seed)), 20))
        .isEqualTo(pauses(new Backoff(new Random(seed)), 20));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void successStartsOver(long seed) {
    var backoff = new Backoff(new Random(seed));
    pauses(backoff, 20);
    backoff.succeeded();
    assertThat(backoff.nextMillis()).isLessThanOrEqualTo(Backoff.FIRST_MILLIS);
  }
}
