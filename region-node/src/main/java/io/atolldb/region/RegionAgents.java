package io.atolldb.region;

import io.atolldb.catalog.Table;
import io.atolldb.clock.RegionId;
import io.atolldb.clock.WallClock;
import io.atolldb.conflicts.ConflictLimits;
import io.atolldb.proof.ComparedRegion;
import io.atolldb.quarantine.QuarantineRetry;
import io.atolldb.replication.Agent;
import io.atolldb.replication.ChangeFeed;
import io.atolldb.replication.ChangeStream;
import io.atolldb.replication.Link;
import io.atolldb.replication.OwnTail;
import io.atolldb.replication.PeerRegion;
import io.atolldb.replication.Publisher;
import io.atolldb.replication.ReplicaCopies;
import io.atolldb.replication.Replicas;
import io.atolldb.replication.Ticks;
import io.atolldb.session.Sessions;
import io.atolldb.table.TableId;
import io.atolldb.version.VersionVector;
import io.atolldb.writer.IndexFiller;
import io.atolldb.writer.LogOutbox;
import io.atolldb.writer.WriterOwnWrites;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Everything that runs in a region beside its doors: the writer, the publisher, one link for each
/// other region, and the copies of new replicas. Built from ports, run by threads or stepped by
/// hand.
public final class RegionAgents {

  /// Another region, as this one reaches it.
  public record Neighbour(RegionId region, ChangeFeed feed, PeerRegion peer) {}

  /// Where time and chance come from.
  public record Surroundings(
      WallClock wallClock,
      Ticks ticks,
      RandomGenerator chance,
      ConflictLimits conflictLimits,
      TombstoneSweeper.Pace forgetting) {

    public Surroundings(
        WallClock wallClock, Ticks ticks, RandomGenerator chance, ConflictLimits conflictLimits) {
      this(wallClock, ticks, chance, conflictLimits, TombstoneSweeper.Pace.USUAL);
    }

    public Surroundings(WallClock wallClock, Ticks ticks, RandomGenerator chance) {
      this(wallClock, ticks, chance, ConflictLimits.USUAL);
    }
  }

  /// How long a region may be silent before its replicas are shown as inaccessible.
  public static final long REACH_MILLIS = 10 * 60_000;

  private final WallClock wallClock;
  private final RegionCore core;
  private final SortedMap<RegionId, Link> links = new TreeMap<>();
  private final SortedMap<RegionId, PeerRegion> peers = new TreeMap<>();
  private final CaughtUp caughtUp;
  private final Publisher publisher;
  private final ReplicaCopies copies;
  private final IndexFiller filler;
  private final LogKeeper keeper;
  private final OwnTail ownTail;
  private final QuarantineRetry quarantineRetry;
  private final ExpirySweeper sweeper;
  private final CapacityScaler scaler;
  private final ConflictKeeper conflicts;
  private final FrozenViews views;
  private final TombstoneSweeper tombstones;
  private final EvictionRelay relay;

  public RegionAgents(
      RegionCore core, ChangeStream stream, List<Neighbour> neighbours, Surroundings around) {
    this.core = core;
    this.wallClock = around.wallClock();
    Replicas replicas = new CatalogReplicas(core.state(), core.writer());
    var store = core.replicaStore();
    for (Neighbour neighbour : neighbours) {
      peers.put(neighbour.region(), neighbour.peer());
      var ports =
          new Link.Ports(
              neighbour.feed(),
              store,
              neighbour.peer(),
              replicas,
              around.wallClock(),
              around.ticks(),
              around.chance());
      boolean paused = core.state().isPaused(neighbour.region());
      long throttle = core.state().throttle(neighbour.region());
      links.put(neighbour.region(), new Link(neighbour.region(), ports, paused, throttle));
    }
    this.caughtUp = new CaughtUp(core.state(), links);
    this.copies = new ReplicaCopies(replicas, peers, links, store, around.ticks(), around.chance());
    var outbox =
        new LogOutbox(core.log(), core.state(), core.writer(), this::applied, copies::percents);
    this.ownTail =
        new OwnTail(
            core.state().self(),
            peers,
            replicas,
            store,
            new WriterOwnWrites(core.state(), core.writer()),
            around.ticks(),
            around.chance());
    this.publisher =
        new Publisher(
            outbox,
            stream,
            around.wallClock(),
            around.ticks(),
            around.chance(),
            ownTail::mayPublish);
    this.views =
        new FrozenViews(core.state(), () -> pages().applied(), around.ticks(), around.chance());
    this.filler = new IndexFiller(core.state(), core.writer(), core.meters());
    this.scaler = new CapacityScaler(core, around.wallClock(), around.ticks());
    this.quarantineRetry =
        new QuarantineRetry(core.quarantine(), core.writer(), store, around.ticks());
    this.sweeper = new ExpirySweeper(core, around.wallClock(), around.ticks());
    this.keeper = new LogKeeper(core, publisher, links, around.wallClock(), around.ticks());
    this.conflicts =
        new ConflictKeeper(
            core.conflicts(),
            core.writer(),
            around.conflictLimits(),
            around.wallClock(),
            around.ticks());
    this.tombstones =
        new TombstoneSweeper(
            core.state(), core.writer(), links, around.ticks(), around.forgetting());
    this.relay =
        new EvictionRelay(core.state(), core.writer(), around.ticks(), tombstones::knownToAll);
  }

  /// How far this region has applied the streams of the others.
  public VersionVector applied() {
    var entries = new ArrayList<VersionVector.Entry>();
    links.forEach((origin, link) -> {
      long through = link.appliedThrough();
      if (through > 0) entries.add(new VersionVector.Entry(origin, through));
    });
    return VersionVector.of(entries);
  }

  public SortedMap<RegionId, Link> links() {
    return Collections.unmodifiableSortedMap(links);
  }

  /// Which regions have what is stored here under a key of the table.
  public ItemHolders holders(Table table, VersionVector version) throws InterruptedException {
    return ItemHolders.of(table, version, links, peers);
  }

  public @Nullable Link link(RegionId origin) {
    return links.get(origin);
  }

  public Publisher publisher() {
    return publisher;
  }

  /// The sequence through which the commit log had to be let go for want of room.
  public long logForcedThrough() {
    return keeper.forcedThrough();
  }

  /// Items whose time had come and whose removal was asked for, since the start.
  public long expiriesSubmitted() {
    return sweeper.submitted();
  }

  /// How much of a replica that is being made here has been copied, in percent.
  public int copyPercent(TableId table) {
    return copies.percent(table);
  }

  /// The same of a replica that is being made in some region; null where that is not known here.
  public @Nullable Integer copyPercent(TableId table, RegionId region) {
    Link link = links.get(region);
    return link == null ? null : link.originCopying().get(table);
  }

  /// When a region was last heard of, if that is longer ago than `REACH_MILLIS`; else null.
  public @Nullable Long silentSinceMillis(RegionId region) {
    Link link = links.get(region);
    if (link == null) return null;
    long heard = link.heardMillis();
    return wallClock.millis() - heard > REACH_MILLIS ? heard : null;
  }

  /// What is known of the deletes of a table that is here; null if nothing is yet.
  public TombstoneSweeper.@Nullable Figures tombstones(TableId table) {
    return tombstones.figures(table);
  }

  /// How long ago the stable vector of a table could be computed last; negative if it never was.
  public long stableAgeMillis(TableId table) {
    TombstoneSweeper.Figures known = tombstones.figures(table);
    return known == null || known.stable() == null ? -1 : tombstones.ageMillis(known);
  }

  /// The greatest of them, of the tables that are here.
  public long oldestStableMillis() {
    long oldest = -1;
    for (Table table : core.state().tables().all()) {
      if (table.isActive()) oldest = Math.max(oldest, stableAgeMillis(table.id()));
    }
    return oldest;
  }

  /// Looks once more at what could not be read.
  public void retryQuarantine() {
    quarantineRetry.again();
  }

  /// Sessions of this region's clients, whose requests wait so long for the region to catch up.
  public Sessions sessions(long waitMillis) {
    return new RegionSessions(core.state(), caughtUp, waitMillis);
  }

  /// This region, to be compared with others.
  public ComparedRegion compared() {
    return new LocalComparison(core, caughtUp, pages()::applied);
  }

  public ReplicaPages pages() {
    return new ReplicaPages(core.state(), this::applied, views);
  }

  /// The writer first: whoever stops them should stop it last.
  public List<Agent> all() {
    var agents = new ArrayList<Agent>();
    agents.add(core.writer());
    agents.add(publisher);
    agents.addAll(links.values());
    agents.add(copies);
    agents.add(filler);
    agents.add(keeper);
    agents.add(ownTail);
    agents.add(quarantineRetry);
    agents.add(sweeper);
    agents.add(scaler);
    agents.add(conflicts);
    agents.add(views);
    agents.add(tombstones);
    agents.add(relay);
    return agents;
  }
}
