package io.atolldb.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atolldb.codec.MalformedBytes;
import io.atolldb.item.AttributeValue.NullValue;
import io.atolldb.item.AttributeValue.NumberValue;
import io.atolldb.item.AttributeValue.StringValue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class KeyCodecTest {

  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  /// The stored form: a change here is a change of every data directory.
  @Test
  void theFormIsFixed() throws InvalidNumber {
    var text = new StringValue("a\0b");
    assertThat(KeyCodec.encode(new PrimaryKey(text, null))).hasToString("e085f66c016100ff620001");
    var number = new NumberValue(DynamoNumber.parse("-12.5"));
    assertThat(KeyCodec.encode(new PrimaryKey(text, number)))
        .hasToString("e085f66c016100ff620001" + "02017ce69b");
  }

  /// Expectations: the published vectors of Murmur3 with 32 bits and seed 0.
  @ParameterizedTest
  @CsvSource({
    "'', 0",
    "test, ba6bd213",
    "'Hello, world!', c0363e43",
    "a, 3c2569b2",
    "ab, 9bbfd75f",
    "abc, b3dd93fa",
    "'The quick brown fox jumps over the lazy dog', 2e4ff723"
  })
  void theHashIsMurmur3(String text, String hash) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertThat(Integer.toHexString(KeyHash.of(bytes, 0, bytes.length))).isEqualTo(hash);
  }

  @Test
  void numbersThatAreEqualAreOneKey() {
    assertThat(KeyCodec.encode(new PrimaryKey(number("1000"), number("0.10"))))
        .isEqualTo(KeyCodec.encode(new PrimaryKey(number("1e3"), number(".1"))));
  }

  @Test
  void otherTypesAreNoKeys() {
    assertThatThrownBy(() -> KeyCodec.encode(new PrimaryKey(new NullValue(), null)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> KeyCodec.beginningWith(new StringValue("a"), number("1")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aDamagedKeyIsRefusedOrAnotherKey(long seed) {
    var dice = new Random(seed);
    byte[] bytes = KeyCodec.encode(new RandomItems(seed).key()).toArray();
    for (int round = 0; round < 200; round++) {
      byte[] damaged = Arrays.copyOf(bytes, dice.nextInt(bytes.length) + 1);
      for (int flips = 1 + dice.nextInt(2); flips > 0; flips--) {
        damaged[dice.nextInt(damaged.length)] ^= (byte) (1 << dice.nextInt(8));
      }
      PrimaryKey key;
      try {
        key = KeyCodec.decode(Bytes.owning(damaged));
      } catch (MalformedBytes refused) {
        assertThat(refused).hasMessageMatching("(?s).+");
        continue;
      }
      assertThat(KeyCodec.encode(key).toArray()).as("seed %d", seed).isEqualTo(damaged);
    }
  }

  @Test
  void aKeyUnderAnotherHashIsRefused() {
    byte[] bytes = KeyCodec.encode(new PrimaryKey(new StringValue("a"), null)).toArray();
    bytes[0]++;
    assertThatThrownBy(() -> KeyCodec.decode(Bytes.owning(bytes)))
        .isInstanceOf(MalformedBytes.class);
  }

  private static NumberValue number(String text) {
    try {
      return new NumberValue(DynamoNumber.parse(text));
    } catch (InvalidNumber invalid) {
      throw new IllegalArgumentException(text, invalid);
    }
  }
}
