package io.atolldb.admin;

import io.atolldb.binary.VectorCodec;
import io.atolldb.catalog.Table;
import io.atolldb.codec.ByteWriter;
import io.atolldb.globaltable.DescriptorCodec;
import io.atolldb.item.Bytes;
import io.atolldb.peer.HttpPeerRegion;
import io.atolldb.peer.PageCodec;
import io.atolldb.region.Region;
import io.atolldb.region.RegionAgents;
import io.atolldb.region.ReplicaPages;
import io.atolldb.replication.PeerRegion.Page;
import io.atolldb.table.TableId;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
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

  public PeerController(Region region, ReplicaPages pages, RegionAgents agents) {
    this.agents = agents;
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
    if (limit < 1 || limit > ReplicaPages.PAGE_LIMIT_MAX) {
      throw new IllegalArgumentException("limit is 1 to " + ReplicaPages.PAGE_LIMIT_MAX);
    }
    Bytes afterKey = after == null ? null : Bytes.owning(Base64.getUrlDecoder().decode(after));
    Page page = pages.page(TableId.parse(table), afterKey, limit);
    return page == null ? ResponseEntity.notFound().build() : bytes(PageCodec.encode(page));
  }

  private static ResponseEntity<byte[]> bytes(byte[] content) {
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_OCTET_STREAM).body(content);
  }
}
