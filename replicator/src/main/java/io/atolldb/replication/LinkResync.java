package io.atolldb.replication;

import io.atolldb.clock.RegionId;
import io.atolldb.replication.ChangeFeed.FeedUnavailable;
import io.atolldb.replication.ChangeFeed.PositionLost;
import io.atolldb.replication.PeerRegion.PeerUnavailable;
import io.atolldb.table.TableId;
import io.atolldb.version.VersionVector;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// What a link does when its position means nothing any more: it fixes a new place in the stream
/// first, then copies every table shared with the origin. Whatever the stream loses before that
/// place is in the copies; whatever comes after it, the stream brings.
final class LinkResync {

  private final RegionId origin;
  private final Link.Ports ports;
  private final Deque<TableId> tables = new ArrayDeque<>();
  private final Backoff backoff;
  private @Nullable StreamPosition start;
  private @Nullable TableCopy copy;
  private long retryAt;
  private long appliedThrough;
  private int lastStep;

  LinkResync(RegionId origin, Link.Ports ports) {
    this.origin = origin;
    this.ports = ports;
    this.backoff = new Backoff(ports.chance());
  }

  void begin() {
    start = null;
    copy = null;
    tables.clear();
    retryAt = Long.MIN_VALUE;
    appliedThrough = 0;
  }

  int lastStep() {
    return lastStep;
  }

  /// The place to go on from, once every table is copied; null until then.
  @Nullable LinkProgress doWork() throws FeedUnavailable, PositionLost {
    lastStep = 0;
    if (ports.ticks().millis() < retryAt) return null;
    if (start == null) {
      start = ports.feed().connect(null);
      tables.addAll(ports.replicas().sharedWith(origin));
      lastStep = 1;
    }
    TableId next = tables.peek();
    if (next == null) return new LinkProgress(start, appliedThrough);
    try {
      if (copy == null) {
        copy = new TableCopy(ports.peer(), next, ports.store(), VersionVector.EMPTY);
      }
      lastStep = copy.doWork();
      VersionVector end = copy.appliedAtEnd();
      if (end != null) {
        appliedThrough = Math.max(appliedThrough, end.packed(origin));
        copy = null;
        tables.remove();
      }
      backoff.succeeded();
    } catch (PeerUnavailable unavailable) {
      copy = null;
      retryAt = ports.ticks().millis() + backoff.nextMillis();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    return null;
  }

  void await(long millisMax, Pause pause) throws InterruptedException {
    TableCopy current = copy;
    if (current == null || !current.await(millisMax)) pause.await(millisMax);
  }
}
