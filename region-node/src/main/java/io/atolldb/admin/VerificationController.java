package io.atolldb.admin;

import io.atolldb.admin.Problems.Unavailable;
import io.atolldb.catalog.Table;
import io.atolldb.clock.RegionId;
import io.atolldb.item.Bytes;
import io.atolldb.item.KeyCodec;
import io.atolldb.proof.Comparison;
import io.atolldb.proof.Verification;
import io.atolldb.proof.Verification.Result;
import io.atolldb.region.RegionCore;
import io.atolldb.region.Replicated;
import io.atolldb.replication.PeerRegion.PeerUnavailable;
import io.atolldb.table.TableId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Whether the regions hold the same items, and making them so.
@RestController
@RequestMapping("/api/v1/tables/{table}")
public final class VerificationController {

  /// `regions`: those that hold something else under the key than this one.
  record DifferingKey(Object key, List<String> regions) {}

  /// `undecided`: keys that were written too often to be compared, in all regions together.
  record RegionView(
      String region,
      boolean equal,
      long compared,
      int differing,
      int undecided,
      long bytes,
      String trouble) {}

  /// `equal`: proved, for all other replicas. `cut`: what all regions had applied when they were
  /// compared. No more than 1,000 differing keys are listed. `bytes`: what travelled between the
  /// regions.
  record VerificationView(
      boolean equal,
      long compared,
      Map<String, String> cut,
      List<DifferingKey> differing,
      int undecided,
      long bytes,
      List<RegionView> regions) {}

  private final RegionCore core;
  private final Verification verification;

  public VerificationController(RegionCore core, Verification verification) {
    this.core = core;
    this.verification = verification;
  }

  /// `deep`: every region reads its items from its store first.
  @PostMapping("/verify")
  VerificationView verify(
      @PathVariable("table") String name,
      @RequestParam(name = "deep", defaultValue = "false") boolean deep)
      throws InterruptedException {
    Table table = Asked.table(core.state().tables(), name);
    return view(table, verification.verify(table.id(), Replicated.members(table), deep));
  }

  /// Answers what a verification says afterwards.
  @PostMapping("/repair")
  VerificationView repair(
      @PathVariable("table") String name,
      @RequestParam(name = "deep", defaultValue = "true") boolean deep)
      throws InterruptedException {
    Table table = Asked.table(core.state().tables(), name);
    try {
      List<RegionId> members = Replicated.members(table);
      return view(table, verification.repair(table.id(), members, besides(table), deep));
    } catch (PeerUnavailable unavailable) {
      throw new Unavailable(String.valueOf(unavailable.getMessage()));
    }
  }

  /// The other tables that the same regions hold.
  private List<TableId> besides(Table table) {
    var besides = new ArrayList<TableId>();
    for (Table other : core.state().tables().all()) {
      boolean alike =
          other.isActive() && Replicated.members(other).equals(Replicated.members(table));
      if (alike && !other.id().equals(table.id())) besides.add(other.id());
    }
    return besides;
  }

  private static VerificationView view(Table table, Result result) {
    var differing = new ArrayList<DifferingKey>();
    result
        .differing()
        .forEach(
            (key, regions) -> differing.add(new DifferingKey(shown(table, key), names(regions))));
    return new VerificationView(
        result.isEqual(),
        result.compared(),
        Shown.vector(result.cut()),
        differing,
        result.undecided(),
        result.bytes(),
        result.regions().stream().map(VerificationController::view).toList());
  }

  private static RegionView view(Comparison.Outcome outcome) {
    return new RegionView(
        outcome.region().name(),
        outcome.isEqual(),
        outcome.compared(),
        outcome.differing().size(),
        outcome.undecided(),
        outcome.bytes(),
        outcome.trouble());
  }

  private static Object shown(Table table, Bytes key) {
    return Shown.item(table.keys().itemOf(KeyCodec.decode(key)));
  }

  private static List<String> names(TreeSet<RegionId> regions) {
    return regions.stream().map(RegionId::name).toList();
  }
}
