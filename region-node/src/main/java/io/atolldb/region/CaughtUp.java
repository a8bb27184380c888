package io.atolldb.region;

import io.atolldb.clock.RegionId;
import io.atolldb.replication.Link;
import io.atolldb.replication.LinkProgress;
import io.atolldb.version.VersionVector;
import io.atolldb.writer.RegionState;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// What this region has caught up with, and waiting for it: woken by what the region applies, never
/// by looking again and again.
///
/// A region from which there is no link can bring nothing here, and tables that are shared with it
/// are not here either: nothing is waited for on its account.
final class CaughtUp {

  private record Waiting(VersionVector asked, Thread thread) {}

  private final RegionState state;
  private final SortedMap<RegionId, Link> links;
  private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();

  CaughtUp(RegionState state, SortedMap<RegionId, Link> links) {
    this.state = state;
    this.links = links;
    state.onProgress(this::progressed);
    links.values().forEach(link -> link.onProgress(this::progressed));
  }

  /// A region of whose writes not everything of `asked` is here; null if all is.
  @Nullable RegionId missing(VersionVector asked) {
    for (int at = 0; at < asked.size(); at++) {
      if (!hasReached(asked.region(at), asked.packed(at))) return asked.region(at);
    }
    return null;
  }

  /// As `missing`, after waiting at most so long for it to become null, or until interrupted.
  @Nullable RegionId await(VersionVector asked, long millisMax) {
    RegionId lacking = missing(asked);
    if (lacking == null) return null;
    var here = new Waiting(asked, Thread.currentThread());
    waiting.add(here);
    try {
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millisMax);
      for (lacking = missing(asked); lacking != null; lacking = missing(asked)) {
        long left = end - System.nanoTime();
        if (left <= 0 || Thread.currentThread().isInterrupted()) return lacking;
        LockSupport.parkNanos(this, left);
      }
      return null;
    } finally {
      waiting.remove(here);
    }
  }

  private boolean hasReached(RegionId region, long packed) {
    if (region.equals(state.self())) return state.ownLatest() >= packed;
    Link link = links.get(region);
    if (link == null) return true;
    LinkProgress stored = state.progress(region);
    return link.appliedThrough() >= packed || (stored != null && stored.appliedThrough() >= packed);
  }

  private void progressed() {
    if (waiting.isEmpty()) return;
    for (Waiting each : waiting) {
      if (missing(each.asked()) == null) LockSupport.unpark(each.thread());
    }
  }
}
