package io.atolldb.peer;

import io.atolldb.binary.VectorCodec;
import io.atolldb.clock.RegionId;
import io.atolldb.codec.ByteReader;
import io.atolldb.codec.MalformedBytes;
import io.atolldb.globaltable.DescriptorCodec;
import io.atolldb.globaltable.TableDescriptor;
import io.atolldb.item.Bytes;
import io.atolldb.replication.PeerRegion;
import io.atolldb.table.TableId;
import io.atolldb.version.VersionVector;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Another region, asked over its admin port.
public final class HttpPeerRegion implements PeerRegion {

  /// Under the admin URL: the path of everything that regions ask each other.
  public static final String PATH = "/api/v1/peer";

  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(20);
  private static final int NOT_FOUND = 404;
  private static final int GONE = 410;

  private final RegionId region;
  private final String base;
  private final HttpClient http = PeerHttp.client();

  /// `admin`: the other region's admin URL, `http://host:port`.
  public HttpPeerRegion(RegionId region, URI admin) {
    this.region = region;
    this.base = PeerHttp.base(admin);
  }

  @Override
  public RegionId region() {
    return region;
  }

  @Override
  public @Nullable TableDescriptor tableNamed(String name)
      throws PeerUnavailable, InterruptedException {
    byte[] found = get("/tables/" + name);
    return found == null ? null : decoded(() -> DescriptorCodec.decode(found));
  }

  /// Where this answers, "nothing of that name" below is what a region says, not a wrong address.
  @Override
  public VersionVector applied() throws PeerUnavailable, InterruptedException {
    byte[] found = get("/applied");
    if (found == null) throw new PeerUnavailable("no region answers at " + base, null);
    return decoded(() -> VectorCodec.read(new ByteReader(found)));
  }

  @Override
  public boolean sendAgain(long written) throws PeerUnavailable, InterruptedException {
    return exchange(request("/send-again?written=" + written).POST(BodyPublishers.noBody()).build())
        != null;
  }

  @Override
  public @Nullable Page page(TableId table, @Nullable Bytes afterKey, int limit)
      throws PeerUnavailable, InterruptedException {
    byte[] found = get("/copies/" + table + "?limit=" + limit + after(afterKey));
    return found == null ? null : decoded(() -> PageCodec.decode(found));
  }

  @Override
  public long freeze() throws PeerUnavailable, InterruptedException {
    byte[] opened = exchange(request("/views").POST(BodyPublishers.noBody()).build());
    if (opened == null) throw new PeerUnavailable("region " + region + " has no views", null);
    return decoded(() -> new ByteReader(opened).readLong());
  }

  @Override
  public @Nullable Page frozenPage(long view, TableId table, @Nullable Bytes afterKey, int limit)
      throws PeerUnavailable, ViewGone, InterruptedException {
    String path = "/views/" + view + "/" + table + "?limit=" + limit + after(afterKey);
    HttpResponse<byte[]> response = send(request(path).build());
    if (response.statusCode() == GONE) {
      throw new ViewGone("view " + view + " of region " + region + " is gone");
    }
    byte[] found = body(response);
    return found == null ? null : decoded(() -> PageCodec.decode(found));
  }

  @Override
  public void thaw(long view) throws PeerUnavailable, InterruptedException {
    var _ = exchange(request("/views/" + view).DELETE().build());
  }

  /// The body, null where there is nothing of that name.
  private byte @Nullable [] get(String path) throws PeerUnavailable, InterruptedException {
    return exchange(request(path).build());
  }

  private static String after(@Nullable Bytes key) {
    if (key == null) return "";
    return "&after=" + Base64.getUrlEncoder().withoutPadding().encodeToString(key.toArray());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path)).timeout(ANSWER_LIMIT);
  }

  private byte @Nullable [] exchange(HttpRequest request)
      throws PeerUnavailable, InterruptedException {
    return body(send(request));
  }

  private HttpResponse<byte[]> send(HttpRequest request)
      throws PeerUnavailable, InterruptedException {
    try {
      return http.send(request, BodyHandlers.ofByteArray());
    } catch (IOException unreachable) {
      throw new PeerUnavailable(
          "region " + region + " cannot be asked at " + base + ": " + unreachable, unreachable);
    }
  }

  private byte @Nullable [] body(HttpResponse<byte[]> response) throws PeerUnavailable {
    return switch (response.statusCode()) {
      case PeerHttp.FOUND -> response.body();
      case NOT_FOUND -> null;
      default ->
          throw new PeerUnavailable(
              "region " + region + " answers " + response.statusCode() + " to " + response.uri(),
              null);
    };
  }

  private <T> T decoded(Supplier<T> decode) throws PeerUnavailable {
    try {
      return decode.get();
    } catch (MalformedBytes malformed) {
      throw new PeerUnavailable(
          "region " + region + " answers in another form: " + malformed.getMessage(), malformed);
    }
  }
}
