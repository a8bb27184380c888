package io.atolldb.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/// One request, byte for byte as it goes over the wire.
///
/// @param cutShort nothing more is sent after these bytes, although the head may promise more
record Request(byte[] bytes, boolean cutShort) {

  static final String ROOT = "POST /";

  private static final String STREAMS = "DynamoDBStreams_20120810.";
  private static final String TABLES = "DynamoDB_20120810.";
  private static final String SCALING = "AnyScaleFrontendService.";

  static Request of(String operation, byte[] body) {
    return of(ROOT, headers(operation), body);
  }

  static SortedMap<String, String> headers(String operation) {
    var headers = new TreeMap<String, String>();
    headers.put("Authorization", "AWS4-HMAC-SHA256 Credential=any");
    headers.put("Content-Type", "application/x-amz-json-1.0");
    headers.put("X-Amz-Target", target(operation));
    return headers;
  }

  private static String target(String operation) {
    return switch (operation) {
      case "DescribeStream", "GetRecords", "GetShardIterator", "ListStreams" -> STREAMS + operation;
      case "DeleteScalingPolicy",
          "DeregisterScalableTarget",
          "DescribeScalableTargets",
          "DescribeScalingPolicies",
          "PutScalingPolicy",
          "RegisterScalableTarget" ->
          SCALING + operation;
      default -> TABLES + operation;
    };
  }

  /// `asked` is a method and a path.
  static Request of(String asked, SortedMap<String, String> headers, byte[] body) {
    return new Request(message(asked, headers, body, body.length), false);
  }

  /// Promises more than it sends.
  static Request cutShort(SortedMap<String, String> headers, byte[] body, int promised) {
    return new Request(message(ROOT, headers, body, promised), true);
  }

  private static byte[] message(
      String asked, SortedMap<String, String> headers, byte[] body, int length) {
    return joined(utf8(head(asked, headers) + "Content-Length: " + length + "\r\n\r\n"), body);
  }

  private static String head(String asked, SortedMap<String, String> headers) {
    var head = new StringBuilder(asked + " HTTP/1.1\r\nHost: localhost\r\n");
    headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    return head.toString();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// In chunks of `size` bytes, without a length.
  static Request chunked(SortedMap<String, String> headers, byte[] body, int size) {
    byte[] bytes = utf8(head(ROOT, headers) + "Transfer-Encoding: chunked\r\n\r\n");
    for (int at = 0; at < body.length; at += size) {
      int length = Math.min(size, body.length - at);
      bytes = joined(bytes, utf8(Integer.toHexString(length) + "\r\n"));
      bytes = joined(bytes, Arrays.copyOfRange(body, at, at + length));
      bytes = joined(bytes, utf8("\r\n"));
    }
    return new Request(joined(bytes, utf8("0\r\n\r\n")), false);
  }

  static byte[] gzip(byte[] plain) {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(plain);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return packed.toByteArray();
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
