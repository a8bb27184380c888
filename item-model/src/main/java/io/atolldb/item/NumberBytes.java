package io.atolldb.item;

import io.atolldb.codec.MalformedBytes;

/// The one binary form of a number: canonical, self-delimiting, and in unsigned byte order the
/// order of the values.
///
/// | bytes | content |
/// |---|---|
/// | 1 | sign: 1 negative, 2 zero (and nothing follows), 3 positive |
/// | 1 | power of ten of the first significant digit, plus 130 |
/// | 1..19 | two digits each, the first significant one leftmost, as `pair * 2`, plus 1 if more follow |
///
/// A last pair is filled up with a zero. Of a negative number every byte but the first is inverted,
/// so that the greater magnitude sorts first.
final class NumberBytes {

  static final int NEGATIVE = 1;
  static final int ZERO = 2;
  static final int POSITIVE = 3;

  static final int EXPONENT_BIAS = -DynamoNumber.EXPONENT_MIN;

  static final int PAIRS_AT = 2;
  static final int LENGTH_MAX = PAIRS_AT + DynamoNumber.DIGITS_MAX / 2;

  /// Sign, `0.`, the zeros before the first digit of the least magnitude, and all digits.
  static final int TEXT_LENGTH_MAX = 3 - DynamoNumber.EXPONENT_MIN - 1 + DynamoNumber.DIGITS_MAX;

  private static final int PAIR_MAX = 99;

  private NumberBytes() {}

  /// How long the number at index `from` is; looks no further than `end`, and accepts the canonical
  /// form alone.
  static int lengthAt(byte[] bytes, int from, int end) {
    if (from >= end) throw new MalformedBytes("no number at " + from);
    int sign = bytes[from];
    if (sign == ZERO) return 1;
    if (sign != NEGATIVE && sign != POSITIVE) {
      throw new MalformedBytes("a number at " + from + " has the sign " + sign);
    }
    int limit = Math.min(end, from + LENGTH_MAX);
    for (int at = from + PAIRS_AT; at < limit; at++) {
      int coded = pairByte(bytes, from, at);
      int pair = coded >>> 1;
      boolean last = (coded & 1) == 0;
      boolean leadingZero = at == from + PAIRS_AT && pair < 10;
      if (pair > PAIR_MAX || leadingZero || (last && pair == 0)) {
        throw new MalformedBytes("a number at " + from + " has the digits " + pair);
      }
      if (last) return at + 1 - from;
    }
    throw new MalformedBytes("a number at " + from + " does not end");
  }

  /// The power of ten of the first digit of a number that is not zero.
  static int exponent(byte[] bytes, int from) {
    return pairByte(bytes, from, from + 1) - EXPONENT_BIAS;
  }

  /// The number of significant digits of a number of `length` bytes that is not zero.
  static int digits(byte[] bytes, int from, int length) {
    int lastPair = pairByte(bytes, from, from + length - 1) >>> 1;
    return 2 * (length - PAIRS_AT) - (lastPair % 10 == 0 ? 1 : 0);
  }

  static int digitAt(byte[] bytes, int from, int index) {
    int pair = pairByte(bytes, from, from + PAIRS_AT + (index >>> 1)) >>> 1;
    return (index & 1) == 0 ? pair / 10 : pair % 10;
  }

  /// What the number counts for in the size of an item.
  static int sizeAt(byte[] bytes, int from, int length) {
    if (bytes[from] == ZERO) return 1;
    int digits = digits(bytes, from, length);
    int whole = Math.clamp(exponent(bytes, from) + 1, 0, digits);
    int size = 1 + (whole + 1) / 2 + (digits - whole + 1) / 2;
    return bytes[from] == NEGATIVE ? size + 1 : size;
  }

  /// Turns pairs of digits, which the caller has put into `form` from [#PAIRS_AT] on, into the form
  /// of a number of so many digits; the last of them is not zero.
  static int seal(byte[] form, boolean negative, int exponent, int digits) {
    int length = PAIRS_AT + (digits + 1) / 2;
    form[0] = (byte) (negative ? NEGATIVE : POSITIVE);
    form[1] = (byte) (exponent + EXPONENT_BIAS);
    for (int at = PAIRS_AT; at < length; at++) {
      form[at] = (byte) (form[at] * 2 + (at + 1 < length ? 1 : 0));
    }
    if (negative) {
      for (int at = 1; at < length; at++) form[at] = (byte) ~form[at];
    }
    return length;
  }

  /// At least as many bytes as the text of the number takes.
  static int textRoom(byte[] bytes, int from, int length) {
    if (bytes[from] == ZERO) return 1;
    int exponent = exponent(bytes, from);
    int digits = digits(bytes, from, length);
    int signAndPoint = 2;
    return signAndPoint + (exponent < 0 ? digits - exponent : Math.max(digits, exponent + 1));
  }

  /// Writes the text without an exponent and without needless zeros to index `at` of `target`,
  /// which has room for [#textRoom], at most [#TEXT_LENGTH_MAX], bytes. Returns the index after it.
  static int writeText(byte[] bytes, int from, int length, byte[] target, int at) {
    int to = at;
    if (bytes[from] == ZERO) {
      target[to++] = '0';
      return to;
    }
    if (bytes[from] == NEGATIVE) target[to++] = '-';
    int exponent = exponent(bytes, from);
    int digits = digits(bytes, from, length);
    int written = 0;
    if (exponent < 0) {
      target[to++] = '0';
    } else {
      for (; written <= exponent; written++) {
        target[to++] = written < digits ? digitText(bytes, from, written) : (byte) '0';
      }
      if (written >= digits) return to;
    }
    target[to++] = '.';
    for (int zeros = exponent + 1; zeros < 0; zeros++) target[to++] = '0';
    while (written < digits) target[to++] = digitText(bytes, from, written++);
    return to;
  }

  private static byte digitText(byte[] bytes, int from, int index) {
    return (byte) ('0' + digitAt(bytes, from, index));
  }

  private static int pairByte(byte[] bytes, int from, int at) {
    return (bytes[from] == NEGATIVE ? ~bytes[at] : bytes[at]) & 0xFF;
  }
}
