package io.atolldb.rest;

import io.atolldb.fault.Refusal;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Percent-encoded text of a path or a query (RFC 3986), strictly UTF-8. A plus is a plus.
final class PercentText {

  private static final int HEX = 16;

  private PercentText() {}

  static String decode(String encoded) throws Refusal {
    byte[] from = encoded.getBytes(StandardCharsets.UTF_8);
    var bytes = new ByteArrayOutputStream(from.length);
    for (int at = 0; at < from.length; at++) {
      if (from[at] != '%') {
        bytes.write(from[at]);
        continue;
      }
      int high = digit(from, at + 1);
      int low = digit(from, at + 2);
      if (high < 0 || low < 0) throw Refusal.invalid("Two hex digits must follow '%'");
      bytes.write(high * HEX + low);
      at += 2;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException _) {
      throw Refusal.invalid("The path is not UTF-8");
    }
  }

  private static int digit(byte[] from, int at) {
    return at < from.length ? Character.digit(from[at], HEX) : -1;
  }
}
