package io.atolldb.admin;

import io.atolldb.catalog.Table;
import io.atolldb.clock.RegionId;
import io.atolldb.globaltable.Member;
import io.atolldb.region.RegionAgents;
import io.atolldb.region.RegionCore;
import io.atolldb.region.TombstoneSweeper;
import io.atolldb.version.VersionVector;
import io.atolldb.writer.RegionState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// The replicas of all tables that this region knows of, those that it was removed from among them,
/// and what it still remembers of their deletes.
@RestController
@RequestMapping("/api/v1/replicas")
public final class ReplicasController {

  /// `evicted`: others have removed it. `knows`: that is known there, as far as is known here.
  /// `silentSince`: when the region was last heard of, if that is long ago.
  record Replica(
      String region,
      String status,
      String since,
      String decidedIn,
      int epoch,
      boolean evicted,
      boolean knows,
      @Nullable String silentSince) {}

  /// `stable`: what every region has seen that may still write; deletes behind it are forgotten.
  /// `stableAgeMillis`: how long ago it could be computed last, negative if never. `heldBackBy`:
  /// the region for whose sake it cannot be computed now, or does not move.
  record Deletes(
      long tombstones,
      long forgotten,
      Map<String, String> stable,
      long stableAgeMillis,
      @Nullable String heldBackBy) {}

  record TableView(
      String table, String id, boolean here, List<Replica> replicas, @Nullable Deletes deletes) {}

  private final RegionCore core;
  private final RegionAgents agents;

  public ReplicasController(RegionCore core, RegionAgents agents) {
    this.core = core;
    this.agents = agents;
  }

  @GetMapping
  List<TableView> tables() {
    var views = new ArrayList<TableView>();
    for (Table table : core.state().tables().all()) {
      var replicas = new ArrayList<Replica>();
      table
          .descriptor()
          .members()
          .forEach((region, member) -> replicas.add(replica(region, member)));
      Deletes deletes = table.isHere() ? deletes(table) : null;
      views.add(
          new TableView(table.name(), table.id().toString(), table.isHere(), replicas, deletes));
    }
    return views;
  }

  private Replica replica(RegionId region, Member member) {
    Long silent = agents.silentSinceMillis(region);
    return new Replica(
        region.name(),
        member.status().name(),
        Instant.ofEpochMilli(member.since().wallMillis()).toString(),
        member.since().region().name(),
        member.epoch(),
        member.isEvicted(region),
        !member.isRemovedUnknowingly(region),
        silent == null ? null : Instant.ofEpochMilli(silent).toString());
  }

  private Deletes deletes(Table table) {
    RegionState state = core.state();
    TombstoneSweeper.Figures known = agents.tombstones(table.id());
    VersionVector stable = known == null ? null : known.stable();
    RegionId heldBackBy = known == null ? null : known.heldBackBy();
    return new Deletes(
        state.tombstones(table.id()),
        state.tombstonesForgotten(table.id()),
        Shown.vector(stable == null ? VersionVector.EMPTY : stable),
        agents.stableAgeMillis(table.id()),
        heldBackBy == null ? null : heldBackBy.name());
  }
}
