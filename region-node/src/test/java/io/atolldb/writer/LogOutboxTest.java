package io.atolldb.writer;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.catalog.TableChange;
import io.atolldb.catalog.TableOperation;
import io.atolldb.globaltable.MemberStatus;
import io.atolldb.log.MemoryDisk;
import io.atolldb.operation.Guard;
import io.atolldb.operation.ItemOperation;
import io.atolldb.operation.PutItem;
import io.atolldb.operation.Transaction;
import io.atolldb.region.RegionCore;
import io.atolldb.region.Regions;
import io.atolldb.replication.ChangeRecord.TransactionMark;
import io.atolldb.replication.Outbox;
import io.atolldb.replication.StreamRecord;
import io.atolldb.store.MemoryStore;
import io.atolldb.version.VersionVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogOutboxTest {

  private final long[] wall = {1_000_000};
  private final RegionCore core =
      Regions.withTable(new MemoryDisk(64 << 20), new MemoryStore(), wall);
  private LogOutbox outbox;

  @BeforeEach
  void aTableIsSharedWithAnotherRegion() {
    var member =
        new TableChange.Membership(Regions.TABLE, Regions.THERE, MemberStatus.CREATING, "");
    var _ = core.writer().submit(_ -> new TableOperation.Decision.Change(List.of(member)));
    core.writer().doWork();
    outbox =
        new LogOutbox(
            core.log(), core.state(), core.writer(), () -> VersionVector.EMPTY, TreeMap::new);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 1_000})
  void noBatchEndsWithinATransactionWhateverItsLimit(int limit) {
    for (int round = 0; round < 20; round++) {
      Regions.put(core, "single-" + round, "x");
      transact("round-" + round, 1 + round % 5);
    }
    core.writer().doWork();

    long after = 0;
    int sent = 0;
    while (after < core.log().lastSequence()) {
      Outbox.Batch batch = outbox.read(after, limit);
      assertThat(batch.throughSequence()).isGreaterThan(after);
      Map<TransactionMark, Integer> members = new TreeMap<>((a, b) -> Long.compare(a.id(), b.id()));
      for (StreamRecord record : batch.records()) {
        if (!(record instanceof StreamRecord.Change(var change, _))) continue;
        sent++;
        TransactionMark mark = change.transaction();
        if (mark == null) continue;
        members.merge(mark, 1, Integer::sum);
        assertThat(mark.id()).isEqualTo(change.version().timestamp().packed());
      }
      members.forEach((mark, count) -> assertThat(count).isEqualTo(mark.size()));
      after = batch.throughSequence();
    }
    assertThat(sent).isEqualTo(20 + 4 * (1 + 2 + 3 + 4 + 5));
  }

  @Test
  void aTransactionOfOneTravellingWriteIsAWriteLikeOthers() {
    transact("alone", 1);
    core.writer().doWork();

    var changes =
        outbox.read(0, 100).records().stream()
            .filter(StreamRecord.Change.class::isInstance)
            .map(record -> ((StreamRecord.Change) record).change())
            .toList();
    assertThat(changes).hasSize(1).allMatch(change -> change.transaction() == null);
  }

  private void transact(String name, int size) {
    var puts = new ArrayList<ItemOperation>();
    for (int at = 0; at < size; at++) {
      String id = name + "-" + at;
      puts.add(new PutItem(Regions.TABLE, Regions.key(id), Regions.item(id, "t"), Guard.NONE));
    }
    var _ = core.writer().submit(new Transaction(puts, null));
  }
}
