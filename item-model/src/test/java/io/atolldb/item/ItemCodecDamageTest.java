package io.atolldb.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atolldb.codec.ByteWriter;
import io.atolldb.codec.MalformedBytes;
import io.atolldb.item.AttributeValue.ListValue;
import io.atolldb.item.AttributeValue.NullValue;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Bytes that are not what was written: refused as malformed, or another item's bytes exactly.
/// Never another exception, and never an item that would be written differently.
class ItemCodecDamageTest {

  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aFlippedByteIsRefusedOrMakesAnotherItem(long seed) {
    var dice = new Random(seed);
    byte[] bytes = ItemCodec.encode(new RandomItems(seed).item());
    for (int round = 0; round < 300; round++) {
      byte[] damaged = bytes.clone();
      for (int flips = 1 + dice.nextInt(3); flips > 0; flips--) {
        damaged[dice.nextInt(damaged.length)] ^= (byte) (1 << dice.nextInt(8));
      }
      decodesToItselfOrNotAtAll(damaged, seed);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aCutItemIsRefused(long seed) {
    byte[] bytes = ItemCodec.encode(new RandomItems(seed).item());
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> ItemCodec.decode(cut))
          .as("seed %d, %d of %d bytes", seed, length, bytes.length)
          .isInstanceOf(MalformedBytes.class);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void noiseIsRefusedOrAnItem(long seed) {
    var dice = new Random(seed);
    for (int round = 0; round < 300; round++) {
      byte[] noise = new byte[dice.nextInt(40) + 3];
      for (int at = 0; at < noise.length; at++) noise[at] = (byte) dice.nextInt(14);
      noise[0] = ItemCodec.FORMAT;
      decodesToItselfOrNotAtAll(noise, seed);
    }
  }

  private static void decodesToItselfOrNotAtAll(byte[] bytes, long seed) {
    Item item;
    try {
      item = ItemCodec.decode(bytes);
    } catch (MalformedBytes refused) {
      assertThat(refused).hasMessageMatching("(?s).+");
      return;
    }
    assertThat(ItemCodec.encode(item)).as("seed %d", seed).isEqualTo(bytes);
  }

  @Test
  void aCountThatAnnouncesMoreThanThereIsTakesNoMemory() {
    var bomb = new ByteWriter(64);
    bomb.writeByte(ItemCodec.FORMAT);
    bomb.writeVarint(1000);
    bomb.writeVarint(1);
    bomb.writeText("a");
    bomb.writeByte(Tag.LIST);
    bomb.writeVarint(Integer.MAX_VALUE);
    assertThatThrownBy(() -> ItemCodec.decode(bomb.toArray())).isInstanceOf(MalformedBytes.class);
  }

  @Test
  void listsWithoutEndAreRefusedBeforeTheStackOverflows() {
    var bomb = new ByteWriter(64);
    bomb.writeByte(ItemCodec.FORMAT);
    bomb.writeVarint(1000);
    bomb.writeVarint(1);
    bomb.writeText("a");
    for (int depth = 0; depth < 1_000_000; depth++) {
      bomb.writeByte(Tag.LIST);
      bomb.writeVarint(1);
    }
    assertThatThrownBy(() -> ItemCodec.decode(bomb.toArray()))
        .isInstanceOf(MalformedBytes.class)
        .hasMessageContaining("deeper than " + ItemCodec.DEPTH_MAX);
  }

  @Test
  void theDeepestValueIsKeptAndADeeperOneNotWritten() {
    Item deepest = nested(ItemCodec.DEPTH_MAX);
    assertThat(ItemCodec.decode(ItemCodec.encode(deepest))).isEqualTo(deepest);
    Item deeper = nested(ItemCodec.DEPTH_MAX + 1);
    assertThatThrownBy(() -> ItemCodec.encode(deeper)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anItemWithAnythingBehindItIsRefused() {
    byte[] bytes = ItemCodec.encode(nested(1));
    assertThatThrownBy(() -> ItemCodec.decode(Arrays.copyOf(bytes, bytes.length + 1)))
        .isInstanceOf(MalformedBytes.class);
  }

  private static Item nested(int depth) {
    AttributeValue value = new NullValue();
    for (int level = 0; level < depth; level++) value = new ListValue(List.of(value));
    var attributes = new TreeMap<String, AttributeValue>();
    attributes.put("a", value);
    return Item.owning(attributes);
  }
}
