package io.atolldb.wire;

import io.atolldb.region.FakePeer;
import io.atolldb.region.FakePorts;
import io.atolldb.region.FakeRegion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A data port over a [FakeRegion] and a client that speaks to it through real HTTP. One per test
/// class.
final class WireClient implements AutoCloseable {

  /// What came back.
  record Reply(int status, String body, HttpResponse<byte[]> http) {

    /// What a refusal by the API's model looks like.
    static String validation(String message) {
      return "{\"__type\":\"com.amazon.coral.validate#ValidationException\",\"message\":\""
          + message
          + "\"}";
    }

    static String serialization(String message) {
      return "{\"__type\":\"com.amazon.coral.service#SerializationException\",\"Message\":\""
          + message
          + "\"}";
    }
  }

  static final String NOT_FOUND =
      "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException\","
          + "\"message\":\"Requested resource not found\"}";

  final FakeRegion region;
  final FakePeer europe;
  private final FakePorts fakes;
  final DataPort port;
  private final HttpClient http = HttpClient.newHttpClient();

  private WireClient(FakePorts fakes, DataPortLimits limits, @Nullable RestApi rest, int port)
      throws IOException {
    this.region = fakes.region;
    this.europe = fakes.europe;
    this.fakes = fakes;
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    this.port = new DataPort(address, limits, fakes.ports(), rest, null);
  }

  /// Europe was last heard of then, long ago.
  void europeIsSilentSince(long millis) {
    fakes.europeSilentSince = millis;
  }

  static WireClient start() throws IOException, PortUnavailable {
    return start(FakeRegion.withUsualTables());
  }

  static WireClient start(FakeRegion region) throws IOException, PortUnavailable {
    return start(region, DataPortLimits.USUAL, null);
  }

  static WireClient start(DataPortLimits limits, @Nullable RestApi rest)
      throws IOException, PortUnavailable {
    return start(FakeRegion.withUsualTables(), limits, rest);
  }

  private static WireClient start(FakeRegion region, DataPortLimits limits, @Nullable RestApi rest)
      throws IOException, PortUnavailable {
    var client = new WireClient(new FakePorts(region), limits, rest, 0);
    client.port.start();
    return client;
  }

  /// A client of a port that was not started.
  static WireClient unstarted(int port) throws IOException {
    return new WireClient(
        new FakePorts(FakeRegion.withUsualTables()), DataPortLimits.USUAL, null, port);
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port.port() + path);
  }

  /// A request as SDKs send it, to be changed before it is sent.
  HttpRequest.Builder request(String operation) {
    return HttpRequest.newBuilder(uri("/"))
        .header("Content-Type", "application/x-amz-json-1.0")
        .header("X-Amz-Target", "DynamoDB_20120810." + operation)
        .header("Authorization", "AWS4-HMAC-SHA256 Credential=any");
  }

  Reply call(String operation, String json) throws IOException, InterruptedException {
    return send(request(operation).POST(HttpRequest.BodyPublishers.ofString(json)).build());
  }

  /// Puts an item into the table `plain`.
  void put(String item) throws IOException, InterruptedException {
    Reply reply = call("PutItem", "{\"TableName\":\"plain\",\"Item\":" + item + "}");
    if (reply.status() != 200) throw new AssertionError(reply.body());
  }

  /// What GetItem answers for a key in the table `plain`.
  String get(String pk) throws IOException, InterruptedException {
    return call("GetItem", "{\"TableName\":\"plain\",\"Key\":{\"pk\":{\"S\":\"" + pk + "\"}}}")
        .body();
  }

  Reply send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<byte[]> reply = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    return new Reply(reply.statusCode(), new String(reply.body(), StandardCharsets.UTF_8), reply);
  }

  @Override
  public void close() {
    http.close();
    port.stop();
  }
}
