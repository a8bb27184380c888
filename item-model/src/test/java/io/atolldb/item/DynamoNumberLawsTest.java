package io.atolldb.item;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.codec.ByteReader;
import io.atolldb.codec.ByteWriter;
import java.math.BigDecimal;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The slow and obvious model of a number is `BigDecimal`.
class DynamoNumberLawsTest {

  private static final int NUMBERS = 300;

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void numbersAreEqualAndOrderedByValue(long seed) {
    var random = new RandomItems(seed);
    for (int round = 0; round < NUMBERS; round++) {
      BigDecimal left = random.decimal();
      BigDecimal right = random.decimal();
      DynamoNumber ours = DynamoNumber.of(left);
      DynamoNumber theirs = DynamoNumber.of(right);
      int order = left.compareTo(right);

      assertThat(Integer.signum(ours.compareTo(theirs)))
          .as("seed %d: %s against %s", seed, left, right)
          .isEqualTo(order);
      assertThat(ours.equals(theirs)).isEqualTo(order == 0);
      if (order == 0) assertThat(ours).hasSameHashCodeAs(theirs);
      assertThat(ours.signum()).isEqualTo(left.signum());
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyTextOfAValueIsTheSameNumber(long seed) throws InvalidNumber {
    var random = new RandomItems(seed);
    for (int round = 0; round < NUMBERS; round++) {
      BigDecimal value = random.decimal();
      DynamoNumber number = DynamoNumber.of(value);
      String plain = value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();

      assertThat(number.toString()).as("seed %d", seed).isEqualTo(plain);
      assertThat(DynamoNumber.parse(value.toPlainString())).isEqualTo(number);
      assertThat(DynamoNumber.parse(value.toString())).isEqualTo(number);
      assertThat(DynamoNumber.parse(value.toEngineeringString())).isEqualTo(number);
      assertThat(number.toBigDecimal()).isEqualByComparingTo(value);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void sumsAndDifferencesAreThoseOfTheModel(long seed) {
    var random = new RandomItems(seed);
    for (int round = 0; round < NUMBERS; round++) {
      BigDecimal left = random.decimal();
      BigDecimal right = random.decimal();
      String context = "seed " + seed + ": " + left + " and " + right;

      assertThat(outcome(left, right, false)).as(context).isEqualTo(model(left.add(right)));
      assertThat(outcome(left, right, true)).as(context).isEqualTo(model(left.subtract(right)));
    }
  }

  private static String outcome(BigDecimal left, BigDecimal right, boolean subtract) {
    try {
      DynamoNumber ours = DynamoNumber.of(left);
      DynamoNumber theirs = DynamoNumber.of(right);
      return (subtract ? ours.subtract(theirs) : ours.add(theirs)).toString();
    } catch (InvalidNumber refused) {
      return String.valueOf(refused.getMessage()).substring(0, "Number overflow".length());
    }
  }

  private static String model(BigDecimal exact) {
    if (exact.signum() == 0) return "0";
    BigDecimal stripped = exact.stripTrailingZeros();
    int exponent = stripped.precision() - stripped.scale() - 1;
    if (stripped.precision() > 38 || exponent > 125) return "Number overflow";
    if (exponent < -130) return "Number underflow".substring(0, "Number overflow".length());
    return stripped.toPlainString();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theFormIsReadBackFromAmongOtherBytes(long seed) {
    var random = new RandomItems(seed);
    for (int round = 0; round < NUMBERS; round++) {
      DynamoNumber number = random.number();
      var out = new ByteWriter(8);
      out.writeByte(0xFF);
      number.writeTo(out);
      out.writeByte(0x01);
      byte[] bytes = out.toArray();
      var in = new ByteReader(bytes, 1, bytes.length);

      assertThat(DynamoNumber.read(in)).as("seed %d", seed).isEqualTo(number);
      assertThat(in.remaining()).isEqualTo(1);
    }
  }
}
