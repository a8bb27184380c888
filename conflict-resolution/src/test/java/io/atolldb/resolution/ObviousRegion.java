package io.atolldb.resolution;

import io.atolldb.resolution.Resolution.Outcome;
import io.atolldb.version.Versioned;
import java.util.SortedSet;
import java.util.TreeSet;

/// A region that remembers every write. Far too slow for anything but a test, and right at a
/// glance.
final class ObviousRegion {

  private final SortedSet<Write> known = new TreeSet<>();

  SortedSet<Write> known() {
    return known;
  }

  Versioned<String> shows() {
    return Write.winnerOf(known);
  }

  /// To know a write is to know all it had seen.
  void learn(Write write) {
    known.add(write);
    known.addAll(write.seen());
  }

  /// What the arrival of `write` means, told from the two writes that meet and from nothing else.
  Outcome meets(Write write) {
    if (known.contains(write)) return Outcome.ALREADY_INCLUDED;
    if (known.isEmpty() || write.hadSeen(known.last())) return Outcome.APPLIED;
    return write.compareTo(known.last()) > 0
        ? Outcome.APPLIED_OVER_CONFLICT
        : Outcome.KEPT_OVER_CONFLICT;
  }
}
