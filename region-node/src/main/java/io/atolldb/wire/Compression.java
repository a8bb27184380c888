package io.atolldb.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// Answers a client that takes gzip with gzip, where that pays.
final class Compression {

  /// Below this a packet or two is saved at most, and the time is better spent on other requests.
  static final int BYTES_MIN = 4 * 1024;

  /// What is sent compressed is expected to need about a quarter of its room.
  private static final int EXPECTED_SHARE = 4;

  private Compression() {}

  /// Whether an answer of this length goes compressed to a client that accepts these encodings.
  static boolean pays(int length, @Nullable String accepted) {
    return length >= BYTES_MIN && accepted != null && takesGzip(accepted);
  }

  /// Reads `Accept-Encoding`: names separated by commas, each with a weight or without. A weight of
  /// zero is a refusal; what is named itself counts more than `*`.
  static boolean takesGzip(String accepted) {
    boolean any = false;
    for (String part : accepted.split(",", -1)) {
      String[] words = part.toLowerCase(Locale.ROOT).split(";", -1);
      boolean wanted = words.length == 1 || !isZero(words[1].strip());
      switch (words[0].strip()) {
        case "gzip", "x-gzip" -> {
          return wanted;
        }
        case "*" -> any = wanted;
        default -> {}
      }
    }
    return any;
  }

  private static boolean isZero(String weight) {
    return weight.matches("q\\s*=\\s*0(\\.0*)?");
  }

  static ByteSink gzip(ByteSink plain) {
    var packed = new ByteSink(plain.length() / EXPECTED_SHARE);
    try (var gzip = new Fast(packed)) {
      plain.writeTo(gzip);
    } catch (IOException impossible) {
      throw new UncheckedIOException("a sink in memory does not fail", impossible);
    }
    return packed;
  }

  /// The fastest level: a region's processors are for requests, and JSON packs well at any level.
  private static final class Fast extends GZIPOutputStream {
    Fast(ByteSink out) throws IOException {
      super(out, BYTES_MIN);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
