package io.atolldb.writer;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.catalog.TableChange;
import io.atolldb.catalog.TableOperation;
import io.atolldb.clock.HybridTimestamp;
import io.atolldb.conflicts.Conflict;
import io.atolldb.conflicts.ConflictKind;
import io.atolldb.conflicts.ConflictQuery;
import io.atolldb.globaltable.MemberStatus;
import io.atolldb.item.Bytes;
import io.atolldb.item.ItemCodec;
import io.atolldb.log.MemoryDisk;
import io.atolldb.operation.Guard;
import io.atolldb.operation.PutItem;
import io.atolldb.operation.Transaction;
import io.atolldb.region.RegionCore;
import io.atolldb.region.Regions;
import io.atolldb.replication.ChangeRecord;
import io.atolldb.replication.ChangeRecord.Kind;
import io.atolldb.replication.ChangeRecord.TransactionMark;
import io.atolldb.replication.ReplicaStore.RemoteBatch;
import io.atolldb.replication.StreamRecord;
import io.atolldb.store.MemoryStore;
import io.atolldb.version.Version;
import io.atolldb.version.VersionVector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Transactions that meet writes of another region which did not know them.
class TornTransactionTest {

  private static final long NOW = 1_000_000;

  private final MemoryDisk disk = new MemoryDisk(64 << 20);
  private RegionCore core = Regions.withTable(disk, new MemoryStore(), new long[] {NOW});

  @BeforeEach
  void aTableIsSharedWithAnotherRegion() {
    var member =
        new TableChange.Membership(Regions.TABLE, Regions.THERE, MemberStatus.CREATING, "");
    var _ = core.writer().submit(_ -> new TableOperation.Decision.Change(List.of(member)));
    core.writer().doWork();
  }

  @Test
  void aLaterWriteTearsATransactionAndTheLogSaysSo() {
    transact("a", "b");
    arrives(theirs("a", NOW + 100, null));

    assertThat(conflicts()).hasSize(1);
    Conflict conflict = conflicts().getFirst();
    assertThat(conflict.kind()).isEqualTo(ConflictKind.TORN_TRANSACTION);
    assertThat(conflict.lost().item()).isEqualTo(Regions.item("a", "ours"));
    assertThat(core.conflicts().find(conflict.id()).key()).isEqualTo(conflict.key());
  }

  @Test
  void aTransactionThatComesLateIsTornByWhatIsHereInTheSameWords() {
    Regions.put(core, "a", "ours");
    core.writer().doWork();
    var mark = new TransactionMark(HybridTimestamp.pack(NOW - 100, 0), 2);
    arrives(theirs("a", NOW - 100, mark), theirs("b", NOW - 100, mark));

    assertThat(conflicts())
        .extracting(Conflict::kind)
        .containsExactly(ConflictKind.TORN_TRANSACTION);
    assertThat(core.state().read(Regions.TABLE, Regions.key("b")).item())
        .isEqualTo(Regions.item("b", "theirs"));
  }

  @Test
  void aTransactionThatTearsNothingIsAConflictLikeOthers() {
    Regions.put(core, "a", "ours");
    core.writer().doWork();
    var mark = new TransactionMark(HybridTimestamp.pack(NOW + 100, 0), 2);
    arrives(theirs("a", NOW + 100, mark), theirs("b", NOW + 100, mark));

    assertThat(conflicts()).extracting(Conflict::kind).containsExactly(ConflictKind.UPDATE_UPDATE);
  }

  @Test
  void ofTwoTransactionsOverTheSameItemsOneWinsThemAllAndEachConflictHasItsName() throws Exception {
    transact("a", "b", "c");
    var mark = new TransactionMark(HybridTimestamp.pack(NOW + 100, 0), 3);
    arrives(
        theirs("a", NOW + 100, mark), theirs("b", NOW + 100, mark), theirs("c", NOW + 100, mark));

    for (String id : List.of("a", "b", "c")) {
      assertThat(core.state().read(Regions.TABLE, Regions.key(id)).item())
          .isEqualTo(Regions.item(id, "theirs"));
    }
    assertThat(conflicts()).extracting(Conflict::id).doesNotHaveDuplicates().hasSize(3);

    List<Conflict> before = conflicts();
    core.log().close();
    core = Regions.open(disk, new MemoryStore(), new long[] {NOW});
    assertThat(conflicts())
        .extracting(Conflict::id)
        .containsExactlyElementsOf(before.stream().map(Conflict::id).toList());
    for (Conflict conflict : conflicts()) {
      assertThat(core.conflicts().find(conflict.id()).key()).isEqualTo(conflict.key());
    }
  }

  private void transact(String... ids) {
    var puts = new ArrayList<PutItem>();
    for (String id : ids) {
      puts.add(new PutItem(Regions.TABLE, Regions.key(id), Regions.item(id, "ours"), Guard.NONE));
    }
    var pending = core.writer().submit(new Transaction(List.copyOf(puts), null));
    core.writer().doWork();
    assertThat(pending.get()).isInstanceOf(Transacted.Done.class);
  }

  private void arrives(StreamRecord... records) {
    var receipt = core.writer().submit(new RemoteBatch(Regions.THERE, List.of(records), null));
    core.writer().doWork();
    assertThat(receipt.applied()).isEqualTo(records.length);
  }

  private static StreamRecord theirs(String id, long millis, @Nullable TransactionMark mark) {
    var version = Version.of(VersionVector.of(HybridTimestamp.of(millis, 0, Regions.THERE)));
    Bytes image = Bytes.owning(ItemCodec.encode(Regions.item(id, "theirs")));
    return new StreamRecord.Change(
        new ChangeRecord(Regions.TABLE, Regions.key(id), version, Kind.PUT, image, false, mark));
  }

  private List<Conflict> conflicts() {
    var all = new ConflictQuery(null, null, null, null, null, null);
    return core.conflicts().find(all, 10, null).conflicts();
  }
}
