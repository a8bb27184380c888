package io.atolldb.simulation;

import io.atolldb.clock.RegionId;
import io.atolldb.fault.Refusal;
import io.atolldb.replication.LinkProgress;
import io.atolldb.session.Sessions;
import io.atolldb.stored.ItemVersion;
import io.atolldb.version.VersionVector;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import java.util.WeakHashMap;

/// Whoever has read an item in one region and brings the token of that answer to another one is
/// answered there only with that write, or a later state that includes it.
public final class SessionsSeeTheirPast implements Invariant {

  /// Sightings that each region is still to be asked about; the oldest give way.
  private static final int SIGHTINGS_MAX = 24;

  /// Somebody read `name` in a region and was given this token with it.
  private record Sighting(RegionId where, String name, VersionVector item, VersionVector token) {}

  private final World world;
  private final Map<RegionId, Deque<Sighting>> unconfirmed = new TreeMap<>();
  private final Map<RegionProcess, Sessions> sessions = new WeakHashMap<>();

  public SessionsSeeTheirPast(World world) {
    this.world = world;
  }

  @Override
  public void shown(SimulatedRegion region, String name, ItemVersion item) {
    VersionVector vector = item.version().vector();
    VersionVector token = region.running().core().state().seen();
    coversWhatCameFromOthers(region, vector, token);
    for (SimulatedRegion other : world.others(region.id())) {
      Deque<Sighting> waiting = unconfirmed.computeIfAbsent(other.id(), _ -> new ArrayDeque<>());
      if (waiting.size() == SIGHTINGS_MAX) waiting.removeFirst();
      waiting.add(new Sighting(region.id(), name, vector, token));
    }
    confirm(region);
  }

  /// What the region wrote itself may be of the time when the table was in no other one.
  private static void coversWhatCameFromOthers(
      SimulatedRegion region, VersionVector vector, VersionVector token) {
    for (int at = 0; at < vector.size(); at++) {
      RegionId origin = vector.region(at);
      if (origin.equals(region.id()) || token.packed(origin) >= vector.packed(at)) continue;
      throw new AssertionError(
          "%s shows %s with the token %s".formatted(region.id(), vector, token));
    }
  }

  @Override
  public void remembered(SimulatedRegion region, RegionId origin, LinkProgress progress) {
    confirm(region);
  }

  private void confirm(SimulatedRegion region) {
    if (!region.isRunning() || !region.servesTheTable()) return;
    Deque<Sighting> waiting = unconfirmed.getOrDefault(region.id(), new ArrayDeque<>());
    waiting.removeIf(sighting -> {
      if (!answers(region, sighting.token())) return false;
      ItemVersion held = region.read(sighting.name());
      VersionVector here = held.version().vector();
      boolean seen =
          sighting.item().isIncludedIn(here) || region.hasForgotten(held, sighting.item());
      if (seen) return true;
      throw new AssertionError(
          "%s answers a session that has %s, and shows %s".formatted(region.id(), sighting, here));
    });
  }

  private boolean answers(SimulatedRegion region, VersionVector token) {
    RegionProcess process = region.running();
    Sessions asked = sessions.computeIfAbsent(process, life -> life.agents().sessions(0));
    try {
      asked.await(token);
      return true;
    } catch (Refusal behind) {
      return false;
    }
  }

  @Override
  public void settled(World settled) {
    for (SimulatedRegion region : settled.regions()) confirm(region);
  }
}
