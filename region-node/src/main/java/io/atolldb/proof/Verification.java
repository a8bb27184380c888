package io.atolldb.proof;

import io.atolldb.clock.RegionId;
import io.atolldb.item.Bytes;
import io.atolldb.proof.Comparison.Outcome;
import io.atolldb.proof.Repair.Spot;
import io.atolldb.replication.PeerRegion.PeerUnavailable;
import io.atolldb.table.TableId;
import io.atolldb.version.VersionVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// One table of this region against all its other replicas.
public final class Verification {

  /// What was found, region by region.
  public record Result(List<Outcome> regions) {
    public Result {
      regions = List.copyOf(regions);
    }

    /// Proved to be equal in all regions that hold the table.
    public boolean isEqual() {
      return regions.stream().allMatch(Outcome::isEqual);
    }

    public long compared() {
      return regions.stream().mapToLong(Outcome::compared).max().orElse(0);
    }

    /// The vectors of all comparisons together.
    public VersionVector cut() {
      return regions.stream().map(Outcome::cut).reduce(VersionVector.EMPTY, VersionVector::join);
    }

    public int undecided() {
      return regions.stream().mapToInt(Outcome::undecided).sum();
    }

    /// What travelled between the regions.
    public long bytes() {
      return regions.stream().mapToLong(Outcome::bytes).sum();
    }

    /// For each key that differs anywhere, the regions that hold something else than this one.
    public SortedMap<Bytes, TreeSet<RegionId>> differing() {
      var differing =
          new TreeMap<Bytes, TreeSet<RegionId>>(
              (left, right) -> Arrays.compareUnsigned(left.unsafeArray(), right.unsafeArray()));
      for (Outcome outcome : regions) {
        for (Bytes key : outcome.differing()) {
          differing.computeIfAbsent(key, _ -> new TreeSet<>()).add(outcome.region());
        }
      }
      return differing;
    }

    /// Why some comparison could not be ended, one line for each region.
    public List<String> troubles() {
      return regions.stream().map(Outcome::trouble).filter(each -> !each.isEmpty()).toList();
    }
  }

  private final ComparedRegion here;
  private final SortedMap<RegionId, ComparedRegion> others;

  public Verification(ComparedRegion here, SortedMap<RegionId, ComparedRegion> others) {
    this.here = here;
    this.others = new TreeMap<>(others);
  }

  public ComparedRegion here() {
    return here;
  }

  /// Compares with those of `members` that can be asked. `again`: every region reads its items from
  /// its store first, so that damage shows which no write has made.
  public Result verify(TableId table, List<RegionId> members, boolean again)
      throws InterruptedException {
    if (again) readAgain(table, members);
    var outcomes = new ArrayList<Outcome>();
    for (RegionId member : members) {
      if (member.equals(here.region())) continue;
      ComparedRegion other = others.get(member);
      outcomes.add(other == null ? unknown(member) : new Comparison(table, here, other).run());
    }
    return new Result(outcomes);
  }

  private static Outcome unknown(RegionId member) {
    String why = member + " is not configured as a peer of this region";
    return new Outcome(member, 0, VersionVector.EMPTY, List.of(), 0, 0, why);
  }

  private void readAgain(TableId table, List<RegionId> members) throws InterruptedException {
    for (ComparedRegion region : asked(members)) {
      try {
        region.readAgain(table);
      } catch (PeerUnavailable unavailable) {
        // the comparison meets the same, and says so
      }
    }
  }

  /// Mends every key that differs, and verifies again. Where transactions wrote some of them, what
  /// these wrote in the tables `besides`, of the same members, and differs as well is mended in the
  /// same commit.
  public Result repair(TableId table, List<RegionId> members, List<TableId> besides, boolean again)
      throws PeerUnavailable, InterruptedException {
    Result found = verify(table, members, again);
    if (found.differing().isEmpty()) return found;
    var repair = new Repair(asked(members));
    repair.add(spots(table, found));
    for (TableId beside : repair.hasTransactions() ? besides : List.<TableId>of()) {
      repair.addOfTransactions(spots(beside, verify(beside, members, again)));
    }
    repair.run();
    return verify(table, members, false);
  }

  private static List<Spot> spots(TableId table, Result found) {
    var spots = new ArrayList<Spot>();
    for (Bytes key : found.differing().keySet()) spots.add(new Spot(table, key));
    return spots;
  }

  private List<ComparedRegion> asked(List<RegionId> members) {
    var asked = new ArrayList<ComparedRegion>();
    asked.add(here);
    for (RegionId member : members) {
      ComparedRegion other = others.get(member);
      if (other != null) asked.add(other);
    }
    return asked;
  }
}
