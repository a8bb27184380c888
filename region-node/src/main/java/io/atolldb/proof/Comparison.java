package io.atolldb.proof;

import io.atolldb.clock.RegionId;
import io.atolldb.item.Bytes;
import io.atolldb.proof.ComparedRegion.Entry;
import io.atolldb.proof.ComparedRegion.EntryPage;
import io.atolldb.proof.ComparedRegion.Held;
import io.atolldb.proof.ComparedRegion.Overview;
import io.atolldb.replication.PeerRegion.PeerUnavailable;
import io.atolldb.table.TableId;
import io.atolldb.version.VersionVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Compares one table in two regions while both are written to.
///
/// **Equal leaves.** A leaf is the sum over the entries whose keys hash into it, taken at one
/// moment in each region. If both sums are the same, the same entries stood there at those two
/// moments. Nothing has to stop for that, and it stays proved. Only what differs is looked at
/// again: writes under way touch other leaves each time, a real difference stays.
///
/// **A key that differs.** Let the cut be a vector that both regions have reached: everything up to
/// it is applied in both. If what each shows under the key includes no write beyond the cut, then
/// each shows the resolution of exactly the key's writes up to the cut. Resolution depends on
/// nothing but the set of writes, so the two have to be equal: if they are not, a difference is
/// proved. If one of them includes a write beyond the cut, nothing is proved, and the key is read
/// again with a later cut. A key that is written without a pause may stay undecided; it is counted.
public final class Comparison {

  /// Keys that are listed; more are not looked for.
  public static final int DIFFERING_MAX = 1_000;

  /// Leaves whose entries are read at one time: of a table of a million items, about 120,000.
  static final int LEAVES_READ_MAX = 2_048;

  /// How often leaves are compared before their entries are.
  static final int LEAF_ROUNDS = 6;

  /// How often a key is read before it is left undecided.
  static final int KEY_ROUNDS = 5;

  /// How long regions may take to reach a cut.
  public static final long CUT_MILLIS_MAX = 5_000;

  /// `compared`: items here. `undecided`: keys that were written too often to be decided. `bytes`:
  /// what travelled between the regions. `trouble`: why it could not be ended; empty if it was.
  public record Outcome(
      RegionId region,
      long compared,
      VersionVector cut,
      List<Bytes> differing,
      int undecided,
      long bytes,
      String trouble) {

    public Outcome {
      differing = List.copyOf(differing);
    }

    /// Proved to be equal.
    public boolean isEqual() {
      return differing.isEmpty() && undecided == 0 && trouble.isEmpty();
    }
  }

  private final TableId table;
  private final ComparedRegion here;
  private final ComparedRegion there;
  private final long travelledBefore;
  private long compared;
  private VersionVector cut = VersionVector.EMPTY;

  public Comparison(TableId table, ComparedRegion here, ComparedRegion there) {
    this.table = table;
    this.here = here;
    this.there = there;
    this.travelledBefore = there.travelled();
  }

  public Outcome run() throws InterruptedException {
    var differing = new TreeSet<Bytes>(Comparison::compare);
    int undecided = 0;
    try {
      BitSet suspects = compareLeaves();
      while (!suspects.isEmpty() && differing.size() < DIFFERING_MAX) {
        undecided += compareKeys(suspectKeys(some(suspects)), differing);
      }
      return outcome(differing, undecided, "");
    } catch (PeerUnavailable unavailable) {
      return outcome(differing, undecided, String.valueOf(unavailable.getMessage()));
    } catch (Behind behind) {
      return outcome(differing, undecided, String.valueOf(behind.getMessage()));
    }
  }

  /// Takes as many leaves from the suspects as one reading of the table is to look at.
  private static BitSet some(BitSet suspects) {
    var taken = new BitSet();
    for (int at = suspects.nextSetBit(0); at >= 0; at = suspects.nextSetBit(at + 1)) {
      if (taken.cardinality() == LEAVES_READ_MAX) break;
      taken.set(at);
    }
    suspects.andNot(taken);
    return taken;
  }

  private Outcome outcome(TreeSet<Bytes> found, int undecided, String trouble) {
    List<Bytes> differing = found.stream().limit(DIFFERING_MAX).toList();
    long bytes = there.travelled() - travelledBefore;
    return new Outcome(there.region(), compared, cut, differing, undecided, bytes, trouble);
  }

  /// Leaves that differed every time.
  private BitSet compareLeaves() throws PeerUnavailable, InterruptedException, Behind {
    var suspects = new BitSet();
    suspects.set(0, DigestTree.LEAVES);
    List<Sum> before = List.of();
    for (int round = 0; round < LEAF_ROUNDS; round++) {
      Overview ours = here.overview(table);
      Overview theirs = there.overview(table);
      compared = ours.digest().items();
      cut = ours.reached().join(theirs.reached());
      List<Integer> pages = differingPages(ours.digest().pages(), theirs.digest().pages());
      List<Sum> ourLeaves = here.leaves(table, pages);
      List<Sum> theirLeaves = there.leaves(table, pages);
      suspects.and(differingLeaves(pages, ourLeaves, theirLeaves));
      if (suspects.isEmpty()) return suspects;

      var now = new ArrayList<>(ourLeaves);
      now.addAll(theirLeaves);
      if (now.equals(before)) return suspects; // nobody writes there: looking again tells no more
      before = now;
      awaitCut();
    }
    return suspects;
  }

  private static List<Integer> differingPages(List<Sum> ours, List<Sum> theirs) {
    var differing = new ArrayList<Integer>();
    for (int page = 0; page < DigestTree.PAGES; page++) {
      if (!ours.get(page).equals(theirs.get(page))) differing.add(page);
    }
    return differing;
  }

  private static BitSet differingLeaves(List<Integer> pages, List<Sum> ours, List<Sum> theirs) {
    var differing = new BitSet();
    for (int at = 0; at < ours.size(); at++) {
      if (ours.get(at).equals(theirs.get(at))) continue;
      int page = pages.get(at / DigestTree.PAGE_LEAVES);
      differing.set(page * DigestTree.PAGE_LEAVES + at % DigestTree.PAGE_LEAVES);
    }
    return differing;
  }

  private void awaitCut() throws PeerUnavailable, InterruptedException, Behind {
    awaitCut(here);
    awaitCut(there);
  }

  private void awaitCut(ComparedRegion region)
      throws PeerUnavailable, InterruptedException, Behind {
    if (region.await(cut, CUT_MILLIS_MAX)) return;
    throw new Behind(region.region() + " has not reached the cut " + cut + " in time");
  }

  /// Keys of these leaves that did not hold the same when they were read.
  private List<Bytes> suspectKeys(BitSet leaves) throws PeerUnavailable, InterruptedException {
    var sums = new TreeMap<Bytes, Sum>(Comparison::compare);
    collect(here, leaves, sums, true);
    collect(there, leaves, sums, false);
    return List.copyOf(sums.keySet());
  }

  private void collect(
      ComparedRegion region, BitSet leaves, TreeMap<Bytes, Sum> sums, boolean added)
      throws PeerUnavailable, InterruptedException {
    Bytes after = null;
    do {
      EntryPage page = region.entries(table, leaves, after);
      for (Entry entry : page.entries()) {
        Sum change = added ? entry.sum() : Sum.ZERO.minus(entry.sum());
        sums.merge(entry.key(), change, Sum::plus);
      }
      after = page.nextAfter();
    } while (after != null);
    sums.values().removeIf(sum -> !added && sum.equals(Sum.ZERO));
  }

  private static int compare(Bytes left, Bytes right) {
    return Arrays.compareUnsigned(left.unsafeArray(), right.unsafeArray());
  }

  /// Adds what is proved to differ, and returns how many keys stay undecided.
  private int compareKeys(List<Bytes> suspects, TreeSet<Bytes> differing)
      throws PeerUnavailable, InterruptedException, Behind {
    List<Bytes> undecided = suspects;
    for (int round = 0; round < KEY_ROUNDS && !undecided.isEmpty(); round++) {
      cut = here.overview(table).reached().join(there.overview(table).reached());
      awaitCut();
      undecided = decide(undecided, differing);
    }
    return undecided.size();
  }

  /// Returns the keys that are still open.
  private List<Bytes> decide(List<Bytes> keys, TreeSet<Bytes> differing)
      throws PeerUnavailable, InterruptedException {
    var open = new ArrayList<Bytes>();
    for (int from = 0; from < keys.size(); from += ComparedRegion.KEYS_MAX) {
      List<Bytes> some = keys.subList(from, Math.min(keys.size(), from + ComparedRegion.KEYS_MAX));
      List<Held> ours = here.read(table, some);
      List<Held> theirs = there.read(table, some);
      for (int at = 0; at < some.size(); at++) {
        Boolean equal = areEqual(ours.get(at), theirs.get(at));
        if (equal == null) open.add(some.get(at));
        else if (!equal) differing.add(some.get(at));
      }
    }
    return open;
  }

  /// Null if that cannot be said at this cut.
  private @Nullable Boolean areEqual(Held ours, Held theirs) {
    if (ours.damaged() || theirs.damaged()) return false;
    if (ours.sum().equals(theirs.sum())) return true;
    boolean decided = isWithinCut(ours) && isWithinCut(theirs);
    return decided ? false : null;
  }

  private boolean isWithinCut(Held held) {
    return held.version().vector().isIncludedIn(cut);
  }

  /// A region does not come as far as it has to.
  private static final class Behind extends Exception {
    private static final long serialVersionUID = 1;

    Behind(String message) {
      super(message);
    }
  }
}
