package io.atolldb.item;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ItemCodecLawsTest {

  private static final int ITEMS = 50;

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatIsEncodedIsDecoded(long seed) {
    var random = new RandomItems(seed);
    for (int round = 0; round < ITEMS; round++) {
      Item item = random.item();
      byte[] bytes = ItemCodec.encode(item);

      assertThat(ItemCodec.decode(bytes)).as("seed %d", seed).isEqualTo(item);
      assertThat(ItemCodec.sizeBytes(bytes, 0)).as("seed %d", seed).isEqualTo(ItemSize.of(item));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anItemIsDecodedFromAmongOtherBytes(long seed) {
    var random = new RandomItems(seed);
    Item item = random.item();
    byte[] bytes = ItemCodec.encode(item);
    byte[] padded = new byte[bytes.length + 9];
    Arrays.fill(padded, (byte) 0xEE);
    System.arraycopy(bytes, 0, padded, 4, bytes.length);

    assertThat(ItemCodec.decode(padded, 4, 4 + bytes.length)).as("seed %d", seed).isEqualTo(item);
    assertThat(ItemCodec.sizeBytes(padded, 4)).isEqualTo(ItemSize.of(item));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void equalItemsAreEqualBytesInWhateverOrderTheyWereMade(long seed) {
    var random = new RandomItems(seed);
    for (int round = 0; round < ITEMS; round++) {
      Item item = random.item();
      var names = new ArrayList<>(item.attributes().keySet());
      Collections.shuffle(names, new Random(seed));
      var shuffled = new LinkedHashMap<String, AttributeValue>();
      for (String name : names) shuffled.put(name, item.attributes().get(name));

      assertThat(ItemCodec.encode(Item.of(shuffled)))
          .as("seed %d", seed)
          .isEqualTo(ItemCodec.encode(item));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void itemsAreEqualExactlyWhenTheirBytesAre(long seed) {
    var random = new RandomItems(seed);
    for (int round = 0; round < ITEMS; round++) {
      // Of one attribute with a value from few: equal ones do come up.
      Item left = Item.of(Collections.singletonMap("a", random.scalar()));
      Item right = Item.of(Collections.singletonMap("a", random.scalar()));

      assertThat(Arrays.equals(ItemCodec.encode(left), ItemCodec.encode(right)))
          .as("seed %d: %s and %s", seed, left, right)
          .isEqualTo(left.equals(right));
    }
  }
}
