package io.atolldb.region;

import io.atolldb.catalog.Table;
import io.atolldb.clock.RegionId;
import io.atolldb.globaltable.MemberStatus;
import io.atolldb.replication.Agent;
import io.atolldb.replication.Link;
import io.atolldb.replication.Publisher;
import io.atolldb.replication.Ticks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Lets go of the part of the commit log that nobody needs any more: what the store holds durably,
/// the change stream has confirmed, and every region that shares a table has said to have applied.
///
/// A region that stays away for long must not fill the disk of the others: once the log is longer
/// than `KEPT_FOR_PEERS_MAX` records, it is let go in spite of them, and such a region will find
/// that its position is lost and copy its replicas afresh.
final class LogKeeper implements Agent {

  static final long PERIOD_MILLIS = 10_000;

  /// Records kept for regions that have not applied them.
  static final long KEPT_FOR_PEERS_MAX = 20_000_000;

  /// Records that stay in any case, for a store whose file loses its end.
  static final long KEPT_ALWAYS = 100_000;

  /// Pairs of sequence and own timestamp that are remembered, to translate what peers say.
  private static final int MARKS_LIMIT = 4_096;

  private record Mark(long sequence, long ownLatest) {}

  private final RegionCore core;
  private final Publisher publisher;
  private final SortedMap<RegionId, Link> links;
  private final Ticks ticks;
  private final Deque<Mark> marks = new ArrayDeque<>();
  private long appliedEverywhere;
  private long dueAt;

  LogKeeper(RegionCore core, Publisher publisher, SortedMap<RegionId, Link> links, Ticks ticks) {
    this.core = core;
    this.publisher = publisher;
    this.links = links;
    this.ticks = ticks;
    this.dueAt = ticks.millis() + PERIOD_MILLIS;
  }

  @Override
  public String role() {
    return "log-keeper";
  }

  @Override
  public int doWork() {
    long now = ticks.millis();
    if (now < dueAt) return 0;
    dueAt = now + PERIOD_MILLIS;
    mark();
    long through = deletableThrough();
    if (through < core.log().firstSequence()) return 0;
    try {
      core.log().deleteThrough(through);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return 1;
  }

  /// Own writes up to the latest one now stand at or before the end of the log now: the timestamp
  /// is read first.
  private void mark() {
    long ownLatest = core.state().ownLatest();
    marks.add(new Mark(core.log().lastSequence(), ownLatest));
    if (marks.size() > MARKS_LIMIT) marks.remove();
  }

  private long deletableThrough() {
    long last = core.log().lastSequence();
    long published = publisher.publishedThrough();
    long confirmed = Math.max(appliedEverywhere(), last - KEPT_FOR_PEERS_MAX);
    long wanted = Math.min(Math.min(published, confirmed), last - KEPT_ALWAYS);
    if (wanted < core.log().firstSequence()) return 0;
    return Math.min(wanted, core.state().store().sync());
  }

  /// The sequence up to which every sharing region has applied what began here.
  private long appliedEverywhere() {
    long least = Long.MAX_VALUE;
    for (RegionId sharer : sharers()) {
      Link link = links.get(sharer);
      long applied = link == null ? 0 : link.originApplied().packed(core.state().self());
      least = Math.min(least, applied);
    }
    if (least == Long.MAX_VALUE) return core.log().lastSequence();
    while (!marks.isEmpty() && marks.peek().ownLatest() <= least) {
      appliedEverywhere = marks.remove().sequence();
    }
    return appliedEverywhere;
  }

  private Iterable<RegionId> sharers() {
    var sharers = new TreeSet<RegionId>();
    for (Table table : core.state().tables().all()) {
      table
          .descriptor()
          .members()
          .forEach((region, member) -> {
            boolean present =
                member.status() == MemberStatus.ACTIVE || member.status() == MemberStatus.CREATING;
            if (present && !region.equals(core.state().self())) sharers.add(region);
          });
    }
    return sharers;
  }

  @Override
  public void awaitWork() {
    long millis = Math.max(1, Math.min(500, dueAt - ticks.millis()));
    LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(millis));
  }
}
