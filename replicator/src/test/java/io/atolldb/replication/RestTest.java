package io.atolldb.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestTest {

  private static final int APPENDS = 500;
  private static final long APPEND_MILLIS_MAX = 4;

  private final Rest rest = new Rest();
  private long now = 1_000_000;

  /// The rests of a publisher beside a steady load, once it is used to it; an append itself takes
  /// up to four milliseconds.
  private List<Long> rests(int writesEachSecond, long seed) {
    var chance = new Random(seed);
    var rests = new ArrayList<Long>();
    double written = 0;
    long before = now;
    for (int append = 0; append < APPENDS; append++) {
      written += (now - before) * writesEachSecond / 1_000.0;
      before = now;
      int records = (int) written;
      written -= records;
      long millis = rest.after(records, now);
      if (append >= APPENDS / 2) rests.add(millis);
      now += Math.max(millis, 1 + chance.nextLong(APPEND_MILLIS_MAX));
    }
    return rests;
  }

  @ParameterizedTest
  @CsvSource({"50,0,1", "200,1,2", "1000,4,6", "2000,9,12", "4000,20,20", "20000,20,20"})
  void aRestFollowsTheLoad(int writesEachSecond, long millisMin, long millisMax) {
    for (long seed = 1; seed <= 5; seed++) {
      assertThat(rests(writesEachSecond, seed))
          .as("seed %d", seed)
          .allSatisfy(millis -> assertThat(millis).isBetween(millisMin, millisMax));
    }
  }

  @Test
  void aWriteNowAndThenIsFollowedByNone() {
    for (int write = 0; write < 20; write++) {
      assertThat(rest.after(1, now)).isZero();
      now += 30;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000, 4_000, 20_000})
  void aLoadThatEndsIsForgotten(int writesEachSecond) {
    var _ = rests(writesEachSecond, 1);
    now += 1_000;
    assertThat(rest.after(1, now)).isZero();
  }

  @Test
  void oneBurstIsNoLoad() {
    assertThat(rest.after(40, now)).isLessThanOrEqualTo(2);
    now += 50;
    assertThat(rest.after(1, now)).isLessThanOrEqualTo(1);
  }

  @Test
  void noRestIsLongerThanTheLongest() {
    assertThat(rest.after(1_000_000, now)).isEqualTo(Rest.MILLIS_MAX);
  }
}
