package io.atolldb.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.clock.RegionId;
import io.atolldb.proof.ComparedRegion;
import io.atolldb.proof.Verification;
import io.atolldb.region.PairOfRegions;
import io.atolldb.region.RegionAgents;
import io.atolldb.region.Regions;
import io.atolldb.region.VerificationAgent;
import io.atolldb.replication.LinkStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a region says of its links and conflicts in figures.
class RegionMetricsTest {

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private PairOfRegions pair;

  @BeforeEach
  void open() throws Exception {
    pair = new PairOfRegions();
    var others = new TreeMap<RegionId, ComparedRegion>();
    var agent =
        new VerificationAgent(
            pair.here.core.state(),
            new Verification(pair.here.agents.compared(), others),
            new RegionAgents.Surroundings(
                System::currentTimeMillis, () -> 0, new SplittableRandom(7)),
            600_000);
    new RegionMetrics(pair.here.core, pair.here.agents, agent).bindTo(meters);
  }

  @AfterEach
  void close() throws Exception {
    pair.close();
    meters.close();
  }

  /// Both regions write the item at the same time, and hear of it.
  private void conflict(String id) {
    pair.here.holdBack();
    pair.there.holdBack();
    pair.here.put(id, "here");
    pair.there.put(id, "there");
    pair.here.letGo();
    pair.there.letGo();
    PairOfRegions.await(
        "it has arrived",
        () ->
            pair.here.agents.applied().packed(Regions.THERE)
                >= pair.there.core.state().ownLatest());
  }

  @Test
  void replicationLatencyIsGivenForEachPairInMilliseconds() {
    pair.there.put("a", "one");
    PairOfRegions.await("it is here", () -> !pair.here.text("a").isEmpty());
    Gauge gauge =
        meters
            .get("atoll.replication.latency")
            .tags(
                "origin", Regions.THERE.name(),
                "region", Regions.HERE.name(),
                "cloudwatch", "ReplicationLatency")
            .gauge();
    assertThat(gauge.getId().getBaseUnit()).isEqualTo("milliseconds");
    LinkStatus status = pair.here.agents.links().get(Regions.THERE).status();
    assertThat(gauge.value()).isEqualTo((double) status.latencyMillis());
  }

  @Test
  void theHeatOfConflictsIsThatOfTheKeysMostFoughtOver() {
    conflict("a");
    conflict("a");
    conflict("b");
    var nanos = new AtomicLong();
    var heat = new ConflictHeat(pair.here.core.conflicts(), nanos::get);
    assertThat(heat.of(1)).isEqualTo(2);
    assertThat(heat.of(2)).isEqualTo(1);
    assertThat(heat.of(3)).isZero();

    conflict("b");
    conflict("b");
    assertThat(heat.of(1)).as("looked at a moment ago").isEqualTo(2);
    nanos.addAndGet(ConflictHeat.KEPT_NANOS);
    assertThat(heat.of(1)).isEqualTo(3);
    assertThat(heat.of(2)).isEqualTo(2);
  }

  @Test
  void theHeatStandsAmongTheMetricsByRank() {
    conflict("a");
    System.gc(); // a gauge alone does not keep what it looks at
    assertThat(meters.get("atoll.conflict.heat").tag("rank", "1").gauge().value()).isEqualTo(1);
    assertThat(meters.get("atoll.conflict.heat").tag("rank", "5").gauge().value()).isZero();
  }
}
