package io.atolldb.wire;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// What goes back to a client: a status line, the type of the body, the body, and headers beside
/// those that every answer has.
public record HttpAnswer(
    int status, String contentType, ByteSink body, SortedMap<String, String> headers) {

  static final String AMAZON_JSON = "application/x-amz-json-1.0";

  public HttpAnswer {
    headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
  }

  public HttpAnswer(int status, String contentType, ByteSink body) {
    this(status, contentType, body, new TreeMap<>());
  }

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
