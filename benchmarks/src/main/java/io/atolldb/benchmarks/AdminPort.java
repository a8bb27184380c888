package io.atolldb.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A region's admin port, asked as an operator would.
final class AdminPort implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final int DONE = 200;

  private final URI base;
  private final HttpClient http = HttpClient.newHttpClient();

  AdminPort(URI base) {
    this.base = base;
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return call("GET", path, "");
  }

  JsonNode post(String path) throws IOException, InterruptedException {
    return call("POST", path, "");
  }

  JsonNode put(String path, String body) throws IOException, InterruptedException {
    return call("PUT", path, body);
  }

  /// The link from `origin` into this region.
  JsonNode link(String origin) throws IOException, InterruptedException {
    for (JsonNode link : get("/links")) {
      if (link.get("origin").asString().equals(origin)) return link;
    }
    throw new IOException("no link from " + origin + " at " + base);
  }

  private JsonNode call(String method, String path, String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(base + "/api/v1" + path))
            .timeout(LIMIT)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body));
    var response = http.send(request.build(), BodyHandlers.ofString());
    if (response.statusCode() != DONE) throw new IOException(path + ": " + response.body());
    return JsonMapper.shared().readTree(response.body());
  }

  @Override
  public void close() {
    http.close();
  }
}
