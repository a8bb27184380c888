package io.atolldb.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Text as UTF-8. A Java string can hold half a surrogate pair, which is no character and has no
/// UTF-8: such a string is not well formed and cannot be stored.
public final class Utf8 {

  private static final char REPLACEMENT = '\uFFFD';

  private Utf8() {}

  public static boolean isAscii(String text) {
    for (int at = 0; at < text.length(); at++) {
      if (text.charAt(at) >= 0x80) return false;
    }
    return true;
  }

  /// Whether every surrogate has its other half beside it.
  public static boolean isWellFormed(String text) {
    int at = 0;
    while (at < text.length()) {
      if (!Character.isSurrogate(text.charAt(at))) {
        at++;
        continue;
      }
      boolean pair =
          at + 1 < text.length() && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
      if (!pair) return false;
      at += 2;
    }
    return true;
  }

  /// The length of the UTF-8 of a well-formed text.
  public static int length(String text) {
    int length = text.length();
    for (int at = 0; at < text.length(); at++) {
      char unit = text.charAt(at);
      // Each half of a pair counts for two of the four bytes.
      if (unit >= 0x80) length += unit < 0x800 || Character.isSurrogate(unit) ? 1 : 2;
    }
    return length;
  }

  /// The text of the bytes `from..end`, which is malformed unless it is exactly UTF-8.
  public static String decode(byte[] bytes, int from, int end) {
    String text = new String(bytes, from, end - from, StandardCharsets.UTF_8);
    // Java puts the replacement character where it can read nothing; it may also have been written.
    if (text.indexOf(REPLACEMENT) >= 0) {
      byte[] again = text.getBytes(StandardCharsets.UTF_8);
      if (!Arrays.equals(again, 0, again.length, bytes, from, end)) {
        throw new MalformedBytes("no UTF-8 between " + from + " and " + end);
      }
    }
    return text;
  }
}
