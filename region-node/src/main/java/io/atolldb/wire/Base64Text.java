package io.atolldb.wire;

import io.atolldb.fault.Refusal;
import java.util.Base64;

/// Binary values as JSON has them. The service takes each value in one form only: with its padding,
/// and without stray bits in the last character before it.
final class Base64Text {

  private static final int BLOCK = 4;

  private Base64Text() {}

  static byte[] bytes(String text) throws Refusal {
    if (text.length() % BLOCK != 0) {
      throw JsonBody.unexpected(
          "Base64 encoded length is expected a multiple of 4 bytes but found: " + text.length());
    }
    for (int at = 0; at < text.length(); at++) {
      if (isBase64(text.charAt(at))) continue;
      throw JsonBody.unexpected("Invalid Base64 character: '" + text.charAt(at) + "'");
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      if (isWhole(text)) return bytes;
    } catch (IllegalArgumentException _) {
      // Padding that is not at the end.
    }
    throw JsonBody.unexpected("Invalid last non-pad Base64 character dectected");
  }

  private static boolean isBase64(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '+'
        || c == '/'
        || c == '=';
  }

  /// Whether the last block is as it would be written.
  private static boolean isWhole(String text) {
    if (text.isEmpty()) return true;
    String last = text.substring(text.length() - BLOCK);
    return Base64.getEncoder().encodeToString(Base64.getDecoder().decode(last)).equals(last);
  }
}
