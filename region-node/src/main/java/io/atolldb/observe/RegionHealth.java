package io.atolldb.observe;

import io.atolldb.region.RegionCore;
import io.atolldb.replication.AgentRunner;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Whether the region can keep its promises. A read-only region or one whose broker is down still
/// serves, and says so.
public final class RegionHealth implements HealthIndicator {

  private final RegionCore core;
  private final List<AgentRunner> runners;
  private final Supplier<@Nullable String> brokerFailure;

  public RegionHealth(
      RegionCore core, List<AgentRunner> runners, Supplier<@Nullable String> brokerFailure) {
    this.core = core;
    this.runners = List.copyOf(runners);
    this.brokerFailure = brokerFailure;
  }

  @Override
  public Health health() {
    Health.Builder health =
        switch (core.writer().health()) {
          case WRITING -> Health.up();
          case READ_ONLY -> Health.outOfService();
          case FAILED -> Health.down();
        };
    health.withDetail("writer", core.writer().health().name());
    String reason = core.writer().healthReason();
    if (!reason.isEmpty()) health.withDetail("reason", reason);
    String broker = brokerFailure.get();
    if (broker != null) health.withDetail("broker", broker);
    for (AgentRunner runner : runners) {
      if (runner.failures() > 0) {
        health.withDetail(
            runner.role(), runner.failures() + " failed steps, last: " + runner.lastFailure());
      }
    }
    return health.build();
  }
}
