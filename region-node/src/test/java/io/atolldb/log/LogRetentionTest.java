package io.atolldb.log;

import static io.atolldb.log.LogRetention.NEEDS_NOTHING;
import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.log.LogRetention.Mark;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogRetentionTest {

  @ParameterizedTest
  @CsvSource({"5, 9, 9, 9", "9, 5, 9, 9", "9, 9, 5, 9", "9, 9, 9, 5"})
  void whoeverNeedsMostOfTheLogDecides(long synced, long published, long confirmed, long expired) {
    assertThat(new LogRetention(synced, published, confirmed, expired).deletableThrough())
        .isEqualTo(5);
  }

  @Test
  void whoNeedsNothingHoldsNothing() {
    var alone = new LogRetention(7, NEEDS_NOTHING, NEEDS_NOTHING, NEEDS_NOTHING);
    assertThat(alone.deletableThrough()).isEqualTo(7);
  }

  @Test
  void recordsBeforeTheLastOldMarkAreExpired() {
    List<Mark> marks = List.of(new Mark(1, 1000), new Mark(50, 2000), new Mark(90, 3000));

    assertThat(LogRetention.expiredThrough(marks, 5999, 5000)).isZero();
    assertThat(LogRetention.expiredThrough(marks, 6000, 5000)).isZero();
    assertThat(LogRetention.expiredThrough(marks, 7000, 5000)).isEqualTo(49);
    assertThat(LogRetention.expiredThrough(marks, 9000, 5000)).isEqualTo(89);
    assertThat(LogRetention.expiredThrough(List.of(), 9000, 5000)).isZero();
  }

  @Test
  void aClockPutBackExpiresNothingBehindAYoungMark() {
    List<Mark> marks = List.of(new Mark(1, 1000), new Mark(50, 9000), new Mark(90, 2000));

    assertThat(LogRetention.expiredThrough(marks, 8000, 5000)).isZero();
    assertThat(LogRetention.expiredThrough(marks, 14_000, 5000)).isEqualTo(89);
  }
}
