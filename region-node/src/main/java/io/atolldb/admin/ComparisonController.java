package io.atolldb.admin;

import io.atolldb.admin.Problems.Unavailable;
import io.atolldb.item.Bytes;
import io.atolldb.peer.ComparisonCodec;
import io.atolldb.peer.HttpComparedRegion;
import io.atolldb.peer.HttpPeerRegion;
import io.atolldb.proof.ComparedRegion;
import io.atolldb.proof.Comparison;
import io.atolldb.replication.PeerRegion.PeerUnavailable;
import io.atolldb.table.TableId;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// What a region that compares a table asks of this one; the other end of [HttpComparedRegion].
@RestController
@RequestMapping(HttpPeerRegion.PATH + HttpComparedRegion.PATH)
public final class ComparisonController {

  /// A question to the region, which may be in no state to answer.
  private interface Asking {
    byte[] ask() throws PeerUnavailable, InterruptedException;
  }

  private final ComparedRegion here;

  public ComparisonController(ComparedRegion here) {
    this.here = here;
  }

  @PostMapping("/overview/{table}")
  ResponseEntity<byte[]> overview(@PathVariable("table") String table) {
    return answer(() -> ComparisonCodec.encode(here.overview(TableId.parse(table))));
  }

  @PostMapping("/leaves/{table}")
  ResponseEntity<byte[]> leaves(@PathVariable("table") String table, @RequestBody byte[] body) {
    List<Integer> pages = ComparisonCodec.pages(body);
    return answer(() -> ComparisonCodec.encodeSums(here.leaves(TableId.parse(table), pages)));
  }

  @PostMapping("/await")
  ResponseEntity<byte[]> await(@RequestBody byte[] body) {
    var asked = ComparisonCodec.cutAsked(body);
    long millis = Math.min(asked.millisMax(), Comparison.CUT_MILLIS_MAX);
    return answer(() -> ComparisonCodec.encode(here.await(asked.cut(), millis)));
  }

  @PostMapping("/entries/{table}")
  ResponseEntity<byte[]> entries(@PathVariable("table") String table, @RequestBody byte[] body) {
    var asked = ComparisonCodec.entriesAsked(body);
    return answer(() ->
        ComparisonCodec.encode(here.entries(TableId.parse(table), asked.leaves(), asked.after())));
  }

  @PostMapping("/read/{table}")
  ResponseEntity<byte[]> read(@PathVariable("table") String table, @RequestBody byte[] body) {
    List<Bytes> keys = ComparisonCodec.keys(body);
    limit(keys.size());
    return answer(() -> ComparisonCodec.encodeHeld(here.read(TableId.parse(table), keys)));
  }

  @PostMapping("/again/{table}")
  ResponseEntity<byte[]> again(@PathVariable("table") String table) {
    return answer(() -> {
      here.readAgain(TableId.parse(table));
      return ComparisonCodec.encode(true);
    });
  }

  @PostMapping("/mend")
  ResponseEntity<byte[]> mend(@RequestBody byte[] body) {
    var mending = ComparisonCodec.mending(body);
    limit(mending.versions().size());
    return answer(() -> {
      here.mend(mending.source(), mending.versions(), mending.instead());
      return ComparisonCodec.encode(true);
    });
  }

  private static void limit(int keys) {
    if (keys <= ComparedRegion.KEYS_MAX) return;
    throw new IllegalArgumentException("at most " + ComparedRegion.KEYS_MAX + " keys at one time");
  }

  private static ResponseEntity<byte[]> answer(Asking asking) {
    try {
      return ResponseEntity.ok().contentType(MediaType.APPLICATION_OCTET_STREAM).body(asking.ask());
    } catch (PeerUnavailable unavailable) {
      throw new Unavailable(String.valueOf(unavailable.getMessage()));
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new Unavailable("the region is stopping");
    }
  }
}
