package io.atolldb.rest;

import io.atolldb.region.FakePeer;
import io.atolldb.region.FakePorts;
import io.atolldb.region.FakeRegion;
import io.atolldb.table.KeyAttribute;
import io.atolldb.table.ScalarType;
import io.atolldb.wire.DataPort;
import io.atolldb.wire.DataPortLimits;
import io.atolldb.wire.PortUnavailable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/// A data port with the REST API over a [FakeRegion], and a client that speaks to it through real
/// HTTP. Its tables are those of [FakeRegion#withUsualTables] and one with binary keys.
final class RestClient implements AutoCloseable {

  /// What came back.
  record Reply(int status, String body, HttpResponse<String> http) {

    String header(String name) {
      return http.headers().firstValue(name).orElse("");
    }

    static String problem(int status, String title, String detail) {
      return "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}"
          .formatted(title, status, detail);
    }
  }

  final FakeRegion region =
      FakeRegion.withUsualTables()
          .with(
              "binary", new KeyAttribute("pk", ScalarType.B), new KeyAttribute("sk", ScalarType.S));
  final FakePeer europe;
  private final DataPort port;
  private final HttpClient http = HttpClient.newHttpClient();

  private RestClient() throws IOException {
    var fakes = new FakePorts(region);
    this.europe = fakes.europe;
    var ports = fakes.ports();
    var anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    this.port = new DataPort(anywhere, DataPortLimits.USUAL, ports, new PlainRest(ports), null);
  }

  static RestClient start() throws IOException, PortUnavailable {
    var client = new RestClient();
    client.port.start();
    return client;
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.port() + path));
  }

  Reply get(String path) throws IOException, InterruptedException {
    return send(request(path).GET());
  }

  Reply put(String path, String json, String... headers) throws IOException, InterruptedException {
    return send(with(headers, request(path)).PUT(BodyPublishers.ofString(json)));
  }

  Reply patch(String path, String json, String... headers)
      throws IOException, InterruptedException {
    return send(with(headers, request(path)).method("PATCH", BodyPublishers.ofString(json)));
  }

  Reply delete(String path, String... headers) throws IOException, InterruptedException {
    return send(with(headers, request(path)).DELETE());
  }

  private static HttpRequest.Builder with(String[] headers, HttpRequest.Builder request) {
    return headers.length == 0 ? request : request.headers(headers);
  }

  Reply send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> reply = http.send(request.build(), BodyHandlers.ofString());
    return new Reply(reply.statusCode(), reply.body(), reply);
  }

  @Override
  public void close() {
    http.close();
    port.stop();
  }
}
