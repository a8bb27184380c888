package io.atolldb.region;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// How much of its disk the commit log may take.
class LogKeeperTest {

  @Test
  void theLogTakesHalfOfWhatItsDiskHasForItAndNeverMoreThanItsLimit() {
    assertThat(LogKeeper.keptBytesMax(0, 1_000)).isEqualTo(500);
    assertThat(LogKeeper.keptBytesMax(600, 400)).isEqualTo(500);
    assertThat(LogKeeper.keptBytesMax(1L << 30, 1L << 50)).isEqualTo(LogKeeper.KEPT_BYTES_MAX);
  }
}
