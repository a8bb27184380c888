package io.atolldb.replication;

import io.atolldb.clock.HybridTimestamp;
import io.atolldb.clock.RegionId;
import io.atolldb.clock.WallClock;
import io.atolldb.replication.ChangeFeed.FeedUnavailable;
import io.atolldb.replication.ChangeFeed.PositionLost;
import io.atolldb.replication.ReplicaStore.Receipt;
import io.atolldb.replication.ReplicaStore.RemoteBatch;
import io.atolldb.version.VersionVector;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the changes of one origin region into this one.
///
/// One batch is on its way to the writer at a time: if the writer applies only a part of it (a
/// clock far ahead, a full disk), nothing that comes later may overtake the rest, or the stored
/// position would step over it. A batch is large enough to keep the writer busy.
///
/// Heartbeats move `appliedThrough` in memory at once and are not written to the log one by one.
public final class Link implements Agent {

  public static final int BATCH_LIMIT = 2_000;

  /// How often an idle link has its position written down.
  static final long PROGRESS_MILLIS = 10_000;

  static final long HOLD_MILLIS = 200;
  private static final long AWAIT_MILLIS = 200;
  private static final Logger LOGGER = LoggerFactory.getLogger(Link.class);

  /// What a link is made of.
  public record Ports(
      ChangeFeed feed,
      ReplicaStore store,
      PeerRegion peer,
      Replicas replicas,
      WallClock wallClock,
      Ticks ticks,
      RandomGenerator chance) {}

  private final RegionId origin;
  private final Ports ports;
  private final Backoff backoff;
  private final LinkFigures figures;
  private final Pause pause = new Pause();
  private final LinkResync resync;
  private LinkState state = new LinkState.Connecting();
  private @Nullable Receipt receipt;
  private List<StreamRecord> submitted = List.of();
  private @Nullable LinkProgress progressAfter;
  private @Nullable LinkProgress unwritten;
  private long writeProgressAt;
  private volatile boolean paused;

  /// `paused`: whether it starts paused, as the region remembers it.
  public Link(RegionId origin, Ports ports, boolean paused) {
    this.origin = origin;
    this.ports = ports;
    this.paused = paused;
    this.backoff = new Backoff(ports.chance());
    this.figures = new LinkFigures(origin, ports.ticks());
    this.resync = new LinkResync(origin, ports);
    LinkProgress stored = ports.store().progress(origin);
    if (stored != null) figures.restored(stored);
  }

  @Override
  public String role() {
    return "link-" + origin;
  }

  public RegionId origin() {
    return origin;
  }

  /// Every write of the origin up to this packed timestamp is applied here.
  public long appliedThrough() {
    return figures.appliedThrough();
  }

  /// How far the origin said, last, that it had applied the streams of the others.
  public VersionVector originApplied() {
    return figures.originApplied();
  }

  public LinkStatus status() {
    return figures.status(paused);
  }

  public void pause() {
    paused = true;
    pause.end();
  }

  public void resume() {
    paused = false;
    pause.end();
  }

  @Override
  public int doWork() {
    Receipt outstanding = receipt;
    if (outstanding != null) return outstanding.isDone() ? settle(outstanding) : 0;
    if (paused && !(state instanceof LinkState.Paused)) {
      ports.feed().disconnect();
      become(new LinkState.Paused(), "");
      return 1;
    }
    try {
      return switch (state) {
        case LinkState.Connecting _ -> connect();
        case LinkState.Streaming _ -> stream();
        case LinkState.BackingOff(var until, _) -> elapsed(until);
        case LinkState.Holding(var until, var rest) -> holdOn(until, rest);
        case LinkState.Paused _ -> paused ? 0 : become(new LinkState.Connecting(), "");
        case LinkState.Resyncing _ -> resync();
      };
    } catch (FeedUnavailable unavailable) {
      return lost(String.valueOf(unavailable.getMessage()));
    } catch (PositionLost lost) {
      LOGGER.warn("link.position-lost origin={} reason={}", origin, lost.getMessage());
      resync.begin();
      return become(
          new LinkState.Resyncing(String.valueOf(lost.getMessage())),
          String.valueOf(lost.getMessage()));
    }
  }

  private int connect() throws FeedUnavailable, PositionLost {
    LinkProgress stored = ports.store().progress(origin);
    StreamPosition position = ports.feed().connect(stored == null ? null : stored.position());
    backoff.succeeded();
    figures.connected(position);
    unwritten = null;
    writeProgressAt = ports.ticks().millis() + PROGRESS_MILLIS;
    LOGGER.info("link.connected origin={} position={}", origin, position.offset());
    return become(new LinkState.Streaming(), "");
  }

  private int elapsed(long until) {
    return ports.ticks().millis() < until ? 0 : become(new LinkState.Connecting(), null);
  }

  private int stream() throws FeedUnavailable, PositionLost {
    ChangeFeed.Batch batch = ports.feed().poll(BATCH_LIMIT);
    figures.backlog(ports.feed().backlog());
    if (batch.records().isEmpty()) {
      figures.polledNothing();
      return writeProgressIfDue();
    }
    var records = new ArrayList<StreamRecord>(batch.records().size());
    long through = figures.appliedThrough();
    for (StreamRecord record : batch.records()) {
      switch (record) {
        case StreamRecord.Heartbeat heartbeat -> {
          figures.heard(heartbeat, ports.wallClock().millis());
          through = Math.max(through, heartbeat.publishedThrough());
        }
        case StreamRecord.Change(var change) -> {
          HybridTimestamp stamp = change.version().timestamp();
          if (stamp.region().equals(origin)) through = Math.max(through, stamp.packed());
          records.add(record);
        }
        case StreamRecord.Control _, StreamRecord.Unreadable _ -> records.add(record);
      }
    }
    var progress = new LinkProgress(batch.next(), through);
    if (records.isEmpty()) {
      figures.advanced(progress);
      unwritten = progress;
      writeProgressIfDue();
    } else {
      submit(new RemoteBatch(origin, records, progress));
    }
    return batch.records().size();
  }

  private int writeProgressIfDue() {
    LinkProgress due = unwritten;
    if (due == null || ports.ticks().millis() < writeProgressAt) return 0;
    submit(new RemoteBatch(origin, List.of(), due));
    return 1;
  }

  private void submit(RemoteBatch batch) {
    submitted = batch.records();
    progressAfter = batch.progress();
    figures.submitted(submitted.size());
    receipt = ports.store().submit(batch);
  }

  private int settle(Receipt outstanding) {
    receipt = null;
    String failure = outstanding.failure();
    if (failure != null) {
      // Nothing of it is applied; the store, not this link, knows where to go on.
      return lost("this region refuses: " + failure);
    }
    int applied = outstanding.applied();
    figures.settled(submitted.subList(0, applied), outstanding.conflicts(), ports.wallClock());
    LinkProgress progress = progressAfter;
    if (progress == null) throw new IllegalStateException("a link's batch without its progress");
    if (applied < submitted.size()) {
      var rest = List.copyOf(submitted.subList(applied, submitted.size()));
      return hold(new RemoteBatch(origin, rest, progress));
    }
    figures.advanced(progress);
    unwritten = null;
    writeProgressAt = ports.ticks().millis() + PROGRESS_MILLIS;
    return Math.max(1, applied);
  }

  private int hold(RemoteBatch rest) {
    String reason = "the origin's timestamps are too far ahead of this region's clock";
    if (!(state instanceof LinkState.Holding)) {
      LOGGER.warn(
          "link.holding origin={} records={} reason={}", origin, rest.records().size(), reason);
    }
    long until = ports.ticks().millis() + HOLD_MILLIS;
    return become(new LinkState.Holding(until, rest), reason);
  }

  private int holdOn(long until, RemoteBatch rest) {
    if (ports.ticks().millis() < until) return 0;
    become(new LinkState.Streaming(), null);
    submit(rest);
    return 1;
  }

  private int lost(String reason) {
    ports.feed().disconnect();
    if (figures.trouble().isEmpty()) LOGGER.warn("link.lost origin={} reason={}", origin, reason);
    long until = ports.ticks().millis() + backoff.nextMillis();
    return become(new LinkState.BackingOff(until, reason), reason);
  }

  private int resync() throws FeedUnavailable, PositionLost {
    LinkProgress reached = resync.doWork();
    if (reached == null) return resync.lastStep();
    figures.connected(reached.position());
    figures.advanced(reached);
    submit(new RemoteBatch(origin, List.of(), reached));
    LOGGER.info("link.resynced origin={} position={}", origin, reached.position().offset());
    return become(new LinkState.Streaming(), "");
  }

  /// `trouble` null leaves it as it is. Counts as work, so that the next step follows at once.
  private int become(LinkState next, @Nullable String trouble) {
    state = next;
    figures.became(next.label(), trouble);
    return next instanceof LinkState.BackingOff || next instanceof LinkState.Holding ? 0 : 1;
  }

  @Override
  public void awaitWork() throws InterruptedException {
    Receipt outstanding = receipt;
    if (outstanding != null) {
      outstanding.await(AWAIT_MILLIS);
      return;
    }
    switch (state) {
      case LinkState.Streaming _ -> awaitRecords();
      case LinkState.BackingOff(var until, _) -> pauseUntil(until);
      case LinkState.Holding(var until, _) -> pauseUntil(until);
      case LinkState.Resyncing _ -> resync.await(AWAIT_MILLIS, pause);
      case LinkState.Connecting _, LinkState.Paused _ -> pause.await(AWAIT_MILLIS);
    }
  }

  private void pauseUntil(long tick) throws InterruptedException {
    pause.await(Math.max(1, Math.min(AWAIT_MILLIS, tick - ports.ticks().millis())));
  }

  private void awaitRecords() throws InterruptedException {
    try {
      ports.feed().awaitRecords(AWAIT_MILLIS);
    } catch (FeedUnavailable | PositionLost told) {
      // The next step polls and hears the same again, in the place that deals with it.
      LOGGER.debug("link.await origin={}", origin, told);
    }
  }
}
