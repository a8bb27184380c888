package io.atolldb.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.clock.HybridTimestamp;
import io.atolldb.item.Bytes;
import io.atolldb.item.ItemCodec;
import io.atolldb.log.MemoryDisk;
import io.atolldb.quarantine.QuarantineLog.Entry;
import io.atolldb.region.RegionCore;
import io.atolldb.region.Regions;
import io.atolldb.replication.ChangeRecord;
import io.atolldb.replication.ChangeRecord.Kind;
import io.atolldb.replication.ChangeRecord.TransactionMark;
import io.atolldb.replication.ReplicaStore.RemoteBatch;
import io.atolldb.replication.StreamCodec;
import io.atolldb.replication.StreamRecord;
import io.atolldb.store.ItemStore;
import io.atolldb.store.MemoryStore;
import io.atolldb.version.Version;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What cannot be read is put aside, shown, and applied by a build that can read it.
class QuarantineTest {

  private static final long NOW = 1_000_000;
  private static final int STEPS_MAX = 50;

  private final MemoryDisk disk = new MemoryDisk(64 << 20);
  private final long[] wall = {NOW};
  private final long[] tick = {0};
  private RegionCore core = Regions.withTable(disk, new MemoryStore(), wall);

  /// Bytes that this build reads, put aside by one that did not.
  private static Bytes change(String id, long millis) {
    return change(id, millis, 0);
  }

  private static Bytes change(String id, long millis, int together) {
    var version = Version.NEVER.succeededBy(HybridTimestamp.of(millis, 0, Regions.THERE));
    return Bytes.owning(
        StreamCodec.encode(
            new ChangeRecord(
                Regions.TABLE,
                Regions.key(id),
                version,
                Kind.PUT,
                Bytes.owning(ItemCodec.encode(Regions.item(id, "late"))),
                true,
                together == 0
                    ? null
                    : new TransactionMark(version.timestamp().packed(), together))));
  }

  private void putAside(Bytes content, String reason) {
    core.writer()
        .submit(
            new RemoteBatch(
                Regions.THERE, List.of(new StreamRecord.Unreadable(content, reason)), null));
    core.writer().doWork();
  }

  private QuarantineRetry retry() {
    return new QuarantineRetry(
        core.quarantine(), core.writer(), core.replicaStore(), () -> tick[0]);
  }

  private void step(QuarantineRetry retry) {
    for (int step = 0; step < STEPS_MAX; step++) {
      retry.doWork();
      core.writer().doWork();
    }
  }

  private List<Entry> entries() {
    return core.quarantine().page(null, -1, QuarantineLog.PAGE_LIMIT_MAX).entries();
  }

  private boolean has(String id) {
    return core.state().read(Regions.TABLE, Regions.key(id)).exists();
  }

  @Test
  void whatIsPutAsideIsShownWithItsReasonOriginAndTime() {
    var poison = Bytes.of(new byte[] {9, 9});
    putAside(poison, "format 9, this build reads 1");

    Entry entry = entries().getFirst();
    assertThat(entry.origin()).isEqualTo(Regions.THERE);
    assertThat(entry.content()).isEqualTo(poison);
    assertThat(entry.reason()).isEqualTo("format 9, this build reads 1");
    assertThat(entry.foundMillis()).isEqualTo(NOW);
    assertThat(core.quarantine().page(Regions.HERE, -1, 1).entries()).isEmpty();
  }

  @Test
  void pagesFollowEachOther() {
    for (int number = 0; number < 5; number++) putAside(Bytes.of(new byte[] {9}), "no " + number);

    var first = core.quarantine().page(null, -1, 3);
    assertThat(first.entries()).extracting(Entry::reason).containsExactly("no 0", "no 1", "no 2");
    assertThat(first.next()).isNotNull();
    var second = core.quarantine().page(null, first.next(), 3);
    assertThat(second.entries()).extracting(Entry::reason).containsExactly("no 3", "no 4");
    assertThat(second.next()).isNull();
  }

  @Test
  void aLaterBuildAppliesWhatItCanReadAndKeepsTheRest() throws Exception {
    putAside(Bytes.of(new byte[] {9, 9}), "format 9");
    putAside(change("a", NOW), "unknown field");
    step(retry());

    assertThat(has("a")).isTrue();
    assertThat(entries()).extracting(Entry::reason).containsExactly("format 9");

    ItemStore empty = new MemoryStore();
    core.log().close();
    core = Regions.open(disk, empty, wall);
    assertThat(has("a")).as("from the log alone").isTrue();
    assertThat(entries()).extracting(Entry::reason).containsExactly("format 9");
  }

  @Test
  void theRecordsOfATransactionLeaveItTogetherOrNotAtAll() {
    putAside(change("a", NOW, 3), "one of the 3 records of its transaction cannot be read");
    putAside(change("single", NOW), "unknown field");
    putAside(change("b", NOW, 3), "one of the 3 records of its transaction cannot be read");
    QuarantineRetry retry = retry();
    step(retry);

    assertThat(has("single")).isTrue();
    assertThat(has("a")).as("the third is not there").isFalse();
    assertThat(has("b")).isFalse();
    assertThat(entries()).hasSize(2);

    putAside(change("c", NOW, 3), "format 9");
    long before = core.log().lastSequence();
    retry.again();
    step(retry);
    assertThat(has("a") && has("b") && has("c")).isTrue();
    assertThat(entries()).isEmpty();
    assertThat(core.log().lastSequence() - before).as("three items, three releases").isEqualTo(6);
  }

  /// The origin sent the transaction again, whole.
  @Test
  void partsOfATransactionThatIsHereAlreadyAreReleased() {
    putAside(change("a", NOW, 2), "one of the 2 records of its transaction cannot be read");
    StreamRecord same = StreamCodec.decode(change("a", NOW, 2).toArray());
    core.writer().submit(new RemoteBatch(Regions.THERE, List.of(same), null));
    core.writer().doWork();
    step(retry());

    assertThat(has("a")).isTrue();
    assertThat(entries()).isEmpty();
  }

  @Test
  void whatIsTooFarAheadWaits() {
    putAside(change("a", NOW + 60_000), "unknown field");
    QuarantineRetry retry = retry();
    step(retry);
    assertThat(has("a")).isFalse();
    assertThat(entries()).hasSize(1);

    wall[0] += 60_000;
    tick[0] += QuarantineRetry.RETRY_MILLIS;
    step(retry);
    assertThat(has("a")).isTrue();
    assertThat(entries()).isEmpty();
  }

  @Test
  void itIsTriedAgainWhenItIsAskedFor() {
    QuarantineRetry retry = retry();
    step(retry);
    putAside(change("a", NOW), "unknown field");
    step(retry);
    assertThat(has("a")).isFalse();

    retry.again();
    step(retry);
    assertThat(has("a")).isTrue();
  }

  @Test
  void whatAnOperatorForcesIsAppliedHoweverFarItIsAhead() {
    StreamRecord ahead = StreamCodec.decode(change("a", NOW + 60_000).toArray());
    core.writer().submit(new RemoteBatch(Regions.THERE, List.of(ahead), null));
    core.writer().doWork();
    assertThat(has("a")).isFalse();

    core.writer().submit(new RemoteBatch(Regions.THERE, List.of(ahead), null, true));
    var own = Regions.put(core, "b", "after it");
    core.writer().doWork();
    assertThat(has("a")).isTrue();
    assertThat(own.isDone()).isTrue();
    long written =
        core.state().read(Regions.TABLE, Regions.key("b")).version().timestamp().packed();
    assertThat(written).isGreaterThan(HybridTimestamp.pack(NOW + 60_000, 0));
  }
}
