package io.atolldb.replication;

import io.atolldb.clock.RegionId;
import io.atolldb.replication.ChangeFeed.FeedUnavailable;
import io.atolldb.replication.ChangeFeed.PositionLost;
import io.atolldb.replication.PeerRegion.PeerUnavailable;
import org.jspecify.annotations.Nullable;

/// What a link does when it has no position, or one that means nothing any more: it fixes a new
/// place in the stream first, then copies every table shared with the origin, all in one commit.
/// Whatever the stream loses before that place is in the copy; whatever comes after it, the stream
/// brings.
///
/// The origin's latest own timestamp from between the two bounds both: none of the writes that the
/// stream lost is later, and all up to it will be in the copy.
final class LinkResync {

  /// How much a step did, zero if it has to wait; and the place to go on from, once every table is
  /// copied, null until then.
  record Progress(int done, @Nullable LinkProgress reached) {
    static final Progress WAITING = new Progress(0, null);
    static final Progress ADVANCED = new Progress(1, null);
  }

  private final RegionId origin;
  private final Link.Ports ports;
  private final Backoff backoff;
  private @Nullable StreamPosition start;
  private @Nullable WholeCopy copy;
  private long retryAt;
  private boolean isBounded;
  private long bound;
  private String trouble = "";

  LinkResync(RegionId origin, Link.Ports ports) {
    this.origin = origin;
    this.ports = ports;
    this.backoff = new Backoff(ports.chance());
  }

  void begin() {
    start = null;
    copy = null;
    retryAt = Long.MIN_VALUE;
    isBounded = false;
    bound = 0;
    trouble = "";
  }

  /// The packed timestamp that bounds what the stream lost; zero until it is known. Tables that are
  /// learned of from now on have to be copied from a region that has applied at least this much.
  long bound() {
    return bound;
  }

  /// Why it does not get on; empty when it does.
  String trouble() {
    return trouble;
  }

  Progress doWork() throws FeedUnavailable, PositionLost {
    if (ports.ticks().millis() < retryAt) return Progress.WAITING;
    if (start == null) start = ports.feed().connect(null);
    try {
      if (!isBounded) return bind();
      WholeCopy current = copy == null ? wholeCopy() : copy;
      return advance(current);
    } catch (PeerUnavailable unavailable) {
      trouble = origin + " does not answer: " + unavailable.getMessage();
      return later(backoff.nextMillis());
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return Progress.WAITING;
    }
  }

  private Progress bind() throws PeerUnavailable, InterruptedException {
    bound = ports.peer().applied().packed(origin);
    isBounded = true;
    return advanced();
  }

  private WholeCopy wholeCopy() {
    var begun =
        new WholeCopy(ports.peer(), () -> ports.replicas().sharedWith(origin), ports.store());
    copy = begun;
    return begun;
  }

  private Progress advance(WholeCopy current) throws PeerUnavailable, InterruptedException {
    StreamPosition from = start;
    if (from == null) throw new IllegalStateException("a copy without a place in the stream");
    return switch (current.doWork()) {
      case ADVANCED -> advanced();
      case SUBMITTED -> Progress.WAITING;
      case BEHIND, ABSENT, HELD, REFUSED -> later(Link.HOLD_MILLIS);
      case COMPLETED -> new Progress(1, new LinkProgress(from, bound));
    };
  }

  private Progress advanced() {
    backoff.succeeded();
    trouble = "";
    return Progress.ADVANCED;
  }

  private Progress later(long millis) {
    retryAt = ports.ticks().millis() + millis;
    return Progress.WAITING;
  }

  void await(long millisMax, Pause pause) throws InterruptedException {
    WholeCopy current = copy;
    if (current == null || !current.await(millisMax)) pause.await(millisMax);
  }
}
