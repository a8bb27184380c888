package io.atolldb.observe;

import io.atolldb.catalog.Table;
import io.atolldb.clock.RegionId;
import io.atolldb.region.RegionAgents;
import io.atolldb.region.RegionCore;
import io.atolldb.region.VerificationAgent;
import io.atolldb.replication.Link;
import io.atolldb.table.TableId;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/// A region in figures. CloudWatch's name stands in the label `cloudwatch` where there is one.
public final class RegionMetrics implements MeterBinder {

  private final RegionCore core;
  private final RegionAgents agents;
  private final VerificationAgent verifier;

  public RegionMetrics(RegionCore core, RegionAgents agents, VerificationAgent verifier) {
    this.core = core;
    this.agents = agents;
    this.verifier = verifier;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("atoll.log.sequence", core, from -> from.log().lastSequence())
        .description("Sequence of the last record in the commit log")
        .register(registry);
    Gauge.builder("atoll.log.first", core, from -> from.log().firstSequence())
        .description("Sequence of the oldest record that the commit log still holds")
        .register(registry);
    Gauge.builder("atoll.log.size", core, from -> from.log().bytes())
        .baseUnit("bytes")
        .description("What the commit log takes on its disk, about")
        .register(registry);
    Gauge.builder("atoll.log.forced", agents, RegionAgents::logForcedThrough)
        .description("Sequence through which the log was let go for want of room; zero if never")
        .register(registry);
    FunctionCounter.builder("atoll.expiries", agents, RegionAgents::expiriesSubmitted)
        .tags("cloudwatch", "TimeToLiveDeletedItemCount")
        .description("Items whose removal was asked for because their time had come")
        .register(registry);
    Gauge.builder(
            "atoll.publisher.backlog.records",
            agents,
            from -> core.log().lastSequence() - from.publisher().publishedThrough())
        .description("Log records that the change stream has not confirmed yet")
        .register(registry);
    Gauge.builder("atoll.writer.queued", core, from -> from.writer().queued())
        .description("Submissions that wait for the writer")
        .register(registry);
    Gauge.builder("atoll.conflicts", core, from -> from.conflicts().count())
        .description("Conflicts in the conflict log")
        .register(registry);
    Gauge.builder("atoll.quarantine.records", core, from -> from.quarantine().count())
        .description("Records of other regions that could not be read")
        .register(registry);
    TimeGauge.builder(
            "atoll.clock.ahead",
            core,
            TimeUnit.MILLISECONDS,
            from -> from.clock().aheadMillis(from.clock().latest()))
        .description("The hybrid clock beyond the wall clock")
        .register(registry);
    bindVerification(registry);
    bindHeat(registry);
    bindDeletes(registry);
    agents.links().forEach((origin, link) -> bind(registry, origin.name(), link));
  }

  private void bindHeat(MeterRegistry registry) {
    var heat = new ConflictHeat(core.conflicts(), System::nanoTime);
    for (int rank = 1; rank <= ConflictHeat.RANKS; rank++) {
      int of = rank;
      Gauge.builder("atoll.conflict.heat", heat, from -> from.of(of))
          .strongReference(true) // nobody else has it
          .tags("rank", Integer.toString(rank))
          .description("Of the newest conflicts, those about the key with most of them (rank 1)")
          .register(registry);
    }
  }

  private void bindDeletes(MeterRegistry registry) {
    Gauge.builder("atoll.tombstones", core, from -> (double) total(from.state()::tombstones))
        .description("Deletes that are still remembered one by one, in all tables")
        .register(registry);
    FunctionCounter.builder(
            "atoll.tombstones.forgotten",
            core,
            from -> (double) total(from.state()::tombstonesForgotten))
        .description("Deletes that were forgotten since the start")
        .register(registry);
    TimeGauge.builder(
            "atoll.stable.age", agents, TimeUnit.MILLISECONDS, RegionMetrics::oldestStable)
        .description("How long ago the stable vector of a table could be computed, of the oldest")
        .register(registry);
  }

  private long total(ToLongFunction<TableId> figure) {
    long sum = 0;
    for (Table table : core.state().tables().all()) sum += figure.applyAsLong(table.id());
    return sum;
  }

  private static double oldestStable(RegionAgents agents) {
    return (double) Math.max(0, agents.oldestStableMillis());
  }

  private void bindVerification(MeterRegistry registry) {
    Gauge.builder("atoll.verification.equal", verifier, from -> equal(from.last()))
        .description(
            "1 if the last scheduled verification proved all shared tables equal, NaN before it")
        .register(registry);
    Gauge.builder("atoll.verification.differing", verifier, from -> from.last().differing())
        .description("Keys that differed between regions in the last scheduled verification")
        .register(registry);
    Gauge.builder("atoll.verification.unended", verifier, from -> from.last().troubled())
        .description("Comparisons that the last scheduled verification could not end")
        .register(registry);
    TimeGauge.builder(
            "atoll.verification.finished",
            verifier,
            TimeUnit.MILLISECONDS,
            from -> from.last().finishedMillis())
        .description("When the last scheduled verification ended, since 1970; zero before it")
        .register(registry);
  }

  private static double equal(VerificationAgent.Round last) {
    if (last.finishedMillis() == 0) return Double.NaN;
    return last.equal() ? 1 : 0;
  }

  private void bind(MeterRegistry registry, String origin, Link link) {
    Tags tags = Tags.of("origin", origin, "region", core.state().self().name());
    Gauge.builder("atoll.link.lag.records", link, from -> from.status().lagRecords())
        .tags(tags)
        .description("Records of the origin's change stream that are not applied here")
        .register(registry);
    Gauge.builder("atoll.link.lag.bytes", link, from -> from.status().lagBytes())
        .tags(tags)
        .description("About the bytes of those records")
        .register(registry);
    TimeGauge.builder(
            "atoll.link.clock.ahead",
            link,
            TimeUnit.MILLISECONDS,
            from -> from.status().clockAheadMillis())
        .tags(tags)
        .description("The origin's wall clock beyond this region's, at its last heartbeat")
        .register(registry);
    TimeGauge.builder(
            "atoll.link.lag", link, TimeUnit.MILLISECONDS, from -> from.status().lagMillis())
        .tags(tags)
        .description("How long ago the link was last known to be caught up; zero when it is")
        .register(registry);
    Gauge.builder("atoll.replication.latency", link, from -> from.status().latencyMillis())
        .baseUnit("milliseconds") // as CloudWatch has it
        .tags(tags.and("cloudwatch", "ReplicationLatency"))
        .description("From commit at the origin to commit here, of the last change that arrived")
        .register(registry);
    FunctionCounter.builder("atoll.link.applied", link, from -> from.status().applied())
        .tags(tags)
        .description("Changes of the origin that were applied here")
        .register(registry);
    FunctionCounter.builder("atoll.link.conflicts", link, from -> from.status().conflicts())
        .tags(tags)
        .description("Conflicts that changes of the origin made here")
        .register(registry);
    FunctionCounter.builder(
            "atoll.link.fenced",
            core,
            from -> (double) from.writer().fenced().of(new RegionId(origin)))
        .tags(tags)
        .description("Writes of the origin that were not taken, because it was removed")
        .register(registry);
    FunctionCounter.builder("atoll.link.quarantined", link, from -> from.status().quarantined())
        .tags(tags)
        .description("Records of the origin that could not be read")
        .register(registry);
  }
}
