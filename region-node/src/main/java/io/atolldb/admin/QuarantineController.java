package io.atolldb.admin;

import io.atolldb.clock.RegionId;
import io.atolldb.quarantine.QuarantineLog;
import io.atolldb.quarantine.QuarantineLog.Entry;
import io.atolldb.quarantine.QuarantineLog.Page;
import io.atolldb.region.RegionAgents;
import io.atolldb.region.RegionCore;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Records of other regions that this one could not read. They are tried again at every start, and
/// when it is asked for.
@RestController
@RequestMapping("/api/v1/quarantine")
public final class QuarantineController {

  /// `content` in base64.
  record EntryView(
      long sequence, String origin, String reason, String time, int bytes, String content) {}

  /// `next` is null on the last page.
  record QuarantineView(long count, List<EntryView> records, @Nullable Long next) {}

  private final QuarantineLog log;
  private final RegionAgents agents;

  public QuarantineController(RegionCore core, RegionAgents agents) {
    this.log = core.quarantine();
    this.agents = agents;
  }

  @GetMapping
  QuarantineView list(
      @RequestParam(name = "origin", required = false) @Nullable String origin,
      @RequestParam(name = "limit", defaultValue = "50") int limit,
      @RequestParam(name = "next", defaultValue = "-1") long next) {
    if (limit < 1 || limit > QuarantineLog.PAGE_LIMIT_MAX) {
      throw new IllegalArgumentException("limit is 1 to " + QuarantineLog.PAGE_LIMIT_MAX);
    }
    Page page = log.page(origin == null ? null : new RegionId(origin), next, limit);
    List<EntryView> views = page.entries().stream().map(QuarantineController::view).toList();
    return new QuarantineView(log.count(), views, page.next());
  }

  /// Returns at once; what can be read disappears from the list.
  @PostMapping("/retry")
  QuarantineView retry() {
    agents.retryQuarantine();
    return list(null, QuarantineLog.PAGE_LIMIT_MAX, -1);
  }

  private static EntryView view(Entry entry) {
    byte[] content = entry.content().toArray();
    return new EntryView(
        entry.sequence(),
        entry.origin().name(),
        entry.reason(),
        Instant.ofEpochMilli(entry.foundMillis()).toString(),
        content.length,
        Base64.getEncoder().encodeToString(content));
  }
}
