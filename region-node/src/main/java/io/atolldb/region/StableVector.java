package io.atolldb.region;

import io.atolldb.catalog.Table;
import io.atolldb.clock.RegionId;
import io.atolldb.globaltable.Member;
import io.atolldb.replication.Link;
import io.atolldb.replication.Settled;
import io.atolldb.store.StoreMap;
import io.atolldb.version.VersionVector;
import io.atolldb.version.VersionVector.Entry;
import io.atolldb.writer.RegionState;
import java.util.ArrayList;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What every region has seen that may still write to a table: no write that had not seen it is
/// under way to this region any more.
///
/// It is drawn from what the members said in their own streams ([Settled]), so that all they wrote
/// before has been applied here; and only from words that were said by regions that know the same
/// members as this one. A member that says nothing holds it back, however long: it is released by
/// being removed, and by nothing else.
final class StableVector {

  /// A vector, or the region that holds it back: one of them is null.
  record Answer(@Nullable VersionVector vector, @Nullable RegionId heldBackBy) {}

  private final RegionState state;
  private final SortedMap<RegionId, Link> links;

  StableVector(RegionState state, SortedMap<RegionId, Link> links) {
    this.state = state;
    this.links = links;
  }

  Answer of(Table table) {
    // What lies there may be older than anything.
    boolean isUnready = state.store().entries(StoreMap.QUARANTINE) > 0 || state.owesRelay(table);
    if (isUnready) return new Answer(null, state.self());
    var others = new ArrayList<Settled>();
    var whose = new ArrayList<RegionId>();
    for (Map.Entry<RegionId, Member> member : table.descriptor().members().entrySet()) {
      RegionId region = member.getKey();
      if (region.equals(state.self()) || !counts(table, region, member.getValue())) continue;
      Link link = links.get(region);
      if (link == null || !link.settled().speaksOf(table.descriptor())) {
        return new Answer(null, region);
      }
      others.add(link.settled());
      whose.add(region);
    }
    var entries = new ArrayList<Entry>();
    for (RegionId origin : origins(table)) {
      long least = appliedHere(origin);
      for (int at = 0; at < others.size(); at++) {
        if (whose.get(at).equals(origin)) continue;
        least = Math.min(least, others.get(at).applied().packed(origin));
      }
      least = Math.min(least, latestOf(table, origin));
      if (least > 0) entries.add(new Entry(origin, least));
    }
    return new Answer(VersionVector.of(entries), null);
  }

  /// The member that has seen no more of some region's writes than `before` includes, although more
  /// of them is here; of several the one that was not heard of for the longest time. Null if there
  /// is none.
  @Nullable RegionId behind(Table table, VersionVector before) {
    RegionId behind = null;
    long heard = Long.MAX_VALUE;
    for (Map.Entry<RegionId, Member> member : table.descriptor().members().entrySet()) {
      Link link = links.get(member.getKey());
      if (link == null || !counts(table, member.getKey(), member.getValue())) continue;
      if (link.heardMillis() >= heard || !isBehind(table, link, before)) continue;
      behind = member.getKey();
      heard = link.heardMillis();
    }
    return behind;
  }

  private boolean isBehind(Table table, Link member, VersionVector before) {
    VersionVector seen = member.settled().applied();
    for (RegionId origin : origins(table)) {
      if (origin.equals(member.origin())) continue;
      long here = Math.min(appliedHere(origin), latestOf(table, origin));
      if (seen.packed(origin) < here && seen.packed(origin) <= before.packed(origin)) return true;
    }
    return false;
  }

  /// Whether writes of the region may still come: it is a member, or has left by itself and not all
  /// that it wrote before is known to be here.
  private boolean counts(Table table, RegionId region, Member member) {
    if (table.isOnItsOwn()) return false; // nothing is taken from anybody
    return switch (member.status()) {
      case ACTIVE, CREATING -> true;
      case CREATION_FAILED -> false;
      case REMOVED, DISASSOCIATED -> {
        if (member.isEvicted(region)) yield false; // what it wrote is not taken any more
        Link link = links.get(region);
        yield link != null && link.settled().applied().packed(region) < member.since().packed();
      }
    };
  }

  /// A region that is no member any more has written nothing to the table since then.
  private static long latestOf(Table table, RegionId origin) {
    Member member = table.descriptor().members().get(origin);
    if (member == null) return Long.MAX_VALUE;
    return switch (member.status()) {
      case REMOVED, DISASSOCIATED -> member.since().packed();
      case CREATING, ACTIVE, CREATION_FAILED -> Long.MAX_VALUE;
    };
  }

  private long appliedHere(RegionId origin) {
    if (origin.equals(state.self())) return state.ownLatest();
    Link link = links.get(origin);
    return link == null ? 0 : link.appliedThrough();
  }

  /// Nobody else ever wrote to the table.
  private Iterable<RegionId> origins(Table table) {
    var origins = new TreeSet<>(table.descriptor().members().keySet());
    origins.add(state.self());
    return origins;
  }
}
