package io.atolldb.benchmarks;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// One kept-open connection that speaks just enough HTTP to load a region: the driver shares the
/// machine with what it measures, so it must cost as little as possible.
final class DynamoConnection implements AutoCloseable {

  private static final int RESPONSE_BYTES_MAX = 16 << 20;
  private static final int LIMIT_MILLIS = 10_000;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final String host;
  private final byte[] line = new byte[8_192];
  private byte[] body = new byte[4_096];
  private int bodyLength;

  DynamoConnection(URI endpoint) throws IOException {
    socket = new Socket(endpoint.getHost(), endpoint.getPort());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(LIMIT_MILLIS);
    in = new BufferedInputStream(socket.getInputStream(), 16 << 10);
    out = socket.getOutputStream();
    host = endpoint.getAuthority();
  }

  /// The request as it goes over the wire.
  byte[] request(String operation, String json) {
    byte[] content = json.getBytes(StandardCharsets.UTF_8);
    String head =
        "POST / HTTP/1.1\r\nHost: "
            + host
            + "\r\nContent-Type: application/x-amz-json-1.0\r\nX-Amz-Target: DynamoDB_20120810."
            + operation
            + "\r\nAuthorization: AWS4-HMAC-SHA256 Credential=load/20260101/local/dynamodb/"
            + "aws4_request, SignedHeaders=host, Signature=none\r\nContent-Length: "
            + content.length
            + "\r\n\r\n";
    byte[] headBytes = head.getBytes(StandardCharsets.US_ASCII);
    byte[] request = new byte[headBytes.length + content.length];
    System.arraycopy(headBytes, 0, request, 0, headBytes.length);
    System.arraycopy(content, 0, request, headBytes.length, content.length);
    return request;
  }

  /// Sends, and returns the status of the answer; `body` holds its content afterwards.
  int call(byte[] request) throws IOException {
    out.write(request);
    int status = Integer.parseInt(readLine().substring(9, 12));
    int length = 0;
    for (String header = readLine(); !header.isEmpty(); header = readLine()) {
      if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
        length = Integer.parseInt(header.substring(15).strip());
      }
    }
    if (length > RESPONSE_BYTES_MAX) throw new IOException("an answer of " + length + " bytes");
    if (length > body.length) body = new byte[length];
    if (in.readNBytes(body, 0, length) < length) throw new EOFException("half an answer");
    bodyLength = length;
    return status;
  }

  String body() {
    return new String(body, 0, bodyLength, StandardCharsets.UTF_8);
  }

  /// The last bytes of the answer, where a page says what it is.
  String end(int bytes) {
    int from = Math.max(0, bodyLength - bytes);
    return new String(body, from, bodyLength - from, StandardCharsets.UTF_8);
  }

  private String readLine() throws IOException {
    int length = 0;
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) throw new EOFException("the region closed the connection");
      if (next != '\r') line[length++] = (byte) next;
    }
    return new String(line, 0, length, StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
