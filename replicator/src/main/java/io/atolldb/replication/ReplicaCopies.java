package io.atolldb.replication;

import io.atolldb.clock.RegionId;
import io.atolldb.globaltable.MemberStatus;
import io.atolldb.globaltable.TableDescriptor;
import io.atolldb.table.TableId;
import io.atolldb.version.VersionVector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Fills the replicas that this region is to hold, page by page, each table in its turn.
///
/// Until a table is known here, its records in the streams of all members are passed over. So a
/// page is taken only from a member that has applied at least what this region's links had seen
/// when the table became known; and the copy is complete when the link from that member has passed
/// everything the member had written itself when it gave the last page. Then copy and streams leave
/// no gap. The links from the other members have to have passed what the pages hold of theirs, too:
/// then no transaction is there by half.
public final class ReplicaCopies implements Agent {

  private static final long AWAIT_MILLIS = 100;

  private final Replicas replicas;
  private final SortedMap<RegionId, PeerRegion> peers;
  private final SortedMap<RegionId, Link> links;
  private final ReplicaStore store;
  private final Ticks ticks;
  private final RandomGenerator chance;
  private final Pause pause = new Pause();

  /// The copies in progress; the first is the next to be stepped.
  private final Deque<ReplicaCopy> copies = new ArrayDeque<>();

  private volatile SortedMap<TableId, Integer> percents = Collections.emptySortedMap();

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
    this.chance = chance;
  }

  @Override
  public String role() {
    return "copies";
  }

  /// How much of a replica has been copied, in percent; zero if its copy has not begun.
  public int percent(TableId table) {
    return percents.getOrDefault(table, 0);
  }

  /// The same of all that are being made.
  public SortedMap<TableId, Integer> percents() {
    return percents;
  }

  @Override
  public int doWork() {
    List<TableDescriptor> wanted = replicas.creatingHere();
    int changes = forget(wanted) + begin(wanted);
    int done = 0;
    for (int turn = 0; turn < copies.size() && done == 0; turn++) {
      ReplicaCopy copy = copies.remove();
      copies.add(copy);
      done = step(copy, wanted);
    }
    if (changes + done > 0) tellPercents();
    return changes + done;
  }

  /// Lets go of copies that are complete, or whose table is not to be held here any more.
  private int forget(List<TableDescriptor> wanted) {
    boolean some = copies.removeIf(copy -> descriptor(copy.table(), wanted) == null);
    return some ? 1 : 0;
  }

  private int begin(List<TableDescriptor> wanted) {
    int begun = 0;
    for (TableDescriptor table : wanted) {
      if (isBegun(table.id())) continue;
      copies.add(new ReplicaCopy(table, seen(), store, ticks, chance));
      begun++;
    }
    return begun;
  }

  private boolean isBegun(TableId table) {
    for (ReplicaCopy copy : copies) {
      if (copy.table().equals(table)) return true;
    }
    return false;
  }

  private int step(ReplicaCopy copy, List<TableDescriptor> wanted) {
    TableDescriptor table = descriptor(copy.table(), wanted);
    if (table == null) return 0;
    List<PeerRegion> sources = sources(table);
    int done = copy.doWork(sources, table.membership());
    if (isComplete(copy, sources)) {
      copy.completed();
      replicas.copied(copy.table()); // once that is durable, the table is not wanted any more
    }
    return done;
  }

  private static @Nullable TableDescriptor descriptor(TableId table, List<TableDescriptor> wanted) {
    for (TableDescriptor each : wanted) {
      if (each.id().equals(table)) return each;
    }
    return null;
  }

  private List<PeerRegion> sources(TableDescriptor table) {
    var sources = new ArrayList<PeerRegion>();
    peers.forEach((region, peer) -> {
      if (table.statusOf(region) == MemberStatus.ACTIVE) sources.add(peer);
    });
    return sources;
  }

  /// How far the links have seen the streams of their origins: what they passed over has to be in
  /// the pages.
  private VersionVector seen() {
    var entries = new ArrayList<VersionVector.Entry>();
    links.forEach((origin, link) -> {
      long seen = link.seenThrough();
      if (seen > 0) entries.add(new VersionVector.Entry(origin, seen));
    });
    return VersionVector.of(entries);
  }

  /// A region that is no member any more is not waited for, not even the one that gave the last
  /// page: the streams of the others bring what its pages lack.
  private boolean isComplete(ReplicaCopy copy, List<PeerRegion> sources) {
    SortedMap<RegionId, Long> awaited = copy.awaited();
    if (awaited == null) return false;
    for (PeerRegion member : sources) {
      Link link = links.get(member.region());
      long passed = link == null ? Long.MAX_VALUE : link.appliedThrough();
      if (passed < awaited.getOrDefault(member.region(), 0L)) return false;
    }
    return true;
  }

  private void tellPercents() {
    var told = new TreeMap<TableId, Integer>();
    for (ReplicaCopy copy : copies) told.put(copy.table(), copy.percent());
    percents = Collections.unmodifiableSortedMap(told);
  }

  @Override
  public void awaitWork() throws InterruptedException {
    for (ReplicaCopy copy : copies) {
      if (copy.await(AWAIT_MILLIS)) return;
    }
    pause.await(AWAIT_MILLIS);
  }
}
