package io.atolldb.item;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Reads the text of one number, in one pass and in time that depends on the length of the text
/// alone: an exponent is compared with its bounds, never carried out.
final class NumberParser {

  /// Beyond any exponent that digits before it could bring back into range.
  private static final int EXPONENT_SATURATED = 200_000_000;

  private final String text;
  private int at;

  private final byte[] form = new byte[NumberBytes.LENGTH_MAX];
  private int digitsSeen;
  private int digitsKept;
  private int digitsBeforePoint;
  private int firstSignificant = -1;
  private int lastSignificant = -1;

  private NumberParser(String text) {
    this.text = text;
  }

  /// The binary form of the number, null where it is zero.
  static byte @Nullable [] parse(String text) throws InvalidNumber {
    return new NumberParser(text).parse();
  }

  private byte @Nullable [] parse() throws InvalidNumber {
    boolean negative = readSign();
    readDigits();
    digitsBeforePoint = digitsSeen;
    if (at < text.length() && text.charAt(at) == '.') {
      at++;
      readDigits();
    }
    if (digitsSeen == 0) throw InvalidNumber.notNumeric(text);
    int shift = readExponent();
    if (at != text.length()) throw InvalidNumber.notNumeric(text);
    return judge(negative, shift);
  }

  private byte @Nullable [] judge(boolean negative, int shift) throws InvalidNumber {
    boolean zero = firstSignificant < 0;
    // A zero has a magnitude too, that of its last digit: the service refuses 0e126 and takes
    // 0.0e126.
    long first = zero ? digitsSeen - 1 : firstSignificant;
    long exponent = digitsBeforePoint - 1 - first + shift;
    if (exponent > DynamoNumber.EXPONENT_MAX) throw InvalidNumber.overflow();
    if (exponent < DynamoNumber.EXPONENT_MIN) throw InvalidNumber.underflow();
    if (zero) return null;
    int digits = lastSignificant - firstSignificant + 1;
    if (digits > DynamoNumber.DIGITS_MAX) throw InvalidNumber.tooManyDigits();
    return Arrays.copyOf(form, NumberBytes.seal(form, negative, (int) exponent, digits));
  }

  private boolean readSign() {
    if (text.isEmpty()) return false;
    char sign = text.charAt(0);
    if (sign == '-' || sign == '+') at++;
    return sign == '-';
  }

  private void readDigits() {
    for (; at < text.length(); at++) {
      int digit = text.charAt(at) - '0';
      if (digit < 0 || digit > 9) return;
      if (digit != 0) lastSignificant = digitsSeen;
      if (digit != 0 && firstSignificant < 0) firstSignificant = digitsSeen;
      if (firstSignificant >= 0) keep(digit);
      digitsSeen++;
    }
  }

  /// Digits behind the last that can count are zeros, or make the number one of too many digits.
  private void keep(int digit) {
    if (digitsKept == DynamoNumber.DIGITS_MAX) return;
    int pair = NumberBytes.PAIRS_AT + digitsKept / 2;
    form[pair] = (byte) (digitsKept % 2 == 0 ? digit * 10 : form[pair] + digit);
    digitsKept++;
  }

  private int readExponent() throws InvalidNumber {
    if (at == text.length() || (text.charAt(at) | 0x20) != 'e') return 0;
    at++;
    boolean negative = at < text.length() && text.charAt(at) == '-';
    if (negative || (at < text.length() && text.charAt(at) == '+')) at++;
    int start = at;
    int exponent = 0;
    for (; at < text.length(); at++) {
      int digit = text.charAt(at) - '0';
      if (digit < 0 || digit > 9) break;
      exponent = Math.min(EXPONENT_SATURATED, exponent * 10 + digit);
    }
    if (at == start) throw InvalidNumber.notNumeric(text);
    return negative ? -exponent : exponent;
  }
}
