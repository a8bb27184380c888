package io.atolldb.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.capacity.HotKeys.HotKey;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.Item;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HotKeysTest {

  private static final int COLD_KEYS = 100_000;
  private static final int HOT_KEYS = 5;

  private static Item key(String name) {
    return Item.of(Map.of("pk", new StringValue(name)));
  }

  @Test
  void fewKeysAreCountedExactly() {
    var hot = new HotKeys();
    hot.seen(key("a"), 1);
    hot.seen(key("b"), 2.5);
    hot.seen(key("a"), 0.5);

    assertThat(hot.top(10))
        .containsExactly(new HotKey(key("b"), 2.5, 0), new HotKey(key("a"), 1.5, 0));
    assertThat(hot.top(1)).hasSize(1);
  }

  @Test
  void heavyKeysAreFoundAmongManyLightOnesInBoundedMemory() {
    long seed = 7;
    var random = new SplittableRandom(seed);
    var hot = new HotKeys();
    for (int cold = 0; cold < COLD_KEYS; cold++) {
      hot.seen(key("cold" + cold), 1);
      if (cold % 10 == 0) hot.seen(key("hot" + random.nextInt(HOT_KEYS)), 3);
    }

    List<HotKey> top = hot.top(HOT_KEYS);
    assertThat(top).as("seed %d", seed).allMatch(each -> each.key().toString().contains("hot"));
    for (HotKey each : top) {
      assertThat(each.weight() - each.surplus()).as("at least what it had").isPositive();
      assertThat(each.weight()).isBetween(5_000.0, 7_000.0 + each.surplus());
    }
    assertThat(hot.top(COLD_KEYS)).hasSizeLessThanOrEqualTo(8 * HotKeys.KEYS_PER_STRIPE);
  }
}
