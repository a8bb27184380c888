package io.atolldb.merge;

import io.atolldb.clock.HybridTimestamp;
import io.atolldb.version.VersionVector;
import java.util.ArrayList;

/// Whether a set has an element: the additions that no removal had seen, and the additions that
/// some removal had. An addition that a concurrent removal did not see stays: add wins.
///
/// `added` holds nothing that `removed` includes; an element that is gone has an empty `added`.
public record Membership(VersionVector added, VersionVector removed) {

  static Membership ofAddition(HybridTimestamp addition) {
    return new Membership(VersionVector.of(addition), VersionVector.EMPTY);
  }

  boolean isPresent() {
    return added.size() > 0;
  }

  Membership withAddition(HybridTimestamp addition) {
    return new Membership(added.with(addition), removed);
  }

  /// After a removal that has seen everything that is known here.
  Membership withoutAll() {
    return new Membership(VersionVector.EMPTY, removed.join(added));
  }

  Membership join(Membership that) {
    VersionVector seen = removed.join(that.removed);
    return new Membership(unseen(added.join(that.added), seen), seen);
  }

  private static VersionVector unseen(VersionVector additions, VersionVector seen) {
    if (seen.size() == 0) return additions;
    var left = new ArrayList<VersionVector.Entry>(additions.size());
    for (int at = 0; at < additions.size(); at++) {
      if (additions.packed(at) > seen.packed(additions.region(at))) {
        left.add(new VersionVector.Entry(additions.region(at), additions.packed(at)));
      }
    }
    return left.size() == additions.size() ? additions : VersionVector.of(left);
  }
}
