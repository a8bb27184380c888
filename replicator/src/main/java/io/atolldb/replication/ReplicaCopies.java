package io.atolldb.replication;

import io.atolldb.clock.RegionId;
import io.atolldb.globaltable.MemberStatus;
import io.atolldb.globaltable.TableDescriptor;
import io.atolldb.replication.PeerRegion.PeerUnavailable;
import io.atolldb.table.TableId;
import io.atolldb.version.VersionVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Fills the replicas that this region is to hold, one after the other.
///
/// Until a table is known here, its records in the streams of all members are passed over. So a
/// copy is taken only from a member that has applied at least what this region's links had passed
/// when the table became known; and it is complete when the link from that member has passed
/// everything the member had written itself when it gave the last page. Then copy and streams leave
/// no gap.
public final class ReplicaCopies implements Agent {

  private static final long AWAIT_MILLIS = 100;
  private static final Logger LOGGER = LoggerFactory.getLogger(ReplicaCopies.class);

  private final Replicas replicas;
  private final SortedMap<RegionId, PeerRegion> peers;
  private final SortedMap<RegionId, Link> links;
  private final ReplicaStore store;
  private final Ticks ticks;
  private final Backoff backoff;
  private final Pause pause = new Pause();
  private long retryAt = Long.MIN_VALUE;
  private int turn;
  private @Nullable Job job;
  private volatile Map<TableId, Integer> percents = Map.of();

  private record Job(TableId table, RegionId source, TableCopy copy) {}

  public ReplicaCopies(
      Replicas replicas,
      SortedMap<RegionId, PeerRegion> peers,
      SortedMap<RegionId, Link> links,
      ReplicaStore store,
      Ticks ticks,
      RandomGenerator chance) {
    this.replicas = replicas;
    this.peers = new TreeMap<>(peers);
    this.links = new TreeMap<>(links);
    this.store = store;
    this.ticks = ticks;
    this.backoff = new Backoff(chance);
  }

  @Override
  public String role() {
    return "copies";
  }

  /// How much of a replica has been copied, in percent; zero if its copy has not begun.
  public int percent(TableId table) {
    return percents.getOrDefault(table, 0);
  }

  @Override
  public int doWork() {
    if (ticks.millis() < retryAt) return 0;
    Job current = job;
    if (current == null) return begin();
    if (!isStillWanted(current)) {
      job = null;
      return 1;
    }
    try {
      int done = current.copy().doWork();
      percents = Map.of(current.table(), current.copy().percent());
      VersionVector end = current.copy().appliedAtEnd();
      if (end != null) return finish(current, end);
      if (done > 0) backoff.succeeded();
      return done;
    } catch (PeerUnavailable unavailable) {
      LOGGER.warn(
          "copy.interrupted table={} source={} reason={}",
          current.table(),
          current.source(),
          unavailable.getMessage());
      job = null; // perhaps another member answers
      retryAt = ticks.millis() + backoff.nextMillis();
      return 0;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private int begin() {
    for (TableDescriptor table : replicas.creatingHere()) {
      List<RegionId> sources = sources(table);
      if (sources.isEmpty()) continue;
      RegionId source = sources.get(Math.floorMod(turn++, sources.size()));
      PeerRegion peer = peers.get(source);
      if (peer == null) throw new IllegalStateException("no peer " + source);
      LOGGER.info("copy.begins table={} source={}", table.name(), source);
      job = new Job(table.id(), source, new TableCopy(peer, table.id(), store, passedBut(source)));
      return 1;
    }
    return 0;
  }

  private List<RegionId> sources(TableDescriptor table) {
    var sources = new ArrayList<RegionId>();
    table
        .members()
        .forEach((region, member) -> {
          boolean complete = member.status() == MemberStatus.ACTIVE;
          if (complete && peers.containsKey(region)) sources.add(region);
        });
    return sources;
  }

  /// How far the links have passed the streams of all origins but the source: what they passed over
  /// has to be in the copy.
  private VersionVector passedBut(RegionId source) {
    var entries = new ArrayList<VersionVector.Entry>();
    links.forEach((origin, link) -> {
      long passed = link.appliedThrough();
      if (passed > 0 && !origin.equals(source)) {
        entries.add(new VersionVector.Entry(origin, passed));
      }
    });
    return VersionVector.of(entries);
  }

  private boolean isStillWanted(Job current) {
    for (TableDescriptor table : replicas.creatingHere()) {
      if (table.id().equals(current.table())) return true;
    }
    return false;
  }

  private int finish(Job current, VersionVector end) {
    Link link = links.get(current.source());
    boolean caughtUp = link != null && link.appliedThrough() >= end.packed(current.source());
    if (!caughtUp) return 0;
    replicas.copied(current.table());
    return 0; // until it is durable, then the job is not wanted any more
  }

  @Override
  public void awaitWork() throws InterruptedException {
    Job current = job;
    if (current == null || !current.copy().await(AWAIT_MILLIS)) pause.await(AWAIT_MILLIS);
  }
}
