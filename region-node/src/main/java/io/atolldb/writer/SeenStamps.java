package io.atolldb.writer;

import io.atolldb.clock.RegionId;
import io.atolldb.version.VersionVector;
import java.util.ArrayList;
import java.util.TreeMap;

/// What a reader of this region can have seen of each region's writes: no item that is shown here,
/// or was, has a later timestamp in its vector. Raised before a batch is shown, so that a reader
/// who finds an item always finds it covered.
///
/// Writes that do not travel are left out: no other region will ever have them, so nobody could
/// wait for them there.
final class SeenStamps {

  /// One region's latest; changed in place, because it is raised with every write.
  private static final class Latest {
    long packed;
  }

  private final TreeMap<RegionId, Latest> latest = new TreeMap<>();
  private volatile VersionVector published = VersionVector.EMPTY;
  private boolean raised;

  /// By the thread that applies.
  void include(VersionVector vector) {
    for (int at = 0; at < vector.size(); at++) include(vector.region(at), vector.packed(at));
  }

  void include(RegionId region, long packed) {
    if (packed <= 0) return;
    Latest known = latest.computeIfAbsent(region, _ -> new Latest());
    if (packed <= known.packed) return;
    known.packed = packed;
    raised = true;
  }

  /// Lets readers see what was included; false if that was nothing new.
  boolean publish() {
    if (!raised) return false;
    raised = false;
    var entries = new ArrayList<VersionVector.Entry>(latest.size());
    latest.forEach((region, stamp) -> entries.add(new VersionVector.Entry(region, stamp.packed)));
    published = VersionVector.of(entries);
    return true;
  }

  /// The same object until something is raised.
  VersionVector published() {
    return published;
  }
}
