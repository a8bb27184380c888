package io.atolldb.region;

import io.atolldb.catalog.Table;
import io.atolldb.clock.RegionId;
import io.atolldb.clock.WallClock;
import io.atolldb.globaltable.MemberStatus;
import io.atolldb.log.LogRetention;
import io.atolldb.replication.Agent;
import io.atolldb.replication.Link;
import io.atolldb.replication.Publisher;
import io.atolldb.replication.Ticks;
import io.atolldb.stream.StreamLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Lets go of the part of the commit log that nobody needs any more: what the store holds durably,
/// the change stream has confirmed, every region that shares a table has said to have applied, and
/// the streams of tables can no longer be asked for.
///
/// A region that stays away for long, or a day of streams under load, must not fill the disk: once
/// the log takes more than [#keptBytesMax], its oldest part is let go in spite of them. Such a
/// region will find that its position is lost and copy its replicas afresh, and readers of streams
/// are told that what they ask for is trimmed. What the change stream has not confirmed is never
/// let go: a full disk makes the region read-only, and loses nothing.
final class LogKeeper implements Agent {

  static final long PERIOD_MILLIS = 10_000;

  /// Bytes kept for regions that have not applied them, and for streams.
  static final long KEPT_BYTES_MAX = 16L << 30;

  /// Of all that the disk has for the log, the part that is taken for them at most: one in so many.
  private static final int DISK_SHARE = 2;

  /// Between two notes of what was written when.
  private static final long NOTE_MILLIS = 60_000;

  /// Notes that are remembered: more than a day of them.
  private static final int NOTES_LIMIT = 2_000;

  /// Records that stay in any case, for a store whose file loses its end.
  static final long KEPT_ALWAYS = 100_000;

  /// Pairs of sequence and own timestamp that are remembered, to translate what peers say.
  private static final int MARKS_LIMIT = 4_096;

  private record Mark(long sequence, long ownLatest) {}

  private final RegionCore core;
  private final Publisher publisher;
  private final SortedMap<RegionId, Link> links;
  private final WallClock wallClock;
  private final Ticks ticks;
  private final Deque<Mark> marks = new ArrayDeque<>();
  private final Deque<LogRetention.Mark> notes = new ArrayDeque<>();
  private long appliedEverywhere;
  private long dueAt;
  private long noteAt;
  private volatile long forced;

  LogKeeper(
      RegionCore core,
      Publisher publisher,
      SortedMap<RegionId, Link> links,
      WallClock wallClock,
      Ticks ticks) {
    this.core = core;
    this.publisher = publisher;
    this.links = links;
    this.wallClock = wallClock;
    this.ticks = ticks;
    this.dueAt = ticks.millis() + PERIOD_MILLIS;
    this.noteAt = ticks.millis();
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
    note(now);
    try {
      long through = deletableThrough();
      if (through < core.log().firstSequence()) return 0;
      core.log().deleteThrough(through);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return 1;
  }

  /// The sequence through which it had to be let go for want of room, whoever still needed it.
  long forcedThrough() {
    return forced;
  }

  private void note(long now) {
    if (now < noteAt) return;
    noteAt = now + NOTE_MILLIS;
    notes.add(new LogRetention.Mark(core.log().lastSequence() + 1, wallClock.millis()));
    if (notes.size() > NOTES_LIMIT) notes.remove();
  }

  /// Own writes up to the latest one now stand at or before the end of the log now: the timestamp
  /// is read first.
  private void mark() {
    long ownLatest = core.state().ownLatest();
    marks.add(new Mark(core.log().lastSequence(), ownLatest));
    if (marks.size() > MARKS_LIMIT) marks.remove();
  }

  private long deletableThrough() throws IOException {
    long tooMuch = beyondRoom();
    long synced = core.log().lastSequence() - KEPT_ALWAYS;
    var needs =
        new LogRetention(
            synced,
            publisher.publishedThrough(),
            Math.max(appliedEverywhere(), tooMuch),
            Math.max(expired(), tooMuch));
    long wanted = needs.deletableThrough();
    if (wanted < core.log().firstSequence()) return 0;
    long durable = Math.min(wanted, core.state().store().sync());
    if (tooMuch > 0) forced = Math.max(forced, Math.min(tooMuch, durable));
    return durable;
  }

  /// The sequence through which readers of streams can no longer ask for anything.
  private long expired() {
    if (!core.state().streams().tables().iterator().hasNext()) return LogRetention.NEEDS_NOTHING;
    long retention = StreamLimits.RETENTION_MILLIS + NOTE_MILLIS;
    return LogRetention.expiredThrough(List.copyOf(notes), wallClock.millis(), retention);
  }

  /// The sequence through which the log is more than there is room for; zero if there is room.
  private long beyondRoom() throws IOException {
    long[] starts = core.log().segmentStarts();
    long bytes = core.log().bytes();
    long most = keptBytesMax(bytes, core.log().usableBytes());
    if (bytes <= most || starts.length < 2) return 0;
    long segmentBytes = bytes / starts.length;
    int kept = (int) Math.max(1, most / segmentBytes);
    return starts[starts.length - Math.min(kept, starts.length)] - 1;
  }

  /// What the log may take on a disk on which it takes `bytes` and `usableBytes` are left.
  static long keptBytesMax(long bytes, long usableBytes) {
    return Math.min(KEPT_BYTES_MAX, (bytes + usableBytes) / DISK_SHARE);
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
