package io.atolldb.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.atolldb.clock.RegionId;
import io.atolldb.fault.ApiFault;
import io.atolldb.fault.Refusal;
import io.atolldb.session.SessionToken;
import io.atolldb.wire.ByteSink;
import io.atolldb.wire.HomeRegions;
import io.atolldb.wire.HttpAnswer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Sends requests on to the data ports of other regions, which are asked for on their admin ports.
///
/// Two failures are told apart, as a client has to: nothing went there (503, nothing was done), or
/// it went there and no answer came (500, it may have been done).
public final class HttpHomeRegions implements HomeRegions {

  /// Under [HttpPeerRegion#PATH]: where the region's clients are served, as a URL.
  public static final String DATA_ENDPOINT = "/data-endpoint";

  /// The home waits for a session at most two seconds, unless configured; then it decides.
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

  private static final List<String> ANSWER_HEADERS =
      List.of(SessionToken.HEADER, "ETag", "Location");

  private final Map<RegionId, URI> admins;
  private final Predicate<RegionId> isCut;
  private final Map<RegionId, URI> dataPorts = new ConcurrentHashMap<>();
  private final HttpClient http = PeerHttp.client();

  /// `admins`: the other regions' admin URLs. `isCut`: whether a region counts as out of reach.
  public HttpHomeRegions(SortedMap<RegionId, URI> admins, Predicate<RegionId> isCut) {
    this.admins = new TreeMap<>(admins);
    this.isCut = isCut;
  }

  @Override
  public HttpAnswer ask(RegionId home, SentOn request) throws Refusal {
    if (isCut.test(home)) throw unreached(home, "it is cut off on purpose");
    URI to = dataPortOf(home).resolve(request.path());
    var builder =
        HttpRequest.newBuilder(to)
            .timeout(ANSWER_LIMIT)
            .method(request.method(), BodyPublishers.ofByteArray(request.body()));
    request.headers().forEach(builder::header);
    try {
      return answer(http.send(builder.build(), BodyHandlers.ofByteArray()));
    } catch (ConnectException | HttpConnectTimeoutException | UnresolvedAddressException closed) {
      dataPorts.remove(home); // it may have moved
      throw unreached(home, closed.toString());
    } catch (IOException broken) {
      throw unanswered(home, broken.toString());
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw unanswered(home, "this region is stopping");
    }
  }

  private static HttpAnswer answer(HttpResponse<byte[]> response) {
    var headers = new TreeMap<String, String>();
    for (String name : ANSWER_HEADERS) {
      response.headers().firstValue(name).ifPresent(value -> headers.put(name, value));
    }
    var body = new ByteSink(response.body().length);
    body.write(response.body(), 0, response.body().length);
    String type = response.headers().firstValue("Content-Type").orElse("application/json");
    return new HttpAnswer(response.statusCode(), type, body, headers);
  }

  private URI dataPortOf(RegionId home) throws Refusal {
    URI known = dataPorts.get(home);
    if (known != null) return known;
    URI found = askForDataPort(home, admins.get(home));
    dataPorts.put(home, found);
    return found;
  }

  /// The host is the one under which the admin port is known here; the region itself may name one
  /// that means something else elsewhere.
  private URI askForDataPort(RegionId home, @Nullable URI admin) throws Refusal {
    if (admin == null) throw unreached(home, "this region does not know it");
    URI question = admin.resolve(HttpPeerRegion.PATH + DATA_ENDPOINT);
    try {
      var request = HttpRequest.newBuilder(question).timeout(ANSWER_LIMIT).build();
      HttpResponse<byte[]> told = http.send(request, BodyHandlers.ofByteArray());
      int status = told.statusCode();
      if (status != PeerHttp.FOUND) throw unreached(home, "it answers " + status);
      URI named = URI.create(new String(told.body(), UTF_8));
      return URI.create(named.getScheme() + "://" + admin.getHost() + ":" + named.getPort());
    } catch (IOException | IllegalArgumentException failed) {
      throw unreached(home, failed.toString());
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw unreached(home, "this region is stopping");
    }
  }

  private static Refusal unreached(RegionId home, String why) {
    return new Refusal(ApiFault.HomeUnavailable.unreached(home, why));
  }

  private static Refusal unanswered(RegionId home, String why) {
    return new Refusal(
        new ApiFault.InternalFailure(
            "Region "
                + home
                + ", where the condition is judged, did not answer ("
                + why
                + "): the write may have been done."));
  }
}
