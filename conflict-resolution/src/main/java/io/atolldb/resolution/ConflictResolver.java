package io.atolldb.resolution;

import io.atolldb.resolution.Resolution.Outcome;
import io.atolldb.version.Version;
import io.atolldb.version.Versioned;

/// Decides what a region keeps when a version arrives from elsewhere.
///
/// The rank chooses the winner: the timestamp, but for expiries ([Version]). The vector never does:
/// it explains the choice, telling a plain successor from a lost update. Both parts only ever grow
/// (greatest rank, joined vector), so regions that have seen the same writes hold the same version,
/// in whatever order and however often the writes arrived.
///
/// A conflict is a fact about two writes, not about two vectors: neither *write* had seen the
/// other. Comparing whole vectors would call it a conflict, too, when the incoming write has seen
/// the one that we show but not an older one that lost against it; that loss was counted when it
/// happened.
public final class ConflictResolver {

  private ConflictResolver() {}

  public static <V> Resolution<V> resolve(Versioned<V> local, Versioned<V> incoming) {
    Version ours = local.version();
    Version theirs = incoming.version();
    int rank = theirs.compareRank(ours);
    Outcome outcome = outcome(ours, theirs, rank);

    Versioned<V> winner = rank > 0 ? incoming : local;
    Version won = winner.version();
    var joined = new Version(won.timestamp(), won.rank(), ours.vector().join(theirs.vector()));
    return new Resolution<>(winner.withVersion(joined), outcome);
  }

  /// A write that has seen another one ranks above it: [Version] cannot be made otherwise. So the
  /// two answers that do not look at the rank agree with it.
  private static Outcome outcome(Version ours, Version theirs, int rank) {
    if (ours.vector().includes(theirs.timestamp())) return Outcome.ALREADY_INCLUDED;
    if (theirs.vector().includes(ours.timestamp())) return Outcome.APPLIED;
    return rank > 0 ? Outcome.APPLIED_OVER_CONFLICT : Outcome.KEPT_OVER_CONFLICT;
  }
}
