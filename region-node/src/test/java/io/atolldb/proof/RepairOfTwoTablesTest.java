package io.atolldb.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.catalog.Table;
import io.atolldb.catalog.TableChange;
import io.atolldb.catalog.TableOperation.Decision;
import io.atolldb.clock.RegionId;
import io.atolldb.globaltable.MemberStatus;
import io.atolldb.item.Item;
import io.atolldb.log.LoggedRecord;
import io.atolldb.operation.Guard;
import io.atolldb.operation.PutItem;
import io.atolldb.operation.Transaction;
import io.atolldb.record.LogRecord.ItemApplied;
import io.atolldb.record.LogRecordCodec;
import io.atolldb.region.PairOfRegions;
import io.atolldb.region.PairOfRegions.Half;
import io.atolldb.region.Regions;
import io.atolldb.store.ItemStore;
import io.atolldb.store.StoreBatch;
import io.atolldb.store.StoreMap;
import io.atolldb.table.TableId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A transaction wrote in two tables, and one region has lost all of it.
class RepairOfTwoTablesTest {

  private static final TableId OTHER = new TableId(new UUID(3, 4));
  private static final List<RegionId> BOTH = List.of(Regions.THERE, Regions.HERE);
  private static final List<TableId> TABLES = List.of(Regions.TABLE, OTHER);

  @AutoClose private PairOfRegions pair;
  private Verification verification;

  @BeforeEach
  void open() throws Exception {
    pair = new PairOfRegions();
    alter(new TableChange.Create(OTHER, "others", Regions.KEYS, 1, Item.ABSENT));
    alter(new TableChange.Membership(OTHER, Regions.THERE, MemberStatus.CREATING, ""));
    PairOfRegions.await("both have it", () -> isShared(pair.here) && isShared(pair.there));
    var others = new TreeMap<RegionId, ComparedRegion>();
    others.put(Regions.THERE, pair.there.agents.compared());
    verification = new Verification(pair.here.agents.compared(), others);
    transact("a", "alone in its fate");
    transact("b", "lost");
    PairOfRegions.await("both hold all", () -> holds(pair.there, "b"));
    for (TableId table : TABLES) loses(pair.there, table, "b");
  }

  @Test
  void repairOfOneTableBringsAllOfTheTransactionBackInOneCommit() throws Exception {
    long before = pair.there.core.log().lastSequence();

    Verification.Result repaired = repair(List.of(OTHER));

    assertThat(repaired.isEqual()).isTrue();
    assertThat(verification.verify(OTHER, BOTH, true).isEqual()).isTrue();
    List<ItemApplied> mended = appliedSince(before);
    assertThat(mended).extracting(ItemApplied::table).containsExactlyInAnyOrderElementsOf(TABLES);
    assertThat(mended)
        .as("a part that is applied alone loses its mark")
        .allSatisfy(part -> assertThat(part.transaction()).isNotNull());
  }

  @Test
  void aTableThatIsNotMendedBesideIsMendedByItsOwnRepair() throws Exception {
    assertThat(repair(List.of()).isEqual()).isTrue();
    assertThat(verification.verify(OTHER, BOTH, true).differing())
        .containsOnlyKeys(Regions.key("b"));

    assertThat(verification.repair(OTHER, BOTH, List.of(), true).isEqual()).isTrue();
    assertThat(holds(pair.there, "b")).isTrue();
  }

  private Verification.Result repair(List<TableId> besides) throws Exception {
    return verification.repair(Regions.TABLE, BOTH, besides, true);
  }

  private void alter(TableChange change) {
    pair.here.core.writer().submit(_ -> new Decision.Change(List.of(change))).await();
  }

  private static boolean isShared(Half half) {
    Table table = half.core.state().tables().of(OTHER);
    return table != null
        && table.descriptor().statusOf(Regions.HERE) == MemberStatus.ACTIVE
        && table.descriptor().statusOf(Regions.THERE) == MemberStatus.ACTIVE;
  }

  private void transact(String id, String text) {
    var puts = new ArrayList<PutItem>();
    for (TableId table : TABLES) {
      puts.add(new PutItem(table, Regions.key(id), Regions.item(id, text), Guard.NONE));
    }
    pair.here.core.writer().submit(new Transaction(List.copyOf(puts), null)).await();
  }

  private static boolean holds(Half half, String id) {
    return TABLES.stream()
        .allMatch(table -> half.core.state().read(table, Regions.key(id)).exists());
  }

  private static void loses(Half half, TableId table, String id) {
    ItemStore store = half.core.state().store();
    var batch = new StoreBatch();
    batch.remove(StoreMap.items(table), Regions.key(id).unsafeArray());
    batch.reaches(store.appliedSequence());
    store.apply(batch);
  }

  private List<ItemApplied> appliedSince(long sequence) throws Exception {
    var applied = new ArrayList<ItemApplied>();
    for (LoggedRecord logged : pair.there.core.log().read(sequence, 1_000, 1 << 20)) {
      if (LogRecordCodec.decode(logged.bytes()) instanceof ItemApplied one) applied.add(one);
    }
    return applied;
  }
}
