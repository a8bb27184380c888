package io.atolldb.region;

import io.atolldb.catalog.Table;
import io.atolldb.clock.RegionId;
import io.atolldb.globaltable.MemberStatus;
import io.atolldb.replication.Link;
import io.atolldb.replication.PeerRegion;
import io.atolldb.replication.PeerRegion.PeerUnavailable;
import io.atolldb.version.VersionVector;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Which regions with a replica of the table have a version: every write that it includes, so that
/// they show it or a later one. `lacking` says of each of the others why it is not known to.
public record ItemHolders(SortedSet<RegionId> have, SortedMap<RegionId, String> lacking) {

  /// How long regions may take to say how far they are.
  static final long ASKING_MILLIS_MAX = 2_000;

  public ItemHolders {
    have = Collections.unmodifiableSortedSet(new TreeSet<>(have));
    lacking = Collections.unmodifiableSortedMap(new TreeMap<>(lacking));
  }

  /// `version` is stored here. What the others last said is enough where it says yes; whoever is
  /// not known to have it is asked, all at once.
  static ItemHolders of(
      Table table,
      VersionVector version,
      SortedMap<RegionId, Link> links,
      SortedMap<RegionId, PeerRegion> peers)
      throws InterruptedException {
    var have = new TreeSet<RegionId>();
    have.add(table.self());
    var lacking = new TreeMap<RegionId, String>();
    var asked = new TreeMap<RegionId, PeerRegion>();
    table
        .descriptor()
        .members()
        .forEach((region, member) -> {
          if (region.equals(table.self()) || !holdsReplica(member.status())) return;
          if (member.status() == MemberStatus.CREATING) {
            lacking.put(region, "its replica is being made");
            return;
          }
          Link link = links.get(region);
          PeerRegion peer = peers.get(region);
          if (link != null && firstMissing(version, region, link.originApplied()) == null) {
            have.add(region);
          } else if (peer == null) {
            lacking.put(region, "this region does not know how to ask it");
          } else {
            asked.put(region, peer);
          }
        });
    ask(asked, version)
        .forEach((region, missing) -> {
          if (missing.isEmpty()) have.add(region);
          else lacking.put(region, missing);
        });
    return new ItemHolders(have, lacking);
  }

  private static boolean holdsReplica(MemberStatus status) {
    return status == MemberStatus.ACTIVE || status == MemberStatus.CREATING;
  }

  /// For each of them why it is not known to have the version; empty if it has it.
  private static SortedMap<RegionId, String> ask(
      SortedMap<RegionId, PeerRegion> peers, VersionVector version) throws InterruptedException {
    var answers = new TreeMap<RegionId, String>();
    if (peers.isEmpty()) return answers;
    var questions = peers.values().stream().map(peer -> question(peer, version)).toList();
    try (var asking = Executors.newVirtualThreadPerTaskExecutor()) {
      var told = asking.invokeAll(questions, ASKING_MILLIS_MAX, TimeUnit.MILLISECONDS).iterator();
      for (RegionId region : peers.keySet()) answers.put(region, answer(told.next()));
    }
    return answers;
  }

  private static Callable<String> question(PeerRegion peer, VersionVector version) {
    return () -> {
      try {
        RegionId missing = firstMissing(version, peer.region(), peer.applied());
        return missing == null ? "" : "it has not applied what " + missing + " wrote";
      } catch (PeerUnavailable unavailable) {
        return "it cannot be asked: " + unavailable.getMessage();
      }
    };
  }

  private static String answer(Future<String> told) throws InterruptedException {
    if (told.isCancelled()) return "it did not answer within " + ASKING_MILLIS_MAX + " ms";
    try {
      return told.get();
    } catch (ExecutionException broken) {
      throw new IllegalStateException("asking a region", broken.getCause());
    }
  }

  /// A region of whose writes in `version` one has not reached `region`, which has applied that
  /// much; null if all have. Its own writes are always there.
  private static @Nullable RegionId firstMissing(
      VersionVector version, RegionId region, VersionVector applied) {
    for (int at = 0; at < version.size(); at++) {
      RegionId writer = version.region(at);
      boolean there = writer.equals(region) || applied.packed(writer) >= version.packed(at);
      if (!there) return writer;
    }
    return null;
  }
}
