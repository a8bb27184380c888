package io.atolldb.replication;

import io.atolldb.clock.DriftLimits;
import io.atolldb.clock.RegionId;
import io.atolldb.clock.WallClock;
import io.atolldb.replication.ChangeFeed.FeedUnavailable;
import io.atolldb.replication.ChangeFeed.PositionLost;
import io.atolldb.replication.PeerRegion.PeerUnavailable;
import io.atolldb.replication.ReplicaStore.Receipt;
import io.atolldb.table.TableId;
import io.atolldb.version.VersionVector;
import java.util.SortedMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the changes of one origin region into this one.
///
/// One batch is on its way to the writer at a time: if the writer applies only a part of it (a
/// clock far ahead, a full disk), nothing that comes later may overtake the rest, or the stored
/// position would step over it.
///
/// Heartbeats move `appliedThrough` in memory at once and are not written to the log one by one.
public final class Link implements Agent {

  /// Records that the writer gets at once. Meanwhile this region's own clients wait, for some ten
  /// milliseconds. With more it would be longer, and no record would cost less.
  public static final int BATCH_LIMIT = 200;

  /// How often an idle link has its position written down.
  static final long PROGRESS_MILLIS = 10_000;

  /// How long a timestamp that is too far ahead waits before it is tried again.
  static final long HOLD_MILLIS = 200;

  /// How long an origin has to send again what its stream has lost before it is asked once more.
  static final long SEND_AGAIN_MILLIS = 5_000;

  /// How often a paused link counts what its origin has written meanwhile.
  static final long LOOK_MILLIS = 1_000;

  private static final long AWAIT_MILLIS = 200;
  private static final long THROTTLED_MILLIS = 20;
  private static final String NEVER_READ = "this stream was never read here before";
  private static final String NOT_KEPT =
      "the stream has lost records, and the origin's log does not hold them any more";
  private static final String TOO_FAR_AHEAD =
      "the origin's timestamps are too far ahead of this region's clock";
  private static final Logger LOGGER = LoggerFactory.getLogger(Link.class);

  /// What a link is made of. `chance` may be shared with other agents if it bears several threads.
  public record Ports(
      ChangeFeed feed,
      ReplicaStore store,
      PeerRegion peer,
      Replicas replicas,
      WallClock wallClock,
      Ticks ticks,
      RandomGenerator chance) {}

  /// What the writer has, and what will become of it.
  private record InFlight(Arrival arrival, Receipt receipt) {}

  private final RegionId origin;
  private final Ports ports;
  private final Backoff backoff;
  private final LinkFigures figures;
  private final Pause pause = new Pause();
  private final LinkResync resync;
  private final WholeTransactions transactions = new WholeTransactions();
  private LinkState state = new LinkState.Connecting();
  private @Nullable InFlight inFlight;
  private @Nullable Arrival unwritten;
  private final Throttle throttle;
  private long writeProgressAt;
  private long lookAt;
  private boolean weighing;
  private boolean afterUnreadable;
  private long askAgainAt = Long.MIN_VALUE;
  private volatile boolean paused;
  private volatile boolean force;
  private boolean clockWarned;

  /// `paused`: whether it starts paused, as the region remembers it.
  public Link(RegionId origin, Ports ports, boolean paused) {
    this(origin, ports, paused, 0);
  }

  /// `recordsPerSecond`: how many it may bring, as the region remembers it; zero for no limit.
  public Link(RegionId origin, Ports ports, boolean paused, long recordsPerSecond) {
    this.origin = origin;
    this.ports = ports;
    this.paused = paused;
    this.backoff = new Backoff(ports.chance());
    this.throttle = new Throttle(ports.ticks(), recordsPerSecond);
    this.figures =
        new LinkFigures(origin, ports.ticks(), ports.wallClock(), ports.store().progress(origin));
    this.resync = new LinkResync(origin, ports);
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

  /// No write of the origin that was applied here, or passed over because its table was not known,
  /// is later than this packed timestamp.
  public long seenThrough() {
    return figures.seenThrough();
  }

  /// How far the origin said, last, that it had applied the streams of the others.
  public VersionVector originApplied() {
    return figures.originApplied();
  }

  /// How much of each replica that the origin is making it said, last, that it had copied.
  public SortedMap<TableId, Integer> originCopying() {
    return figures.originCopying();
  }

  /// What the origin said last of all that it wrote before, every part of which is applied here.
  public Settled settled() {
    return figures.settled();
  }

  /// When, by this region's wall clock, the origin was last heard of; or when the link began.
  public long heardMillis() {
    return figures.heardMillis();
  }

  /// To be run, quickly, whenever `appliedThrough` may have grown.
  public void onProgress(Runnable listener) {
    figures.onProgress(listener);
  }

  public LinkStatus status() {
    return figures.status(paused, throttle.perSecond());
  }

  public void pause() {
    paused = true;
    pause.end();
  }

  public void resume() {
    paused = false;
    pause.end();
  }

  /// At most so many records a second from now on; zero for as many as come.
  public void throttle(long recordsPerSecond) {
    throttle.limit(recordsPerSecond);
  }

  /// What the link holds because the origin's clock is too far ahead is applied all the same. The
  /// clock of this region then follows it, and what is written elsewhere loses until it is as late.
  public void forceHeld() {
    force = true;
    pause.end();
  }

  @Override
  public int doWork() {
    InFlight outstanding = inFlight;
    if (outstanding != null) return outstanding.receipt().isDone() ? settle(outstanding) : 0;
    if (paused && !(state instanceof LinkState.Paused)) {
      ports.feed().disconnect();
      LOGGER.info("link.paused origin={}", origin);
      lookAt = ports.ticks().millis();
      return become(new LinkState.Paused(), "");
    }
    try {
      return switch (state) {
        case LinkState.Connecting _ -> connect();
        case LinkState.Streaming _ -> stream();
        case LinkState.BackingOff waiting ->
            isEarly(waiting.untilTick()) ? 0 : become(waiting.elapsed(), null);
        case LinkState.Refused waiting ->
            isEarly(waiting.untilTick()) ? 0 : offer(waiting.refused(), waiting.elapsed());
        case LinkState.Holding waiting ->
            isEarly(waiting.untilTick()) && !force ? 0 : offer(waiting.rest(), waiting.elapsed());
        case LinkState.Paused pausing -> paused ? look() : resume(pausing);
        case LinkState.Resyncing resyncing -> copyAgain(resyncing);
      };
    } catch (FeedUnavailable unavailable) {
      return lost(String.valueOf(unavailable.getMessage()));
    } catch (PositionLost lost) {
      return positionLost(String.valueOf(lost.getMessage()));
    }
  }

  private int resume(LinkState.Paused pausing) {
    ports.feed().disconnect();
    weighing = false;
    return become(pausing.resumed(), "");
  }

  /// What waits while the link is paused is known all the same. Nothing of it is applied, and the
  /// place in the stream stays where it is.
  private int look() {
    StreamPosition from = figures.position();
    if (from == null || isEarly(lookAt)) return 0;
    lookAt = ports.ticks().millis() + LOOK_MILLIS;
    String trouble = "";
    try {
      long ahead = ports.feed().ahead(from);
      figures.backlog(ahead);
      if (ahead > 0 && !figures.knowsSizes()) weighSome(from);
    } catch (FeedUnavailable | PositionLost untold) {
      ports.feed().disconnect();
      weighing = false;
      trouble = String.valueOf(untold.getMessage());
    }
    figures.became(state.label(), trouble);
    return 0;
  }

  /// A link that was paused when its process began has met no record yet: some are read to know how
  /// large they are. They may arrive only after this.
  private void weighSome(StreamPosition from) throws FeedUnavailable, PositionLost {
    if (!weighing) ports.feed().connect(from);
    weighing = true;
    figures.weigh(ports.feed().poll(BATCH_LIMIT).records());
    if (!figures.knowsSizes()) return;
    ports.feed().disconnect();
    weighing = false;
  }

  private int positionLost(String reason) {
    // A new place in the stream that is lost at once is no place: to be tried with pauses.
    if (state instanceof LinkState.Resyncing) return lost(reason);
    LOGGER.warn("link.position-lost origin={} reason={}", origin, reason);
    return copyFirst(reason);
  }

  private int copyFirst(String reason) {
    resync.begin();
    return become(new LinkState.Resyncing(reason), reason);
  }

  private boolean isEarly(long untilTick) {
    return ports.ticks().millis() < untilTick;
  }

  private int connect() throws FeedUnavailable, PositionLost {
    LinkProgress stored = ports.store().progress(origin);
    // Who knows what stood before the oldest record that is there now.
    if (stored == null) return copyFirst(NEVER_READ);
    StreamPosition position = ports.feed().connect(stored.position());
    figures.connected(position);
    transactions.begin(position);
    progressIsWritten();
    LOGGER.info("link.connected origin={} position={}", origin, position.offset());
    return become(new LinkState.Streaming(), "");
  }

  private int stream() throws FeedUnavailable, PositionLost {
    int allowed = throttle.allow(BATCH_LIMIT);
    if (allowed == 0) return 0;
    ChangeFeed.Batch polled = ports.feed().poll(allowed);
    throttle.passed(polled.records().size());
    figures.backlog(ports.feed().backlog() + transactions.held());
    if (polled.records().isEmpty()) return writeProgressIfDue();

    backoff.succeeded();
    ChangeFeed.Batch batch = transactions.whole(polled);
    figures.backlog(ports.feed().backlog() + transactions.held());
    if (batch.records().isEmpty()) return polled.records().size();

    Arrival arrival =
        Arrival.of(
            origin, batch, figures.appliedThrough(), figures.originMillis(), afterUnreadable);
    afterUnreadable = arrival.chain().endsUnreadable();
    if (arrival.chain().hasGap() && !askAgain()) return positionLost(NOT_KEPT);
    var heartbeat = arrival.lastHeartbeat();
    if (heartbeat != null) {
      figures.heard(heartbeat);
      warnOfClock();
    }
    if (arrival.records().isEmpty()) {
      figures.seen(arrival.chain().latest());
      figures.advanced(arrival);
      unwritten = arrival;
      writeProgressIfDue();
    } else {
      submit(arrival);
    }
    return polled.records().size();
  }

  private void warnOfClock() {
    long ahead = figures.clockAheadMillis();
    boolean isAhead = ahead > DriftLimits.DEFAULT.warnMillis();
    if (isAhead && !clockWarned) LOGGER.warn("link.clock-ahead origin={} ms={}", origin, ahead);
    clockWarned = isAhead;
  }

  /// What came after the last write that is known here to be whole is to be sent again. Meanwhile
  /// the link goes on, without saying that it has more. False if the origin cannot do it.
  private boolean askAgain() {
    if (isEarly(askAgainAt)) return true;
    askAgainAt = ports.ticks().millis() + SEND_AGAIN_MILLIS;
    long have = figures.appliedThrough();
    LOGGER.warn("link.gap origin={} after={}", origin, have);
    try {
      return ports.peer().sendAgain(have);
    } catch (PeerUnavailable unavailable) {
      LOGGER.warn("link.gap-unasked origin={} reason={}", origin, unavailable.getMessage());
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    return true;
  }

  private int writeProgressIfDue() {
    Arrival due = unwritten;
    if (due == null || isEarly(writeProgressAt)) return 0;
    submit(due);
    return 1;
  }

  private void progressIsWritten() {
    unwritten = null;
    writeProgressAt = ports.ticks().millis() + PROGRESS_MILLIS;
  }

  private int offer(Arrival again, LinkState next) {
    become(next, null);
    submit(again);
    return 1;
  }

  private void submit(Arrival arrival) {
    figures.submitted(arrival);
    boolean forced = force;
    force = false;
    if (forced) LOGGER.warn("link.forced origin={}", origin);
    inFlight = new InFlight(arrival, ports.store().submit(arrival.from(origin, forced)));
  }

  private int settle(InFlight outstanding) {
    inFlight = null;
    Arrival arrival = outstanding.arrival();
    String failure = outstanding.receipt().failure();
    if (failure != null) return refused(arrival, failure);

    int applied = outstanding.receipt().applied();
    figures.settled(arrival.records().subList(0, applied), outstanding.receipt().conflicts());
    if (applied < arrival.records().size()) return hold(arrival.after(applied));

    figures.advanced(arrival);
    progressIsWritten();
    backoff.succeeded();
    become(state, "");
    return Math.max(1, applied);
  }

  /// Nothing of it is applied.
  private int refused(Arrival arrival, String failure) {
    String reason = "this region refuses: " + failure;
    if (figures.trouble().isEmpty()) LOGGER.warn("link.refused origin={} {}", origin, reason);
    long until = ports.ticks().millis() + backoff.nextMillis();
    become(new LinkState.Refused(until, arrival), reason);
    return 0;
  }

  private int hold(Arrival rest) {
    if (figures.trouble().isEmpty()) {
      LOGGER.warn(
          "link.holding origin={} records={} reason={}",
          origin,
          rest.records().size(),
          TOO_FAR_AHEAD);
    }
    become(new LinkState.Holding(ports.ticks().millis() + HOLD_MILLIS, rest), TOO_FAR_AHEAD);
    return 0;
  }

  private int lost(String reason) {
    ports.feed().disconnect();
    if (figures.trouble().isEmpty()) LOGGER.warn("link.lost origin={} reason={}", origin, reason);
    become(new LinkState.BackingOff(ports.ticks().millis() + backoff.nextMillis()), reason);
    return 0;
  }

  private int copyAgain(LinkState.Resyncing resyncing) throws FeedUnavailable, PositionLost {
    LinkResync.Progress progress = resync.doWork();
    figures.seen(resync.bound());
    LinkProgress reached = progress.reached();
    if (reached == null) {
      String trouble = resync.trouble();
      become(resyncing, trouble.isEmpty() ? resyncing.reason() : trouble);
      return progress.done();
    }
    LOGGER.info("link.resynced origin={} position={}", origin, reached.position().offset());
    transactions.begin(reached.position());
    long through = Math.max(figures.appliedThrough(), reached.appliedThrough());
    submit(Arrival.at(new LinkProgress(reached.position(), through), figures.originMillis()));
    return become(resyncing.caughtUp(), "");
  }

  /// `trouble` null leaves it as it is. Counts as work, so that the next step follows at once.
  private int become(LinkState next, @Nullable String trouble) {
    state = next;
    figures.became(next.label(), trouble);
    return 1;
  }

  @Override
  public void awaitWork() throws InterruptedException {
    InFlight outstanding = inFlight;
    if (outstanding != null) {
      outstanding.receipt().await(AWAIT_MILLIS);
      return;
    }
    switch (state) {
      case LinkState.Streaming _ -> awaitRecords();
      case LinkState.BackingOff(var until) -> pauseUntil(until);
      case LinkState.Refused(var until, _) -> pauseUntil(until);
      case LinkState.Holding(var until, _) -> pauseUntil(until);
      case LinkState.Resyncing _ -> resync.await(AWAIT_MILLIS, pause);
      case LinkState.Connecting _, LinkState.Paused _ -> pause.await(AWAIT_MILLIS);
    }
  }

  private void pauseUntil(long tick) throws InterruptedException {
    pause.await(Math.clamp(tick - ports.ticks().millis(), 1, AWAIT_MILLIS));
  }

  private void awaitRecords() throws InterruptedException {
    try {
      if (throttle.allow(1) == 0) pause.await(THROTTLED_MILLIS);
      else ports.feed().awaitRecords(AWAIT_MILLIS);
    } catch (FeedUnavailable | PositionLost told) {
      // The next step polls and hears the same again, in the place that deals with it.
      LOGGER.debug("link.await origin={}", origin, told);
    }
  }
}
