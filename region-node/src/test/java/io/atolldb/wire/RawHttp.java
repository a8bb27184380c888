package io.atolldb.wire;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/// One connection over which a test sends what it likes: an HTTP library would know better, and
/// would open another connection without a word.
final class RawHttp implements AutoCloseable {

  /// What is not answered by then is stuck.
  private static final int STUCK_AFTER_MILLIS = 20_000;

  private static final String SIGNED = "Authorization: AWS4-HMAC-SHA256 Credential=any\r\n";

  /// What came back; the names of headers are in small letters.
  record Reply(int status, SortedMap<String, String> headers, String body) {

    /// Whether the port says that it will hang up.
    boolean saysGoodbye() {
      return "close".equals(headers.get("connection"));
    }
  }

  private final Socket socket;
  private final InputStream in;

  RawHttp(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(STUCK_AFTER_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /// A request as SDKs send it.
  static byte[] request(String operation, String json) {
    return request(operation, Map.of(), json.getBytes(StandardCharsets.UTF_8));
  }

  /// With further headers, and the body's length.
  static byte[] request(String operation, Map<String, String> headers, byte[] body) {
    var more = new TreeMap<>(headers);
    more.put("Content-Length", Integer.toString(body.length));
    return joined(head("POST / HTTP/1.1", operation, more), body);
  }

  /// With a body that comes in pieces and does not say how long it will be.
  static byte[] chunked(String operation, Map<String, String> headers, byte[] body) {
    var more = new TreeMap<>(headers);
    more.put("Transfer-Encoding", "chunked");
    int half = body.length / 2;
    return joined(
        head("POST / HTTP/1.1", operation, more),
        bytes(Integer.toHexString(half) + "\r\n"),
        Arrays.copyOf(body, half),
        bytes("\r\n" + Integer.toHexString(body.length - half) + "\r\n"),
        Arrays.copyOfRange(body, half, body.length),
        bytes("\r\n0\r\n\r\n"));
  }

  static byte[] gzip(byte[] plain) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(plain);
    }
    return packed.toByteArray();
  }

  static byte[] head(String line, String operation, Map<String, String> headers) {
    var head = new StringBuilder(line).append("\r\n").append(SIGNED);
    if (!headers.containsKey("Host")) head.append("Host: a\r\n");
    head.append("Content-Type: application/x-amz-json-1.0\r\n");
    head.append("X-Amz-Target: DynamoDB_20120810.").append(operation).append("\r\n");
    headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    return bytes(head.append("\r\n").toString());
  }

  static byte[] joined(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (byte[] part : parts) all.writeBytes(part);
    return all.toByteArray();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  RawHttp send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  /// The next answer; one to `HEAD` must be read with [#head].
  Reply reply() throws IOException {
    Reply head = head();
    int length = Integer.parseInt(head.headers().getOrDefault("content-length", "0"));
    byte[] body = in.readNBytes(length);
    if (body.length < length) throw new EOFException("half a body");
    return new Reply(head.status(), head.headers(), new String(body, StandardCharsets.UTF_8));
  }

  /// The next answer without its body.
  Reply head() throws IOException {
    String status = line();
    var headers = new TreeMap<String, String>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return new Reply(Integer.parseInt(status.split(" ", 3)[1]), headers, "");
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) throw new EOFException("closed after: " + line);
      line.append((char) next);
    }
    return line.toString().strip();
  }

  /// What comes before the port hangs up; waits for that.
  String rest() throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
