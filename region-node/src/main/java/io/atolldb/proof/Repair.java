package io.atolldb.proof;

import io.atolldb.clock.HybridTimestamp;
import io.atolldb.clock.RegionId;
import io.atolldb.item.Bytes;
import io.atolldb.proof.ComparedRegion.Held;
import io.atolldb.replication.ChangeRecord;
import io.atolldb.replication.ChangeRecord.Kind;
import io.atolldb.replication.PeerRegion.PeerUnavailable;
import io.atolldb.table.TableId;
import io.atolldb.version.Version;
import io.atolldb.version.VersionVector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Makes regions agree on keys on which they were found to differ.
///
/// First every region gets every other one's version of the key and resolves it as usual, so that
/// no write is lost and conflicts are logged. What differs then has one version and several images,
/// or cannot be read: damage, which resolution cannot see. There the image that most regions hold
/// replaces the others; with no majority, the one of the region where the write began, and without
/// that region, the one of the first region by name. An item of which more regions know that it was
/// deleted, and have forgotten it, than hold it, is deleted where it is left; held by as many or
/// more, it was lost by the others, and comes back. What cannot be read, and nobody else has, goes:
/// a key that was damaged itself.
///
/// No region shows half of a transaction in between: it gets a version only after it has applied
/// everything that the version includes, so what else the transaction wrote is there unless it is
/// missing as well; and keys that one transaction wrote, in whichever tables, are mended in one
/// commit.
public final class Repair {

  /// A key of a table.
  public record Spot(TableId table, Bytes key) {}

  private final List<ComparedRegion> regions;

  /// The keys whose latest versions transactions wrote, by the time of the transaction.
  private final SortedMap<HybridTimestamp, List<Spot>> transactions = new TreeMap<>();

  private final List<Spot> alone = new ArrayList<>();

  /// All regions that can be asked, this one among them. Each holds all tables that are mended.
  public Repair(List<ComparedRegion> regions) {
    this.regions = regions.stream().sorted(Comparator.comparing(ComparedRegion::region)).toList();
  }

  /// Mends these keys when it runs.
  public void add(List<Spot> spots) throws PeerUnavailable, InterruptedException {
    Map<Spot, HybridTimestamp> writtenIn = transactionsOf(spots);
    for (Spot spot : spots) {
      HybridTimestamp transaction = writtenIn.get(spot);
      if (transaction == null) alone.add(spot);
      else transactions.computeIfAbsent(transaction, _ -> new ArrayList<>()).add(spot);
    }
  }

  /// Whether transactions wrote some of the keys.
  public boolean hasTransactions() {
    return !transactions.isEmpty();
  }

  /// Mends those of these keys, too, that were written by transactions that wrote keys added
  /// before.
  public void addOfTransactions(List<Spot> spots) throws PeerUnavailable, InterruptedException {
    transactionsOf(spots)
        .forEach((spot, transaction) -> {
          List<Spot> written = transactions.get(transaction);
          if (written != null) written.add(spot);
        });
  }

  public void run() throws PeerUnavailable, InterruptedException {
    var tables = new TreeSet<TableId>();
    for (List<Spot> some : together()) {
      Map<RegionId, List<Held>> held = read(some);
      await(held);
      exchange(some, held);
      replaceDamage(some);
      for (Spot spot : some) tables.add(spot.table());
    }
    for (ComparedRegion region : regions) {
      for (TableId table : tables) region.readAgain(table);
    }
  }

  /// When they were written, of those of the keys that transactions wrote, in their order.
  private Map<Spot, HybridTimestamp> transactionsOf(List<Spot> spots)
      throws PeerUnavailable, InterruptedException {
    var found = new LinkedHashMap<Spot, HybridTimestamp>();
    for (int from = 0; from < spots.size(); from += ComparedRegion.KEYS_MAX) {
      int to = Math.min(spots.size(), from + ComparedRegion.KEYS_MAX);
      List<Spot> some = spots.subList(from, to);
      Map<RegionId, List<Held>> held = read(some);
      for (int at = 0; at < some.size(); at++) {
        HybridTimestamp transaction = transactionOf(held, at);
        if (transaction != null) found.put(some.get(at), transaction);
      }
    }
    return found;
  }

  /// The keys in parts that one call takes, those of one transaction in the same part.
  private List<List<Spot>> together() {
    var parts = new ArrayList<List<Spot>>();
    List<Spot> part = new ArrayList<>();
    var lots = new ArrayList<>(transactions.values());
    for (Spot spot : alone) lots.add(List.of(spot));
    for (List<Spot> lot : lots) {
      if (part.size() + lot.size() > ComparedRegion.KEYS_MAX) {
        parts.add(part);
        part = new ArrayList<>();
      }
      part.addAll(lot);
    }
    parts.add(part);
    return parts;
  }

  /// When the latest version of a key was written, if that was in a transaction; else null.
  private static @Nullable HybridTimestamp transactionOf(Map<RegionId, List<Held>> held, int at) {
    ChangeRecord latest = null;
    for (List<Held> all : held.values()) {
      ChangeRecord version = all.get(at).record();
      if (version == null) continue;
      if (latest == null || timeOf(version).compareTo(timeOf(latest)) > 0) latest = version;
    }
    return latest == null || latest.transaction() == null ? null : timeOf(latest);
  }

  private static HybridTimestamp timeOf(ChangeRecord version) {
    return version.version().timestamp();
  }

  private void await(Map<RegionId, List<Held>> held) throws PeerUnavailable, InterruptedException {
    VersionVector cut = VersionVector.EMPTY;
    for (List<Held> all : held.values()) {
      for (Held one : all) cut = cut.join(one.version().vector());
    }
    for (ComparedRegion region : regions) {
      if (region.await(cut, Comparison.CUT_MILLIS_MAX)) continue;
      throw new PeerUnavailable(region.region() + " has not caught up with what is mended", null);
    }
  }

  private void exchange(List<Spot> spots, Map<RegionId, List<Held>> held)
      throws PeerUnavailable, InterruptedException {
    for (ComparedRegion region : regions) {
      for (ComparedRegion source : regions) {
        if (source.region().equals(region.region())) continue;
        var versions = new ArrayList<ChangeRecord>();
        for (int at = 0; at < spots.size(); at++) {
          boolean unreadable = of(held, region.region()).get(at).damaged();
          ChangeRecord version = of(held, source.region()).get(at).record();
          if (version != null && !unreadable) versions.add(version);
        }
        if (!versions.isEmpty()) region.mend(source.region(), versions, false);
      }
    }
  }

  private void replaceDamage(List<Spot> spots) throws PeerUnavailable, InterruptedException {
    Map<RegionId, List<Held>> held = read(spots);
    for (ComparedRegion region : regions) {
      var instead = new ArrayList<ChangeRecord>();
      for (int at = 0; at < spots.size(); at++) {
        Held right = right(held, at);
        Held theirs = of(held, region.region()).get(at);
        if (theirs.damaged() && isNowhere(held, at)) {
          instead.add(neverWritten(spots.get(at), region.region()));
        }
        if (right == null || right.record() == null) continue;
        if (isLeftOver(held, at, right)) {
          if (!isNothing(theirs)) instead.add(deleted(right.record()));
        } else if (theirs.damaged() || isOtherImage(theirs, right) || isLost(theirs, right)) {
          instead.add(right.record());
        }
      }
      if (!instead.isEmpty()) region.mend(region.region(), instead, true);
    }
  }

  private static boolean isNothing(Held held) {
    return !held.damaged() && held.record() == null;
  }

  private static boolean isLost(Held theirs, Held right) {
    return isNothing(theirs) && !right.sum().equals(Sum.ZERO);
  }

  private static boolean isLeftOver(Map<RegionId, List<Held>> held, int at, Held right) {
    if (right.sum().equals(Sum.ZERO)) return false;
    long without = held.values().stream().filter(all -> isNothing(all.get(at))).count();
    return without > holders(held, at, right.sum()).size();
  }

  /// Whether nobody can read anything under the key at index `at`, and no fewer say that nothing is
  /// there than hold something.
  private static boolean isNowhere(Map<RegionId, List<Held>> held, int at) {
    long nothing = held.values().stream().filter(all -> isNothing(all.get(at))).count();
    return 2 * nothing >= held.size()
        && held.values().stream().allMatch(all -> all.get(at).record() == null);
  }

  /// A delete that is older than every write: whatever there may be of the key still wins.
  private static ChangeRecord neverWritten(Spot spot, RegionId region) {
    var version = Version.of(VersionVector.of(new HybridTimestamp(1, region)));
    return new ChangeRecord(spot.table(), spot.key(), version, Kind.DELETE, null, false, null);
  }

  private static ChangeRecord deleted(ChangeRecord left) {
    return new ChangeRecord(
        left.table(), left.key(), left.version(), Kind.DELETE, null, false, null);
  }

  private static boolean isOtherImage(Held theirs, Held right) {
    return theirs.version().equals(right.version()) && !theirs.sum().equals(right.sum());
  }

  /// What all should hold under the key at index `at`; null where nothing can be read.
  private @Nullable Held right(Map<RegionId, List<Held>> held, int at) {
    Held best = null;
    int bestVotes = 0;
    for (ComparedRegion region : regions) {
      Held candidate = of(held, region.region()).get(at);
      if (candidate.damaged() || candidate.record() == null) continue;
      int votes = 2 * holders(held, at, candidate.sum()).size();
      RegionId origin = candidate.record().version().timestamp().region();
      if (holders(held, at, candidate.sum()).contains(origin)) votes++;
      if (votes > bestVotes) {
        best = candidate;
        bestVotes = votes;
      }
    }
    return best;
  }

  private static TreeSet<RegionId> holders(Map<RegionId, List<Held>> held, int at, Sum sum) {
    var holders = new TreeSet<RegionId>();
    held.forEach((region, all) -> {
      Held one = all.get(at);
      if (!one.damaged() && one.record() != null && one.sum().equals(sum)) holders.add(region);
    });
    return holders;
  }

  private Map<RegionId, List<Held>> read(List<Spot> spots)
      throws PeerUnavailable, InterruptedException {
    var keys = new TreeMap<TableId, List<Bytes>>();
    for (Spot spot : spots) {
      keys.computeIfAbsent(spot.table(), _ -> new ArrayList<>()).add(spot.key());
    }
    var held = new TreeMap<RegionId, List<Held>>();
    for (ComparedRegion region : regions) held.put(region.region(), read(region, spots, keys));
    return held;
  }

  /// In the order of the spots.
  private static List<Held> read(
      ComparedRegion region, List<Spot> spots, SortedMap<TableId, List<Bytes>> keys)
      throws PeerUnavailable, InterruptedException {
    var byTable = new TreeMap<TableId, Iterator<Held>>();
    for (Map.Entry<TableId, List<Bytes>> some : keys.entrySet()) {
      byTable.put(some.getKey(), region.read(some.getKey(), some.getValue()).iterator());
    }
    var held = new ArrayList<Held>(spots.size());
    for (Spot spot : spots) {
      Iterator<Held> next = byTable.get(spot.table());
      if (next != null) held.add(next.next());
    }
    return held;
  }

  private static List<Held> of(Map<RegionId, List<Held>> held, RegionId region) {
    return held.getOrDefault(region, List.of());
  }
}
