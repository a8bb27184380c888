package io.atolldb.admin;

import io.atolldb.admin.Asked.NotFound;
import io.atolldb.admin.Problems.Unavailable;
import io.atolldb.clock.RegionId;
import io.atolldb.region.RegionAgents;
import io.atolldb.region.RegionCore;
import io.atolldb.replication.Link;
import io.atolldb.replication.LinkStatus;
import io.atolldb.replication.StreamPosition;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The links into this region, one for each other region.
@RestController
@RequestMapping("/api/v1/links")
public final class LinksController {

  record LinkView(
      String origin,
      String state,
      boolean paused,
      long throttle,
      long lagRecords,
      long lagBytes,
      long lagMillis,
      long latencyMillis,
      @Nullable Long position,
      String appliedThrough,
      long applied,
      long conflicts,
      long quarantined,
      long fenced,
      long clockAheadMillis,
      String trouble) {}

  private final RegionCore core;
  private final RegionAgents agents;

  public LinksController(RegionCore core, RegionAgents agents) {
    this.core = core;
    this.agents = agents;
  }

  @GetMapping
  List<LinkView> links() {
    return agents.links().values().stream().map(link -> view(link.status())).toList();
  }

  @PostMapping("/{origin}/pause")
  LinkView pause(@PathVariable("origin") String origin) {
    return set(origin, true);
  }

  @PostMapping("/{origin}/resume")
  LinkView resume(@PathVariable("origin") String origin) {
    return set(origin, false);
  }

  /// `recordsPerSecond` zero: as many as come.
  @PostMapping("/{origin}/throttle")
  LinkView throttle(
      @PathVariable("origin") String origin,
      @RequestParam("recordsPerSecond") long recordsPerSecond) {
    if (recordsPerSecond < 0) {
      throw new IllegalArgumentException("recordsPerSecond is 0 (no limit) or more");
    }
    Link link = existing(origin);
    String failure = core.writer().rememberThrottle(link.origin(), recordsPerSecond);
    if (failure != null) throw new Unavailable(failure);
    link.throttle(recordsPerSecond);
    return view(link.status());
  }

  /// Applies what the link holds although the origin's clock is too far ahead.
  @PostMapping("/{origin}/force")
  LinkView force(@PathVariable("origin") String origin) {
    Link link = existing(origin);
    link.forceHeld();
    return view(link.status());
  }

  private Link existing(String origin) {
    Link link = agents.link(new RegionId(origin));
    if (link == null) throw new NotFound("there is no link from " + origin);
    return link;
  }

  /// First durable, then done: a restart must not undo what the operator was told.
  private LinkView set(String origin, boolean paused) {
    Link link = existing(origin);
    String failure = core.writer().rememberPaused(link.origin(), paused);
    if (failure != null) throw new Unavailable(failure);
    if (paused) {
      link.pause();
    } else {
      link.resume();
    }
    return view(link.status());
  }

  private LinkView view(LinkStatus status) {
    StreamPosition position = status.position();
    return new LinkView(
        status.origin().name(),
        status.state(),
        status.paused(),
        status.throttle(),
        status.lagRecords(),
        status.lagBytes(),
        status.lagMillis(),
        status.latencyMillis(),
        position == null ? null : position.offset(),
        Shown.timestamp(status.appliedThrough()),
        status.applied(),
        status.conflicts(),
        status.quarantined(),
        core.writer().fenced().of(status.origin()),
        status.clockAheadMillis(),
        status.trouble());
  }
}
