package io.atolldb.admin;

import io.atolldb.clock.HybridTimestamp;
import io.atolldb.region.RegionAgents;
import io.atolldb.region.RegionCore;
import io.atolldb.region.VerificationAgent;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// What this region is and how far it has come.
@RestController
@RequestMapping("/api/v1/region")
public final class RegionController {

  /// What the process knows and the region does not.
  public record Identity(String cluster, String version, String dataEndpoint, String kafka) {}

  /// `aheadMillis`: the hybrid clock beyond the wall clock.
  record Clock(String latest, long wallMillis, long aheadMillis) {}

  record RegionView(
      String region,
      String cluster,
      String version,
      String dataEndpoint,
      String kafka,
      String state,
      String reason,
      long lastSequence,
      long publishedSequence,
      Map<String, String> applied,
      Clock clock,
      Map<String, Long> driftMillis,
      long conflicts,
      VerificationAgent.Round verification,
      int queued) {}

  private final RegionCore core;
  private final RegionAgents agents;
  private final VerificationAgent verifier;
  private final Identity identity;

  public RegionController(
      RegionCore core, RegionAgents agents, VerificationAgent verifier, Identity identity) {
    this.core = core;
    this.agents = agents;
    this.verifier = verifier;
    this.identity = identity;
  }

  @GetMapping
  RegionView region() {
    long latest = core.clock().latest();
    long ahead = core.clock().aheadMillis(latest);
    var drift = new TreeMap<String, Long>();
    agents
        .links()
        .forEach((origin, link) -> drift.put(origin.name(), link.status().clockAheadMillis()));
    return new RegionView(
        core.state().self().name(),
        identity.cluster(),
        identity.version(),
        identity.dataEndpoint(),
        identity.kafka(),
        core.writer().health().name(),
        core.writer().healthReason(),
        core.log().lastSequence(),
        agents.publisher().publishedThrough(),
        Shown.vector(agents.applied()),
        new Clock(
            Shown.timestamp(latest), (latest >>> HybridTimestamp.COUNTER_BITS) - ahead, ahead),
        drift,
        core.conflicts().count(),
        verifier.last(),
        core.writer().queued());
  }
}
