package io.atolldb.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atolldb.item.AttributeValue.NumberValue;
import io.atolldb.item.AttributeValue.StringValue;
import java.util.HexFormat;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRangeTest {

  static LongStream seeds() {
    return LongStream.range(0, 20);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 64, 1_000_000})
  void segmentsMeetWithoutGapsFromTheFirstKeyToTheLast(int total) {
    assertThat(KeyRange.ofSegment(0, total).from()).isEqualTo(bytes("00000000"));
    assertThat(KeyRange.ofSegment(total - 1, total).to()).isNull();
    for (int segment = 1; segment < total; segment += Math.max(1, total / 500)) {
      KeyRange before = KeyRange.ofSegment(segment - 1, total);
      KeyRange range = KeyRange.ofSegment(segment, total);
      assertThat(before.to()).isEqualTo(range.from());
      assertThat(before.isEmpty()).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyKeyIsInOneSegmentWithItsPartition(long seed) {
    var random = new RandomItems(seed);
    int total = 13;
    for (int round = 0; round < 100; round++) {
      PrimaryKey key = random.key();
      int holders = 0;
      for (int segment = 0; segment < total; segment++) {
        KeyRange range = KeyRange.ofSegment(segment, total);
        boolean holds = range.contains(KeyCodec.encode(key));
        assertThat(range.contains(KeyCodec.partitionPrefix(key.partition()))).isEqualTo(holds);
        if (holds) holders++;
      }
      assertThat(holders).as("seed %d: %s", seed, key).isEqualTo(1);
    }
  }

  @Test
  void segmentsAreFilledEvenly() {
    int total = 16;
    var counts = new int[total];
    for (int number = 0; number < 16_000; number++) {
      Bytes texts = KeyCodec.partitionPrefix(new StringValue("user#" + number));
      Bytes numbers = KeyCodec.partitionPrefix(new NumberValue(DynamoNumber.of(number)));
      counts[KeyCodec.hash(texts) >>> 28]++;
      counts[KeyCodec.hash(numbers) >>> 28]++;
    }
    for (int count : counts) assertThat(count).isBetween(1800, 2200);
  }

  @Test
  void aSegmentThatIsNotThereIsAMistake() {
    assertThatThrownBy(() -> KeyRange.ofSegment(5, 5)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> KeyRange.ofSegment(-1, 5))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"00, 01", "61, 62", "61ff, 62", "00ffff, 01", "fe, ff"})
  void aPrefixEndsBeforeTheNextOne(String prefix, String next) {
    KeyRange range = KeyRange.ofPrefix(bytes(prefix));
    assertThat(range.to()).isEqualTo(bytes(next));
    assertThat(range.contains(bytes(prefix))).isTrue();
    assertThat(range.contains(bytes(prefix + "ffff"))).isTrue();
    assertThat(range.contains(bytes(next))).isFalse();
  }

  @Test
  void nothingIsAboveTheGreatestPrefix() {
    assertThat(KeyRange.ofPrefix(bytes("ffff")).to()).isNull();
    assertThat(KeyRange.ALL.contains(bytes("ffffffff"))).isTrue();
  }

  @Test
  void goingOnLeavesOutTheKeyThatWasReached() {
    var range = new KeyRange(bytes("10"), bytes("20"));
    KeyRange ascending = range.after(bytes("15"));
    assertThat(ascending.contains(bytes("15"))).isFalse();
    assertThat(ascending.contains(bytes("1500"))).isTrue();
    assertThat(ascending.to()).isEqualTo(bytes("20"));
    KeyRange descending = range.before(bytes("15"));
    assertThat(descending.contains(bytes("15"))).isFalse();
    assertThat(descending.contains(bytes("14ff"))).isTrue();
    assertThat(descending.from()).isEqualTo(bytes("10"));
  }

  @Test
  void goingOnFromOutsideNeitherWidensNorReopens() {
    var range = new KeyRange(bytes("10"), bytes("20"));
    assertThat(range.after(bytes("05"))).isEqualTo(range);
    assertThat(range.before(bytes("30"))).isEqualTo(range);
    assertThat(range.after(bytes("30")).isEmpty()).isTrue();
    assertThat(range.before(bytes("05")).isEmpty()).isTrue();
  }

  private static Bytes bytes(String hex) {
    return Bytes.owning(HexFormat.of().parseHex(hex));
  }
}
