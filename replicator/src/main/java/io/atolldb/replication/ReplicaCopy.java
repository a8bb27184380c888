package io.atolldb.replication;

import io.atolldb.clock.RegionId;
import io.atolldb.globaltable.TableDescriptor;
import io.atolldb.replication.PeerRegion.PeerUnavailable;
import io.atolldb.table.TableId;
import io.atolldb.version.VersionVector;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One replica that is being made: its pages, from one member of the table or, when that does not
/// answer or is behind, from the next one, going on with the page at which it stopped.
final class ReplicaCopy {

  private static final Logger LOGGER = LoggerFactory.getLogger(ReplicaCopy.class);

  private final TableId table;
  private final String name;
  private final VersionVector seen;
  private final ReplicaStore store;
  private final Ticks ticks;
  private final Backoff backoff;
  private @Nullable TableCopy pages;
  private int sourcesTried;
  private boolean told;
  private long retryAt = Long.MIN_VALUE;

  /// `seen`: how far this region's links had seen the streams of the others when the table was
  /// known here already.
  ReplicaCopy(
      TableDescriptor wanted,
      VersionVector seen,
      ReplicaStore store,
      Ticks ticks,
      RandomGenerator chance) {
    this.table = wanted.id();
    this.name = wanted.name();
    this.seen = seen;
    this.store = store;
    this.ticks = ticks;
    this.backoff = new Backoff(chance);
  }

  TableId table() {
    return table;
  }

  int percent() {
    return pages == null ? 0 : pages.percent();
  }

  /// What has to have come by the links before the copy counts, for each region as a packed
  /// timestamp: of the region that gave the last page all that it had written itself before, of
  /// every region the latest of its writes that the pages hold. Null until the last page is
  /// applied.
  @Nullable SortedMap<RegionId, Long> awaited() {
    TableCopy current = pages;
    VersionVector end = current == null ? null : current.appliedAtEnd();
    if (current == null || end == null) return null;
    var awaited = new TreeMap<>(current.latest());
    awaited.merge(current.source(), end.packed(current.source()), Math::max);
    return awaited;
  }

  /// `sources`: the members that hold a complete replica now, in a fixed order; `membership`: that
  /// of the table as it is known here. Returns how much was done; zero means that it has to wait.
  int doWork(List<PeerRegion> sources, long membership) {
    if (ticks.millis() < retryAt) return 0;
    try {
      TableCopy current = pages == null ? begin(sources) : pages;
      if (current == null) return 0;
      current.needsToKnow(membership);
      return settle(current.doWork(), sources);
    } catch (PeerUnavailable unavailable) {
      LOGGER.warn("copy.interrupted table={} reason={}", name, unavailable.getMessage());
      return askAnother(sources);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  /// All of it is here. Until the table is active, it is asked for again and again.
  void completed() {
    if (!told) LOGGER.info("copy.completed table={}", name);
    told = true;
  }

  private int settle(TableCopy.Step step, List<PeerRegion> sources) {
    return switch (step) {
      case ADVANCED -> {
        backoff.succeeded();
        yield 1;
      }
      case SUBMITTED, COMPLETED -> 0;
      case BEHIND, ABSENT -> askAnother(sources);
      case HELD, REFUSED -> {
        retryAt = ticks.millis() + Link.HOLD_MILLIS;
        yield 0;
      }
    };
  }

  private @Nullable TableCopy begin(List<PeerRegion> sources) {
    PeerRegion first = choose(sources);
    if (first == null) return null;
    LOGGER.info("copy.begins table={} source={}", name, first.region());
    pages = new TableCopy(first, table, store, neededAt(first));
    return pages;
  }

  private int askAnother(List<PeerRegion> sources) {
    retryAt = ticks.millis() + backoff.nextMillis();
    PeerRegion next = choose(sources);
    if (next != null && pages != null) pages.askInstead(next, neededAt(next));
    return 0;
  }

  private @Nullable PeerRegion choose(List<PeerRegion> sources) {
    if (sources.isEmpty()) return null;
    return sources.get(Math.floorMod(sourcesTried++, sources.size()));
  }

  /// What was passed over here has to be in the source's pages. Its own writes always are.
  private VersionVector neededAt(PeerRegion peer) {
    var entries = new ArrayList<VersionVector.Entry>();
    for (int at = 0; at < seen.size(); at++) {
      if (seen.region(at).equals(peer.region())) continue;
      entries.add(new VersionVector.Entry(seen.region(at), seen.packed(at)));
    }
    return VersionVector.of(entries);
  }

  boolean await(long millisMax) throws InterruptedException {
    return pages != null && pages.await(millisMax);
  }
}
