package io.atolldb.item;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;

/// Sums of numbers, and numbers from Java's: through `long` where the digits allow it, which is
/// nearly always, through `BigDecimal` else. Exponents are bounded by then, so no sum has more than
/// 296 digits.
final class NumberArithmetic {

  /// So many digits fit a `long`, and so does the sum of two such numbers.
  static final int LONG_DIGITS_MAX = 18;

  private static final long[] POWERS = powers();

  private NumberArithmetic() {}

  static DynamoNumber sum(DynamoNumber left, DynamoNumber right, boolean subtract)
      throws InvalidNumber {
    if (right.signum() == 0) return left;
    if (left.signum() == 0 && !subtract) return right;
    if (left.signum() != 0) {
      int leftLowest = left.exponent() - left.digits() + 1;
      int rightLowest = right.exponent() - right.digits() + 1;
      int lowest = Math.min(leftLowest, rightLowest);
      if (left.exponent() - lowest < LONG_DIGITS_MAX
          && right.exponent() - lowest < LONG_DIGITS_MAX) {
        long ours = left.unscaledLong() * POWERS[leftLowest - lowest];
        long theirs = right.unscaledLong() * POWERS[rightLowest - lowest];
        return checked(subtract ? ours - theirs : ours + theirs, lowest);
      }
    }
    BigDecimal theirs = right.toBigDecimal();
    BigDecimal sum = left.toBigDecimal().add(subtract ? theirs.negate() : theirs);
    if (sum.stripTrailingZeros().precision() > DynamoNumber.DIGITS_MAX) {
      throw InvalidNumber.overflow();
    }
    return ofExact(sum);
  }

  static DynamoNumber ofExact(BigDecimal value) throws InvalidNumber {
    if (value.signum() == 0) return DynamoNumber.ZERO;
    BigDecimal stripped = value.stripTrailingZeros();
    BigInteger unscaled = stripped.unscaledValue();
    int digits = stripped.precision();
    long exponent = digits - 1 - (long) stripped.scale();
    if (exponent > DynamoNumber.EXPONENT_MAX) throw InvalidNumber.overflow();
    if (exponent < DynamoNumber.EXPONENT_MIN) throw InvalidNumber.underflow();
    if (digits > DynamoNumber.DIGITS_MAX) throw InvalidNumber.tooManyDigits();
    String text = unscaled.abs().toString();
    byte[] form = new byte[NumberBytes.PAIRS_AT + (digits + 1) / 2];
    for (int index = 0; index < digits; index++) {
      int digit = text.charAt(index) - '0';
      form[NumberBytes.PAIRS_AT + index / 2] += (byte) (index % 2 == 0 ? digit * 10 : digit);
    }
    NumberBytes.seal(form, value.signum() < 0, (int) exponent, digits);
    return DynamoNumber.owning(form);
  }

  private static DynamoNumber checked(long unscaled, int lowest) throws InvalidNumber {
    if (unscaled == 0) return DynamoNumber.ZERO;
    int exponent = lowest + digitsOf(Math.abs(unscaled)) - 1;
    if (exponent > DynamoNumber.EXPONENT_MAX) throw InvalidNumber.overflow();
    if (exponent < DynamoNumber.EXPONENT_MIN) throw InvalidNumber.underflow();
    return ofUnscaled(unscaled, lowest);
  }

  /// The number `unscaled * 10^lowest`, known to be in range.
  static DynamoNumber ofUnscaled(long unscaled, int lowest) {
    if (unscaled == 0) return DynamoNumber.ZERO;
    // Negative, because the least long has no positive counterpart.
    long rest = unscaled < 0 ? unscaled : -unscaled;
    int power = lowest;
    while (rest % 10 == 0) {
      rest /= 10;
      power++;
    }
    int digits = digitsOf(-rest);
    byte[] form = new byte[NumberBytes.LENGTH_MAX];
    for (int index = digits - 1; index >= 0; index--) {
      int digit = (int) -(rest % 10);
      form[NumberBytes.PAIRS_AT + index / 2] += (byte) (index % 2 == 0 ? digit * 10 : digit);
      rest /= 10;
    }
    int length = NumberBytes.seal(form, unscaled < 0, power + digits - 1, digits);
    return DynamoNumber.owning(Arrays.copyOf(form, length));
  }

  private static int digitsOf(long magnitude) {
    // The least long, still negative here, has as many digits as the greatest.
    if (magnitude < 0) return LONG_DIGITS_MAX + 1;
    int digits = 1;
    while (digits <= LONG_DIGITS_MAX && magnitude >= POWERS[digits]) digits++;
    return digits;
  }

  private static long[] powers() {
    long[] powers = new long[LONG_DIGITS_MAX + 1];
    powers[0] = 1;
    for (int power = 1; power < powers.length; power++) powers[power] = powers[power - 1] * 10;
    return powers;
  }
}
