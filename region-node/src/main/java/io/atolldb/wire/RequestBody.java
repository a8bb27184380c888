package io.atolldb.wire;

import io.atolldb.fault.ApiFault;
import io.atolldb.fault.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// The bytes of a request's body, decompressed where they came compressed, and the host and port
/// that it was sent to.
public record RequestBody(byte[] bytes, int length, String host) {

  /// What the service accepts, decompressed.
  static final int BYTES_MAX = 16 * 1024 * 1024;

  /// How long a client may take to send one body. The time between two of its packets is limited by
  /// the connector; without this limit a client could drip byte after byte for ever.
  static final int SECONDS_MAX = 60;

  /// Room that is set aside before a byte has come: what a client declares is not trusted further.
  private static final int FIRST_ROOM = 64 * 1024;

  /// Under which name a request keeps its body once it has been read.
  static final String READ = "io.atolldb.body";

  public static RequestBody of(HttpServletRequest request) throws IOException, Refusal {
    RequestBody body = read(request);
    request.setAttribute(READ, body);
    return body;
  }

  private static RequestBody read(HttpServletRequest request) throws IOException, Refusal {
    long declared = request.getContentLengthLong();
    if (declared > BYTES_MAX) throw tooLarge();
    String host = hostOf(request);
    if (declared == 0) return new RequestBody(new byte[0], 0, host);
    InputStream in = request.getInputStream();
    return switch (encodingOf(request)) {
      case null -> read(in, declared, host);
      case "gzip", "x-gzip" -> decompressed(in, host);
      case String other ->
          throw new Refusal(new ApiFault.Serialization("Unsupported Content-Encoding: " + other));
    };
  }

  private static String hostOf(HttpServletRequest request) {
    String host = request.getHeader("Host");
    return host == null ? request.getServerName() + ":" + request.getServerPort() : host;
  }

  private static @Nullable String encodingOf(HttpServletRequest request) {
    String encoding = request.getHeader("Content-Encoding");
    if (encoding == null || encoding.isBlank()) return null;
    String name = encoding.strip().toLowerCase(Locale.ROOT);
    return name.equals("identity") ? null : name;
  }

  private static RequestBody decompressed(InputStream in, String host) throws IOException, Refusal {
    try (var unzipped = new GZIPInputStream(in)) {
      return read(unzipped, -1, host);
    } catch (ZipException | EOFException broken) {
      throw new Refusal(new ApiFault.Serialization("Malformed gzip body"));
    }
  }

  private static RequestBody read(InputStream in, long declared, String host)
      throws IOException, Refusal {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_MAX);
    byte[] bytes = new byte[(int) Math.min(declared < 0 ? FIRST_ROOM : declared, FIRST_ROOM)];
    int length = 0;
    while (true) {
      if (length == bytes.length) {
        if (length == declared) return new RequestBody(bytes, length, host);
        // One byte more than allowed, so that too much can be told from just enough.
        int room = Math.min(2 * length, BYTES_MAX + 1);
        bytes = Arrays.copyOf(bytes, declared < 0 ? room : (int) Math.min(room, declared));
      }
      int count = in.read(bytes, length, bytes.length - length);
      if (count < 0) return new RequestBody(bytes, length, host);
      length += count;
      if (length > BYTES_MAX) throw tooLarge();
      if (System.nanoTime() > deadline) throw new IOException("the body took too long to arrive");
    }
  }

  private static Refusal tooLarge() {
    return new Refusal(new ApiFault.BodyTooLarge(BYTES_MAX));
  }
}
