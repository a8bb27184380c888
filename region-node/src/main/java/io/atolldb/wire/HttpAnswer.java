package io.atolldb.wire;

import java.nio.charset.StandardCharsets;

/// What goes back to a client: a status line, the type of the body, and the body.
public record HttpAnswer(int status, String contentType, ByteSink body) {

  static final String AMAZON_JSON = "application/x-amz-json-1.0";

  public static HttpAnswer json(int status, ByteSink body) {
    return new HttpAnswer(status, AMAZON_JSON, body);
  }

  public static HttpAnswer text(int status, String contentType, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    var body = new ByteSink(bytes.length);
    body.write(bytes, 0, bytes.length);
    return new HttpAnswer(status, contentType, body);
  }
}
