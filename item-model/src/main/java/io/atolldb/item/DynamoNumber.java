package io.atolldb.item;

import io.atolldb.codec.ByteReader;
import io.atolldb.codec.ByteWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A number as the API knows it: at most 38 significant digits, zero or of a magnitude from 1E-130
/// to 9.99…E+125, equal and ordered by value: `1000` and `1e3` are one number.
///
/// It is kept in its binary form ([NumberBytes]), which is canonical and in the order of the
/// values. To store, compare, hash or look up a number is then to copy, compare or hash a few
/// bytes, whatever its digits; only arithmetic looks at them.
public final class DynamoNumber implements Comparable<DynamoNumber> {

  /// Significant digits.
  public static final int DIGITS_MAX = 38;

  /// The power of ten of the first digit of the greatest magnitude.
  public static final int EXPONENT_MAX = 125;

  /// The power of ten of the first digit of the least magnitude that is not zero.
  public static final int EXPONENT_MIN = -130;

  public static final DynamoNumber ZERO = new DynamoNumber(new byte[] {NumberBytes.ZERO});

  private final byte[] form;

  private DynamoNumber(byte[] form) {
    this.form = form;
  }

  /// Reads the wire's text: a sign, digits with a point anywhere among them, an exponent; nothing
  /// else and no blank.
  public static DynamoNumber parse(String text) throws InvalidNumber {
    byte[] form = NumberParser.parse(text);
    return form == null ? ZERO : new DynamoNumber(form);
  }

  public static DynamoNumber of(long value) {
    return NumberArithmetic.ofUnscaled(value, 0);
  }

  /// A number known to be in range and of few enough digits.
  public static DynamoNumber of(BigDecimal value) {
    try {
      return NumberArithmetic.ofExact(value);
    } catch (InvalidNumber invalid) {
      throw new IllegalArgumentException(invalid.getMessage(), invalid);
    }
  }

  /// Reads what [#writeTo] wrote.
  public static DynamoNumber read(ByteReader from) {
    int length = NumberBytes.lengthAt(from.array(), from.at(), from.end());
    byte[] form = from.readBytes(length);
    return length == 1 ? ZERO : new DynamoNumber(form);
  }

  /// Takes the bytes over.
  static DynamoNumber owning(byte[] form) {
    return new DynamoNumber(form);
  }

  /// The canonical form, self-delimiting and in the order of the values.
  public void writeTo(ByteWriter to) {
    to.writeBytes(form);
  }

  /// The exact sum. Where it does not fit, not even for its digits, the refusal speaks of overflow,
  /// as the service's does.
  public DynamoNumber add(DynamoNumber that) throws InvalidNumber {
    return NumberArithmetic.sum(this, that, false);
  }

  /// The exact difference, with the same refusals as a sum.
  public DynamoNumber subtract(DynamoNumber that) throws InvalidNumber {
    return NumberArithmetic.sum(this, that, true);
  }

  /// -1, 0 or 1.
  public int signum() {
    return form[0] - NumberBytes.ZERO;
  }

  /// What this number counts for in the size of an item: one byte, one for every two digits before
  /// the point and every two behind it, zeros at the ends left out, and one for a minus.
  public int sizeBytes() {
    return NumberBytes.sizeAt(form, 0, form.length);
  }

  public BigDecimal toBigDecimal() {
    if (signum() == 0) return BigDecimal.ZERO;
    return new BigDecimal(unscaled(), digits() - 1 - exponent());
  }

  private BigInteger unscaled() {
    if (digits() <= NumberArithmetic.LONG_DIGITS_MAX) return BigInteger.valueOf(unscaledLong());
    char[] text = new char[digits()];
    for (int index = 0; index < text.length; index++) {
      text[index] = (char) ('0' + NumberBytes.digitAt(form, 0, index));
    }
    BigInteger magnitude = new BigInteger(new String(text));
    return signum() < 0 ? magnitude.negate() : magnitude;
  }

  /// All digits as one number with its sign, where they are no more than fit a `long`.
  long unscaledLong() {
    long magnitude = 0;
    int digits = digits();
    for (int index = 0; index < digits; index++) {
      magnitude = magnitude * 10 + NumberBytes.digitAt(form, 0, index);
    }
    return signum() < 0 ? -magnitude : magnitude;
  }

  /// Of a number that is not zero: how many significant digits it has.
  int digits() {
    return NumberBytes.digits(form, 0, form.length);
  }

  /// Of a number that is not zero: the power of ten of its first digit.
  int exponent() {
    return NumberBytes.exponent(form, 0);
  }

  @Override
  public int compareTo(DynamoNumber that) {
    return Arrays.compareUnsigned(form, that.form);
  }

  @Override
  public boolean equals(Object that) {
    return that instanceof DynamoNumber number && Arrays.equals(form, number.form);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(form);
  }

  /// The text that clients read: no exponent, no zero that could be left out.
  @Override
  public String toString() {
    byte[] text = new byte[NumberBytes.textRoom(form, 0, form.length)];
    int length = NumberBytes.writeText(form, 0, form.length, text, 0);
    return new String(text, 0, length, StandardCharsets.US_ASCII);
  }
}
