package io.atolldb.peer;

import io.atolldb.clock.RegionId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.SequencedSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Sends requests on to the admin ports of other regions, so that a browser that reaches one region
/// can look at all of them, whatever their ports are called out there.
///
/// Faults that were ordered do not apply here: this is the way by which they are taken back.
public final class AdminRelay {

  /// What a region answered. `type`: its media type.
  public record Answer(int status, String type, byte[] body) {}

  /// A verification under load waits for the other regions for as long.
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

  private static final long ANSWER_BYTES_MAX = 16L << 20;

  private final SortedMap<RegionId, URI> admins;
  private final HttpClient http = PeerHttp.client();

  /// `admins`: the other regions' admin URLs.
  public AdminRelay(SortedMap<RegionId, URI> admins) {
    this.admins = new TreeMap<>(admins);
  }

  public SequencedSet<RegionId> regions() {
    return new TreeSet<>(admins.keySet());
  }

  /// `path`: from the root of the admin port, encoded, with its query. Null if no such region is
  /// known here. IOException: it did not answer, or with more than 16 MiB.
  public @Nullable Answer ask(RegionId region, String method, String path, byte[] body)
      throws IOException, InterruptedException {
    URI admin = admins.get(region);
    if (admin == null) return null;
    var request =
        HttpRequest.newBuilder(admin.resolve(path))
            .timeout(ANSWER_LIMIT)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofByteArray(body))
            .build();
    HttpResponse<byte[]> response =
        http.send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), ANSWER_BYTES_MAX));
    String type = response.headers().firstValue("Content-Type").orElse("application/json");
    return new Answer(response.statusCode(), type, response.body());
  }
}
