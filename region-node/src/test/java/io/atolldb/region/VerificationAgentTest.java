package io.atolldb.region;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.clock.RegionId;
import io.atolldb.observe.RegionMetrics;
import io.atolldb.proof.ComparedRegion;
import io.atolldb.proof.Verification;
import io.atolldb.store.StoreBatch;
import io.atolldb.store.StoreMap;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The scheduled verification of a whole region, stepped by hand, and what its metrics say.
class VerificationAgentTest {

  private static final long EVERY_MILLIS = 600_000;
  private static final StoreMap ITEMS = StoreMap.items(Regions.TABLE);

  private final AtomicLong ticks = new AtomicLong();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private PairOfRegions pair;
  private VerificationAgent agent;

  @BeforeEach
  void open() throws Exception {
    pair = new PairOfRegions();
    for (int at = 0; at < 30; at++) pair.here.put("k" + at, "v" + at);
    PairOfRegions.await(
        "both hold all", () -> pair.there.core.state().store().entries(ITEMS) == 30);
    var others = new TreeMap<RegionId, ComparedRegion>();
    others.put(pair.there.id(), pair.there.agents.compared());
    agent =
        new VerificationAgent(
            pair.here.core.state(),
            new Verification(pair.here.agents.compared(), others),
            new RegionAgents.Surroundings(
                System::currentTimeMillis, ticks::get, new SplittableRandom(7)),
            EVERY_MILLIS);
    new RegionMetrics(pair.here.core, pair.here.agents, agent).bindTo(meters);
  }

  @AfterEach
  void close() throws Exception {
    pair.close();
    meters.close();
  }

  private void round() {
    ticks.addAndGet(EVERY_MILLIS);
    while (agent.doWork() > 0) {}
  }

  private double metric(String name) {
    return meters.get("atoll.verification." + name).gauge().value();
  }

  @Test
  void aRoundTellsThatAllSharedTablesAreEqual() {
    assertThat(agent.doWork()).isEqualTo(1); // the digest is kept from now on
    assertThat(agent.last().finishedMillis()).isZero();
    assertThat(agent.last().equal()).as("nothing is proved yet").isFalse();
    assertThat(metric("equal")).isNaN();
    round();

    assertThat(agent.last().tables()).isEqualTo(1);
    assertThat(metric("equal")).isEqualTo(1);
    assertThat(metric("differing")).isZero();
    assertThat(metric("unended")).isZero();
    assertThat(meters.get("atoll.verification.finished").timeGauge().value()).isPositive();
  }

  @Test
  void digestsAreKeptBeforeAnybodyAsks() {
    assertThat(pair.here.core.state().digests().isKept(Regions.TABLE)).isFalse();
    while (agent.doWork() > 0) {}
    assertThat(pair.here.core.state().digests().isKept(Regions.TABLE)).isTrue();
  }

  @Test
  void keysThatDifferAreCountedUntilTheyAreMended() {
    var store = pair.here.core.state().store();
    var batch = new StoreBatch();
    batch.remove(ITEMS, Regions.key("k3").unsafeArray());
    batch.reaches(store.appliedSequence());
    store.apply(batch);

    round();
    assertThat(metric("equal")).isZero();
    assertThat(metric("differing")).isEqualTo(1);

    pair.here.put("k3", "again");
    PairOfRegions.await("both have it", () -> pair.there.text("k3").contains("again"));
    round();
    assertThat(metric("equal")).isEqualTo(1);
    assertThat(metric("differing")).isZero();
  }

  @Test
  void aRegionThatIsBehindIsNoDifferenceButUnended() {
    round();
    pair.there.holdBack();
    pair.there.put("k3", "late");

    round();
    assertThat(metric("equal")).isZero();
    assertThat(metric("differing")).isZero();
    assertThat(metric("unended")).isEqualTo(1);
  }
}
