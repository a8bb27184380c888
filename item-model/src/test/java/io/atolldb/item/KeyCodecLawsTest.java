package io.atolldb.item;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.item.AttributeValue.BinaryValue;
import io.atolldb.item.AttributeValue.NumberValue;
import io.atolldb.item.AttributeValue.StringValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The slow and obvious model: keys as values, compared one by one.
class KeyCodecLawsTest {

  private static final int KEYS = 30;
  private static final AttributeValue HERE = new StringValue("here");

  static LongStream seeds() {
    return LongStream.range(0, 20);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatIsEncodedIsDecoded(long seed) {
    var random = new RandomItems(seed);
    for (int round = 0; round < KEYS; round++) {
      PrimaryKey key = random.key();
      assertThat(KeyCodec.decode(KeyCodec.encode(key))).as("seed %d", seed).isEqualTo(key);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theOrderOfBytesIsTheOrderOfSortKeys(long seed) {
    for (List<AttributeValue> sortKeys : sortKeysByType(seed)) {
      for (AttributeValue left : sortKeys) {
        for (AttributeValue right : sortKeys) {
          int order = encoded(left).compareTo(encoded(right));
          assertThat(Integer.signum(order))
              .as("seed %d: %s against %s", seed, left, right)
              .isEqualTo(slowOrder(left, right));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aPartitionIsWhatBeginsWithItsPrefixAndNothingElse(long seed) {
    var random = new RandomItems(seed);
    List<PrimaryKey> keys = Stream.generate(random::key).limit(KEYS).toList();
    for (PrimaryKey one : keys) {
      KeyRange range = KeyCodec.partition(one.partition());
      Bytes prefix = KeyCodec.partitionPrefix(one.partition());
      for (PrimaryKey other : keys) {
        boolean same = one.partition().equals(other.partition());
        Bytes key = KeyCodec.encode(other);
        String context = "seed " + seed + ": " + one + " and " + other;
        assertThat(key.startsWith(prefix)).as(context).isEqualTo(same);
        assertThat(range.contains(key)).as(context).isEqualTo(same);
        if (same) assertThat(KeyCodec.hash(key)).isEqualTo(KeyCodec.hash(prefix));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void rangesHoldWhatTheirConditionHoldsOf(long seed) {
    for (List<AttributeValue> sortKeys : sortKeysByType(seed)) {
      for (AttributeValue bound : sortKeys) {
        Comparator<AttributeValue> order = KeyCodecLawsTest::slowOrder;
        check(KeyCodec.equalTo(HERE, bound), sortKeys, key -> order.compare(key, bound) == 0);
        check(KeyCodec.lessThan(HERE, bound), sortKeys, key -> order.compare(key, bound) < 0);
        check(KeyCodec.atMost(HERE, bound), sortKeys, key -> order.compare(key, bound) <= 0);
        check(KeyCodec.greaterThan(HERE, bound), sortKeys, key -> order.compare(key, bound) > 0);
        check(KeyCodec.atLeast(HERE, bound), sortKeys, key -> order.compare(key, bound) >= 0);
        AttributeValue other = sortKeys.getFirst();
        check(
            KeyCodec.between(HERE, other, bound),
            sortKeys,
            key -> order.compare(key, other) >= 0 && order.compare(key, bound) <= 0);
        if (bound instanceof NumberValue) continue;
        check(KeyCodec.beginningWith(HERE, bound), sortKeys, key -> beginsWith(key, bound));
      }
    }
  }

  private static void check(
      KeyRange range, List<AttributeValue> sortKeys, Predicate<AttributeValue> condition) {
    for (AttributeValue sortKey : sortKeys) {
      assertThat(range.contains(encoded(sortKey)))
          .as("%s in %s", sortKey, range)
          .isEqualTo(condition.test(sortKey));
      Bytes elsewhere = KeyCodec.encode(new PrimaryKey(new StringValue("there"), sortKey));
      assertThat(range.contains(elsewhere)).isFalse();
    }
  }

  private static List<List<AttributeValue>> sortKeysByType(long seed) {
    var random = new RandomItems(seed);
    var strings = new ArrayList<AttributeValue>();
    var numbers = new ArrayList<AttributeValue>();
    var binaries = new ArrayList<AttributeValue>();
    for (int round = 0; round < KEYS; round++) {
      strings.add(new StringValue(random.text()));
      numbers.add(new NumberValue(random.number()));
      binaries.add(new BinaryValue(random.bytes()));
    }
    return List.of(strings, numbers, binaries);
  }

  private static Bytes encoded(AttributeValue sortKey) {
    return KeyCodec.encode(new PrimaryKey(HERE, sortKey));
  }

  private static int slowOrder(AttributeValue left, AttributeValue right) {
    int order =
        left instanceof NumberValue(var ours) && right instanceof NumberValue(var theirs)
            ? ours.toBigDecimal().compareTo(theirs.toBigDecimal())
            : Arrays.compareUnsigned(content(left), content(right));
    return Integer.signum(order);
  }

  private static boolean beginsWith(AttributeValue key, AttributeValue prefix) {
    return Bytes.of(content(key)).startsWith(Bytes.of(content(prefix)));
  }

  private static byte[] content(AttributeValue value) {
    if (value instanceof StringValue(var text)) return text.getBytes(StandardCharsets.UTF_8);
    if (value instanceof BinaryValue(var bytes)) return bytes.toArray();
    throw new IllegalArgumentException("no bytes in " + value);
  }
}
