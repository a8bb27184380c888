package io.atolldb.peer;

import io.atolldb.clock.RegionId;
import io.atolldb.codec.MalformedBytes;
import io.atolldb.item.Bytes;
import io.atolldb.peer.ComparisonCodec.CutAsked;
import io.atolldb.peer.ComparisonCodec.EntriesAsked;
import io.atolldb.peer.ComparisonCodec.Mending;
import io.atolldb.proof.ComparedRegion;
import io.atolldb.proof.Sum;
import io.atolldb.replication.ChangeRecord;
import io.atolldb.replication.PeerRegion.PeerUnavailable;
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
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Another region that is compared, asked over its admin port.
public final class HttpComparedRegion implements ComparedRegion {

  /// Under [HttpPeerRegion#PATH].
  public static final String PATH = "/comparison";

  /// A region that has not been asked before reads its whole table first.
  private static final Duration ANSWER_LIMIT = Duration.ofMinutes(2);

  private static final byte[] NOTHING = {};

  private final RegionId region;
  private final String base;
  private final HttpClient http = PeerHttp.client();
  private final LongAdder travelled = new LongAdder();

  /// `admin`: the other region's admin URL, `http://host:port`.
  public HttpComparedRegion(RegionId region, URI admin) {
    this.region = region;
    this.base = PeerHttp.base(admin) + PATH;
  }

  @Override
  public RegionId region() {
    return region;
  }

  @Override
  public long travelled() {
    return travelled.sum();
  }

  @Override
  public Overview overview(TableId table) throws PeerUnavailable, InterruptedException {
    return ask("/overview/" + table, NOTHING, ComparisonCodec::overview);
  }

  @Override
  public List<Sum> leaves(TableId table, List<Integer> pages)
      throws PeerUnavailable, InterruptedException {
    return ask("/leaves/" + table, ComparisonCodec.encodePages(pages), ComparisonCodec::sums);
  }

  @Override
  public boolean await(VersionVector cut, long millisMax)
      throws PeerUnavailable, InterruptedException {
    byte[] asked = ComparisonCodec.encode(new CutAsked(cut, millisMax));
    return ask("/await", asked, ComparisonCodec::answer);
  }

  @Override
  public EntryPage entries(TableId table, BitSet leaves, @Nullable Bytes after)
      throws PeerUnavailable, InterruptedException {
    byte[] asked = ComparisonCodec.encode(new EntriesAsked(leaves, after));
    return ask("/entries/" + table, asked, ComparisonCodec::entryPage);
  }

  @Override
  public List<Held> read(TableId table, List<Bytes> keys)
      throws PeerUnavailable, InterruptedException {
    return ask("/read/" + table, ComparisonCodec.encodeKeys(keys), ComparisonCodec::held);
  }

  @Override
  public void readAgain(TableId table) throws PeerUnavailable, InterruptedException {
    var _ = ask("/again/" + table, NOTHING, ComparisonCodec::answer);
  }

  @Override
  public void mend(RegionId source, List<ChangeRecord> versions, boolean instead)
      throws PeerUnavailable, InterruptedException {
    byte[] mending = ComparisonCodec.encode(new Mending(source, versions, instead));
    var _ = ask("/mend", mending, ComparisonCodec::answer);
  }

  private <T> T ask(String path, byte[] question, Function<byte[], T> decoding)
      throws PeerUnavailable, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(ANSWER_LIMIT)
            .header("Content-Type", "application/octet-stream")
            .POST(BodyPublishers.ofByteArray(question))
            .build();
    try {
      HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
      travelled.add(question.length + response.body().length);
      if (response.statusCode() == PeerHttp.FOUND) return decoding.apply(response.body());
      throw new PeerUnavailable(
          "region " + region + " answers " + response.statusCode() + " to " + path, null);
    } catch (IOException unreachable) {
      throw new PeerUnavailable(
          "region " + region + " cannot be asked at " + base + ": " + unreachable, unreachable);
    } catch (MalformedBytes malformed) {
      throw new PeerUnavailable(
          "region " + region + " answers in another form: " + malformed.getMessage(), malformed);
    }
  }
}
