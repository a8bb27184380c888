package io.atolldb.wire;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/// Names requests as the service does: 52 capitals and digits. They are for finding a request in a
/// log, not for keeping secrets, so chance need not be strong.
final class RequestIds {

  private static final int LENGTH = 52;
  private static final byte[] ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345".getBytes(StandardCharsets.US_ASCII);
  private static final int BITS_PER_CHARACTER = 5;
  private static final int CHARACTERS_PER_DRAW = Long.SIZE / BITS_PER_CHARACTER;

  private RequestIds() {}

  static String next() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    byte[] id = new byte[LENGTH];
    long bits = 0;
    for (int at = 0; at < LENGTH; at++) {
      if (at % CHARACTERS_PER_DRAW == 0) bits = random.nextLong();
      id[at] = ALPHABET[(int) bits & (ALPHABET.length - 1)];
      bits >>>= BITS_PER_CHARACTER;
    }
    return new String(id, StandardCharsets.ISO_8859_1);
  }
}
