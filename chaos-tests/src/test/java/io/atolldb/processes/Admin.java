package io.atolldb.processes;

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
final class Admin {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final URI base;

  Admin(URI base) {
    this.base = base;
  }

  JsonNode get(String path) {
    return call("GET", path, "");
  }

  JsonNode put(String path, String body) {
    return call("PUT", path, body);
  }

  JsonNode post(String path) {
    return call("POST", path, "");
  }

  JsonNode post(String path, String body) {
    return call("POST", path, body);
  }

  JsonNode delete(String path) {
    return call("DELETE", path, "");
  }

  String digest(String table) {
    return get("/tables/" + table + "/digest").get("digest").asString();
  }

  /// Whether it answers, and says that it can serve.
  boolean isReady() {
    var request = HttpRequest.newBuilder(URI.create(base + "/actuator/health/readiness"));
    try {
      return HTTP.send(request.timeout(LIMIT).build(), BodyHandlers.discarding()).statusCode()
          == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }

  void cut(String origin) {
    put("/faults/links/" + origin, "{\"cut\":true}");
  }

  void heal() {
    delete("/faults");
  }

  private JsonNode call(String method, String path, String body) {
    var request =
        HttpRequest.newBuilder(URI.create(base + "/api/v1" + path))
            .timeout(LIMIT)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build();
    try {
      var response = HTTP.send(request, BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new AssertionError(method + " " + path + ": " + response.body());
      }
      return JSON.readTree(response.body());
    } catch (IOException failed) {
      throw new AssertionError(method + " " + path, failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }
}
