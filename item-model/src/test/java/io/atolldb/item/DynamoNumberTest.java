package io.atolldb.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atolldb.codec.ByteReader;
import io.atolldb.codec.ByteWriter;
import io.atolldb.codec.MalformedBytes;
import java.math.BigDecimal;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DynamoNumberTest {

  private static final String OVERFLOW =
      "Number overflow. Attempting to store a number with magnitude larger than supported range";
  private static final String UNDERFLOW =
      "Number underflow. Attempting to store a number with magnitude smaller than supported range";
  private static final String TOO_PRECISE =
      "Attempting to store more than 38 significant digits in a Number";

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, 0",
    "+0, 0",
    "0.000, 0",
    "000, 0",
    "0e-130, 0",
    "0e125, 0",
    "0.0e126, 0",
    "5, 5",
    "+5, 5",
    "-5, -5",
    ".5, 0.5",
    "-.5, -0.5",
    "5., 5",
    "1.e5, 100000",
    "00042, 42",
    "42.00, 42",
    "1.5E2, 150",
    "1.5e+2, 150",
    "1.5e-2, 0.015",
    "1e0000000000000000000000000002, 100",
    "0.1000, 0.1",
    "100.5, 100.5",
    "-0.0000001, -0.0000001"
  })
  void aNumberIsReadBackWithoutExponentAndNeedlessZeros(String text, String normalised)
      throws InvalidNumber {
    assertThat(DynamoNumber.parse(text)).hasToString(normalised);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1+2",
        "1.2.3",
        "+e2",
        "e2",
        "1e",
        "1e+",
        "1e-",
        "1e1.5",
        "1e5e5",
        ".",
        "+",
        "-",
        "--1",
        "+-1",
        " 1",
        "1 ",
        "1 2",
        "\t1",
        "1\n",
        "NaN",
        "Infinity",
        "-Infinity",
        "0x10",
        "1_000",
        "1,000",
        "1f",
        "1d",
        "\u0661",
        "\uFF11",
        "abc",
        ".e5"
      })
  void whatIsNoNumberIsRefusedAndNamed(String text) {
    assertThatThrownBy(() -> DynamoNumber.parse(text))
        .isInstanceOf(InvalidNumber.class)
        .hasMessage("The parameter cannot be converted to a numeric value: " + text);
  }

  @Test
  void anEmptyTextIsRefusedWithoutBeingNamed() {
    assertThatThrownBy(() -> DynamoNumber.parse(""))
        .hasMessage("The parameter cannot be converted to a numeric value");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e126",
        "11e125",
        "-1e126",
        "0.1e127",
        "1e1000000000",
        "1e99999999999999999999",
        "0e126",
        "0e999999999999"
      })
  void aTooGreatMagnitudeIsAnOverflow(String text) {
    assertThatThrownBy(() -> DynamoNumber.parse(text)).hasMessage(OVERFLOW);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e-131",
        "0.9e-130",
        "-1e-131",
        "1e-1000000000",
        "1e-99999999999999999999",
        "0e-131"
      })
  void aTooSmallMagnitudeIsAnUnderflow(String text) {
    assertThatThrownBy(() -> DynamoNumber.parse(text)).hasMessage(UNDERFLOW);
  }

  @Test
  void digitsAreCountedWithoutZerosAtTheEnds() throws InvalidNumber {
    String most = "9".repeat(38);
    assertThat(DynamoNumber.parse("000" + most + "000")).hasToString(most + "000");
    assertThat(DynamoNumber.parse("0.00" + most)).hasToString("0.00" + most);
    assertThatThrownBy(() -> DynamoNumber.parse("1" + most)).hasMessage(TOO_PRECISE);
    assertThatThrownBy(() -> DynamoNumber.parse("1" + "0".repeat(37) + ".1"))
        .hasMessage(TOO_PRECISE);
  }

  @Test
  void manyDigitsAndAnExponentThatBringsThemBackAreInRange() throws InvalidNumber {
    assertThat(DynamoNumber.parse("0." + "0".repeat(1_000_000) + "7e1000001")).hasToString("7");
    assertThat(DynamoNumber.parse("7" + "0".repeat(1_000_000) + "e-1000000")).hasToString("7");
  }

  @Test
  void theGreatestAndTheLeastAreKept() throws InvalidNumber {
    String greatest = "9".repeat(38) + "0".repeat(88);
    assertThat(DynamoNumber.parse("9." + "9".repeat(37) + "E125")).hasToString(greatest);
    assertThat(DynamoNumber.parse("-1e-130")).hasToString("-0." + "0".repeat(129) + "1");
    assertThat(DynamoNumber.parse("-9." + "9".repeat(37) + "E-130").toString())
        .hasSize(NumberBytes.TEXT_LENGTH_MAX)
        .isEqualTo("-0." + "0".repeat(129) + "9".repeat(38));
  }

  @Test
  void aSumIsExactOrRefused() throws InvalidNumber {
    assertThat(sum("0.1", "0.2")).hasToString("0.3");
    assertThat(sum("-1", "1")).isEqualTo(DynamoNumber.ZERO);
    assertThat(sum("1e37", "1")).hasToString("1" + "0".repeat(36) + "1");
    assertThat(sum("9".repeat(18), "1")).hasToString("1" + "0".repeat(18));
    assertThatThrownBy(() -> sum("1e50", "1")).hasMessage(OVERFLOW);
    assertThatThrownBy(() -> sum("1e125", "9e125")).hasMessage(OVERFLOW);
    assertThatThrownBy(() -> sum("1.1e-130", "-1e-130")).hasMessage(UNDERFLOW);
  }

  @Test
  void aDifferenceIsExact() throws InvalidNumber {
    assertThat(DynamoNumber.parse("5").subtract(DynamoNumber.parse("7.5"))).hasToString("-2.5");
    assertThat(DynamoNumber.ZERO.subtract(DynamoNumber.parse("7.5"))).hasToString("-7.5");
    assertThat(DynamoNumber.parse("7.5").subtract(DynamoNumber.ZERO)).hasToString("7.5");
  }

  @Test
  void everyLongIsANumber() {
    for (long value : new long[] {0, 1, -1, 10, 1000, 999, Long.MAX_VALUE, Long.MIN_VALUE}) {
      assertThat(DynamoNumber.of(value)).hasToString(Long.toString(value));
      assertThat(DynamoNumber.of(value)).isEqualTo(DynamoNumber.of(BigDecimal.valueOf(value)));
    }
  }

  @Test
  void aDecimalOutOfRangeIsAMistakeOfTheCaller() {
    assertThatThrownBy(() -> DynamoNumber.of(new BigDecimal("1e1000000000")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"-12.5, 017ce69b", "0, 02", "4, 038250", "100, 038414", "1234, 03851944"})
  void theFormIsFixed(String text, String hex) throws InvalidNumber {
    var out = new ByteWriter(8);
    DynamoNumber.parse(text).writeTo(out);
    assertThat(HexFormat.of().formatHex(out.toArray())).isEqualTo(hex);
  }

  /// In turn: no sign, an unknown sign, no digits, no end, a leading zero, a pair of three digits,
  /// two zeros at the end, zeros alone, a negative leading zero, a pair too many.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "048250",
        "0382",
        "038251",
        "038208",
        "0382c8",
        "03825100",
        "038200",
        "017cf7",
        "0382515151515151515151515151515151515151515150"
      })
  void noOtherFormIsANumber(String hex) {
    var in = new ByteReader(HexFormat.of().parseHex(hex));
    assertThatThrownBy(() -> DynamoNumber.read(in)).isInstanceOf(MalformedBytes.class);
  }

  private static DynamoNumber sum(String left, String right) throws InvalidNumber {
    return DynamoNumber.parse(left).add(DynamoNumber.parse(right));
  }
}
