package io.atolldb.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atolldb.clock.HybridTimestamp;
import io.atolldb.clock.RegionId;
import io.atolldb.item.Bytes;
import io.atolldb.item.ItemCodec;
import io.atolldb.proof.Repair.Spot;
import io.atolldb.region.Regions;
import io.atolldb.replication.ChangeRecord;
import io.atolldb.replication.ChangeRecord.Kind;
import io.atolldb.replication.ChangeRecord.TransactionMark;
import io.atolldb.replication.PeerRegion.PeerUnavailable;
import io.atolldb.table.TableId;
import io.atolldb.version.Version;
import io.atolldb.version.VersionVector;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// In which portions, and when, regions are given what they lack.
class RepairTest {

  private static final long NOW = 1_000_000;
  private static final TableId OTHER = new TableId(new UUID(3, 4));

  private final Asked full = new Asked(Regions.HERE);
  private final Asked lacking = new Asked(Regions.THERE);

  /// A region that holds what it is given, and notes what it is asked.
  private static final class Asked implements ComparedRegion {
    final RegionId region;
    final Map<Spot, ChangeRecord> held = new HashMap<>();
    final List<List<Spot>> mended = new ArrayList<>();
    final Set<Spot> unreadable = new HashSet<>();
    boolean isBehind;
    VersionVector awaited = VersionVector.EMPTY;

    Asked(RegionId region) {
      this.region = region;
    }

    @Override
    public RegionId region() {
      return region;
    }

    @Override
    public long travelled() {
      return 0;
    }

    @Override
    public Overview overview(TableId table) {
      throw new UnsupportedOperationException("repair compares nothing");
    }

    @Override
    public List<Sum> leaves(TableId table, List<Integer> pages) {
      throw new UnsupportedOperationException("repair compares nothing");
    }

    @Override
    public boolean await(VersionVector cut, long millisMax) {
      awaited = awaited.join(cut);
      return !isBehind;
    }

    @Override
    public EntryPage entries(TableId table, BitSet leaves, @Nullable Bytes after) {
      throw new UnsupportedOperationException("repair compares nothing");
    }

    @Override
    public List<Held> read(TableId table, List<Bytes> keys) {
      assertThat(keys).hasSizeLessThanOrEqualTo(KEYS_MAX);
      var found = new ArrayList<Held>();
      for (Bytes key : keys) {
        var spot = new Spot(table, key);
        ChangeRecord record = held.get(spot);
        boolean damaged = unreadable.contains(spot);
        Sum sum = record == null && !damaged ? Sum.ZERO : new Sum(key.hashCode(), 1);
        found.add(new Held(key, sum, damaged, record));
      }
      return found;
    }

    @Override
    public void readAgain(TableId table) {}

    @Override
    public void mend(RegionId source, List<ChangeRecord> versions, boolean instead) {
      assertThat(versions).hasSizeLessThanOrEqualTo(KEYS_MAX);
      mended.add(versions.stream().map(RepairTest::spot).toList());
      for (ChangeRecord version : versions) {
        held.put(spot(version), version);
        unreadable.remove(spot(version));
      }
    }
  }

  @Test
  void whatCannotBeReadAndNobodyElseHasGoesByADeleteOlderThanEveryWrite() throws Exception {
    Spot phantom = spot(written("phantom", NOW, 1));
    lacking.unreadable.add(phantom);
    var repair = new Repair(List.of(full, lacking));
    repair.add(List.of(phantom));
    repair.run();

    assertThat(full.mended).isEmpty();
    ChangeRecord gone = lacking.held.get(phantom);
    assertThat(gone.kind()).isEqualTo(Kind.DELETE);
    assertThat(gone.version().timestamp()).isLessThan(HybridTimestamp.of(1, 0, Regions.THERE));
  }

  @Test
  void whatCannotBeReadAndNobodyElseCanBeAskedOfIsLeftAlone() throws Exception {
    Spot only = spot(written("only", NOW, 1));
    lacking.unreadable.add(only);
    var repair = new Repair(List.of(lacking));
    repair.add(List.of(only));
    repair.run();

    assertThat(lacking.mended).isEmpty();
  }

  private static Spot spot(ChangeRecord version) {
    return new Spot(version.table(), version.key());
  }

  private static ChangeRecord written(String id, long millis, int together) {
    return written(Regions.TABLE, id, millis, together);
  }

  private static ChangeRecord written(TableId table, String id, long millis, int together) {
    Version version = Version.NEVER.succeededBy(HybridTimestamp.of(millis, 0, Regions.HERE));
    var image = Bytes.owning(ItemCodec.encode(Regions.item(id, "text")));
    var mark = together > 1 ? new TransactionMark(version.timestamp().packed(), together) : null;
    return new ChangeRecord(table, Regions.key(id), version, Kind.PUT, image, true, mark);
  }

  private List<Spot> manyKeys() {
    var keys = new ArrayList<Spot>();
    for (int number = 0; number < 2 * ComparedRegion.KEYS_MAX + 50; number++) {
      boolean together = number % ComparedRegion.KEYS_MAX == 0; // 0, 200 and 400
      ChangeRecord record =
          written("k" + number, together ? NOW : NOW + 1 + number, together ? 3 : 1);
      full.held.put(spot(record), record);
      keys.add(spot(record));
    }
    return keys;
  }

  private void repair(List<Spot> keys) throws Exception {
    var repair = new Repair(List.of(full, lacking));
    repair.add(keys);
    repair.run();
  }

  @Test
  void whatOneTransactionWroteIsMendedInOneCommit() throws Exception {
    List<Spot> keys = manyKeys();
    repair(keys);

    assertThat(lacking.held).isEqualTo(full.held);
    List<Spot> together = List.of(keys.get(0), keys.get(200), keys.get(400));
    assertThat(lacking.mended).hasSize(3);
    assertThat(lacking.mended.stream().filter(keysOf -> keysOf.containsAll(together))).hasSize(1);
  }

  @Test
  void whatOneTransactionWroteInTwoTablesIsMendedInOneCommit() throws Exception {
    ChangeRecord debit = written("debit", NOW + 5_000, 2);
    ChangeRecord credit = written(OTHER, "credit", NOW + 5_000, 2);
    ChangeRecord alone = written(OTHER, "alone", NOW + 6_000, 1);
    for (ChangeRecord each : List.of(debit, credit, alone)) full.held.put(spot(each), each);
    List<Spot> differing = manyKeys();
    differing.add(7, spot(debit));
    var repair = new Repair(List.of(full, lacking));

    repair.add(differing);
    assertThat(repair.hasTransactions()).isTrue();
    repair.addOfTransactions(List.of(spot(credit), spot(alone)));
    repair.run();

    List<Spot> both = List.of(spot(debit), spot(credit));
    assertThat(lacking.mended.stream().filter(some -> some.containsAll(both))).hasSize(1);
    assertThat(lacking.held).containsEntry(spot(credit), credit).doesNotContainKey(spot(alone));
  }

  @Test
  void aRegionGetsAVersionOnlyAfterItHasAppliedAllThatTheVersionIncludes() throws Exception {
    repair(manyKeys());
    for (ChangeRecord version : full.held.values()) {
      assertThat(version.version().vector().isIncludedIn(lacking.awaited)).isTrue();
    }
  }

  @Test
  void nothingIsMendedWhileARegionIsBehind() {
    lacking.isBehind = true;
    List<Spot> keys = manyKeys();
    assertThatThrownBy(() -> repair(keys))
        .isInstanceOf(PeerUnavailable.class)
        .hasMessageContaining("eu-west-1 has not caught up");
    assertThat(lacking.mended).isEmpty();
  }
}
