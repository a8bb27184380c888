package io.atolldb.clock;

import static io.atolldb.clock.HybridTimestamp.COUNTER_MAX;
import static io.atolldb.clock.HybridTimestamp.WALL_MILLIS_MAX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HybridTimestampTest {

  private static final RegionId IRELAND = new RegionId("ireland");
  private static final RegionId OREGON = new RegionId("oregon");

  @Test
  void itsPartsComeBackOutOfItsPackedForm() {
    for (long millis : new long[] {0, 1, 1_790_000_000_000L, WALL_MILLIS_MAX}) {
      for (int counter : new int[] {0, 1, COUNTER_MAX}) {
        var timestamp = HybridTimestamp.of(millis, counter, IRELAND);
        assertThat(timestamp.wallMillis()).isEqualTo(millis);
        assertThat(timestamp.counter()).isEqualTo(counter);
        assertThat(new HybridTimestamp(timestamp.packed(), IRELAND)).isEqualTo(timestamp);
      }
    }
  }

  @Test
  void theOrderIsTimeThenCounterThenRegion() {
    var inOrder =
        new ArrayList<HybridTimestamp>(
            List.of(
                HybridTimestamp.BEGINNING,
                HybridTimestamp.of(1, 0, IRELAND),
                HybridTimestamp.of(1, 0, OREGON),
                HybridTimestamp.of(1, COUNTER_MAX, IRELAND),
                HybridTimestamp.of(2, 0, IRELAND),
                HybridTimestamp.of(2, 1, IRELAND),
                HybridTimestamp.of(WALL_MILLIS_MAX, COUNTER_MAX, OREGON)));
    var shuffled = new ArrayList<>(inOrder);
    Collections.shuffle(shuffled, new Random(7));
    Collections.sort(shuffled);

    assertThat(shuffled).isEqualTo(inOrder);
    assertThat(HybridTimestamp.later(inOrder.get(1), inOrder.get(2))).isEqualTo(inOrder.get(2));
    assertThat(HybridTimestamp.later(inOrder.get(2), inOrder.get(1))).isEqualTo(inOrder.get(2));
  }

  @Test
  void itReadsAsMillisecondsCounterAndRegion() {
    assertThat(HybridTimestamp.of(1000, 2, OREGON)).hasToString("1000.2/oregon");
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> HybridTimestamp.pack(-1, 0)).hasMessageContaining("wallMillis -1");
    assertThatThrownBy(() -> HybridTimestamp.pack(WALL_MILLIS_MAX + 1, 0))
        .hasMessageContaining("wallMillis");
    assertThatThrownBy(() -> HybridTimestamp.pack(0, -1)).hasMessageContaining("counter -1");
    assertThatThrownBy(() -> HybridTimestamp.pack(0, COUNTER_MAX + 1))
        .hasMessageContaining("counter 65536");
    assertThatThrownBy(() -> new HybridTimestamp(-1, OREGON)).hasMessageContaining("negative");
  }

  @Test
  void aRegionsNameIsAWordThatFitsEverywhere() {
    assertThat(new RegionId("us-east-1")).hasToString("us-east-1");
    assertThat(new RegionId("Z9")).isLessThan(new RegionId("a"));
    assertThat(new RegionId("x".repeat(RegionId.NAME_LENGTH_MAX)).name()).hasSize(48);
    for (String bad : new String[] {"", "x".repeat(49), "a b", "a_b", "a/b", "münchen", "a\n"}) {
      assertThatThrownBy(() -> new RegionId(bad)).as("'%s'", bad).hasMessageContaining("region");
    }
  }
}
