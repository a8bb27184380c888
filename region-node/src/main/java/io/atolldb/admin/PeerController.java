package io.atolldb.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.atolldb.admin.Problems.Unavailable;
import io.atolldb.binary.VectorCodec;
import io.atolldb.catalog.Table;
import io.atolldb.codec.ByteWriter;
import io.atolldb.globaltable.DescriptorCodec;
import io.atolldb.item.Bytes;
import io.atolldb.peer.HttpHomeRegions;
import io.atolldb.peer.HttpPeerRegion;
import io.atolldb.peer.PageCodec;
import io.atolldb.region.Region;
import io.atolldb.region.RegionAgents;
import io.atolldb.region.ReplicaPages;
import io.atolldb.replication.PeerRegion.Page;
import io.atolldb.replication.PeerRegion.PeerUnavailable;
import io.atolldb.replication.PeerRegion.ViewGone;
import io.atolldb.table.TableId;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What other regions ask of this one; the other end of [HttpPeerRegion].
@RestController
@RequestMapping(HttpPeerRegion.PATH)
public final class PeerController {

  private static final int APPLIED_CAPACITY = 256;

  private final Region region;
  private final ReplicaPages pages;
  private final RegionAgents agents;
  private final RegionController.Identity identity;

  public PeerController(
      Region region, ReplicaPages pages, RegionAgents agents, RegionController.Identity identity) {
    this.agents = agents;
    this.identity = identity;
    this.region = region;
    this.pages = pages;
  }

  @GetMapping("/tables/{name}")
  ResponseEntity<byte[]> table(@PathVariable("name") String name) {
    Table table = region.tables().named(name);
    return table == null
        ? ResponseEntity.notFound().build()
        : bytes(DescriptorCodec.encode(table.descriptor()));
  }

  @GetMapping(HttpHomeRegions.DATA_ENDPOINT)
  ResponseEntity<byte[]> dataEndpoint() {
    return bytes(identity.dataEndpoint().getBytes(UTF_8));
  }

  @GetMapping("/applied")
  ResponseEntity<byte[]> applied() {
    var out = new ByteWriter(APPLIED_CAPACITY);
    VectorCodec.write(out, pages.applied());
    return bytes(out.toArray());
  }

  /// Not found: the log does not reach back so far.
  @PostMapping("/send-again")
  ResponseEntity<byte[]> sendAgain(@RequestParam("written") long written) {
    boolean sent = agents.publisher().sendAgain(written);
    return sent ? bytes(new byte[0]) : ResponseEntity.notFound().build();
  }

  @GetMapping("/copies/{table}")
  ResponseEntity<byte[]> page(
      @PathVariable("table") String table,
      @RequestParam("limit") int limit,
      @RequestParam(name = "after", required = false) @Nullable String after) {
    return page(pages.page(TableId.parse(table), key(after), checked(limit)));
  }

  /// Opens a view of all tables as they are now.
  @PostMapping("/views")
  ResponseEntity<byte[]> freeze() {
    try {
      var out = new ByteWriter(Long.BYTES);
      out.writeLong(pages.freeze());
      return bytes(out.toArray());
    } catch (PeerUnavailable busy) {
      throw new Unavailable(String.valueOf(busy.getMessage()));
    }
  }

  /// Gone: the view is closed.
  @GetMapping("/views/{view}/{table}")
  ResponseEntity<byte[]> frozenPage(
      @PathVariable("view") long view,
      @PathVariable("table") String table,
      @RequestParam("limit") int limit,
      @RequestParam(name = "after", required = false) @Nullable String after) {
    try {
      return page(pages.page(view, TableId.parse(table), key(after), checked(limit)));
    } catch (ViewGone gone) {
      return ResponseEntity.status(HttpStatus.GONE).build();
    }
  }

  @DeleteMapping("/views/{view}")
  ResponseEntity<byte[]> thaw(@PathVariable("view") long view) {
    pages.thaw(view);
    return bytes(new byte[0]);
  }

  private static int checked(int limit) {
    if (limit >= 1 && limit <= ReplicaPages.PAGE_LIMIT_MAX) return limit;
    throw new IllegalArgumentException("limit is 1 to " + ReplicaPages.PAGE_LIMIT_MAX);
  }

  private static @Nullable Bytes key(@Nullable String after) {
    return after == null ? null : Bytes.owning(Base64.getUrlDecoder().decode(after));
  }

  private static ResponseEntity<byte[]> page(@Nullable Page page) {
    return page == null ? ResponseEntity.notFound().build() : bytes(PageCodec.encode(page));
  }

  private static ResponseEntity<byte[]> bytes(byte[] content) {
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_OCTET_STREAM).body(content);
  }
}
