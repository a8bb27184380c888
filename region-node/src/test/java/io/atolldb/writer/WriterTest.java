package io.atolldb.writer;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.clock.HybridTimestamp;
import io.atolldb.conflicts.ConflictQuery;
import io.atolldb.fault.ApiFault;
import io.atolldb.globaltable.Member;
import io.atolldb.globaltable.MemberStatus;
import io.atolldb.globaltable.TableDescriptor;
import io.atolldb.log.MemoryDisk;
import io.atolldb.region.RegionCore;
import io.atolldb.region.Regions;
import io.atolldb.region.TableDigest;
import io.atolldb.replication.ChangeRecord;
import io.atolldb.replication.LinkProgress;
import io.atolldb.replication.ReplicaStore.RemoteBatch;
import io.atolldb.replication.StreamPosition;
import io.atolldb.replication.StreamRecord;
import io.atolldb.store.MemoryStore;
import io.atolldb.table.TableId;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WriterTest {

  private static final long NOW = 1_000_000;

  private final MemoryDisk disk = new MemoryDisk(64 << 20);
  private final long[] wall = {NOW};
  private final RegionCore core = Regions.withTable(disk, new MemoryStore(), wall);

  @Test
  void nobodySeesOrHearsOfAWriteBeforeItsBatchIsDurable() {
    var pending = Regions.put(core, "a", "one");

    assertThat(pending.isDone()).isFalse();
    assertThat(text("a")).isEmpty();

    core.writer().doWork();
    assertThat(pending.get()).isInstanceOf(Written.Done.class);
    assertThat(text("a")).contains("one");
  }

  @Test
  void aBatchDecidesEachAgainstWhatThoseBeforeItLeft() {
    Regions.put(core, "a", "one");
    var second = Regions.put(core, "a", "two");
    core.writer().doWork();

    assertThat(second.get()).isInstanceOf(Written.Done.class);
    var done = (Written.Done) second.get();
    assertThat(done.before().item()).isEqualTo(Regions.item("a", "one"));
    assertThat(done.version().timestamp()).isGreaterThan(done.before().version().timestamp());
  }

  @Test
  void aWriteFollowsWhatItHasSeenEvenWhenTheWallClockJumpsBack() {
    Regions.put(core, "a", "one");
    core.writer().doWork();
    HybridTimestamp first =
        core.state().read(Regions.TABLE, Regions.key("a")).version().timestamp();

    wall[0] = NOW - 60_000;
    Regions.put(core, "a", "two");
    core.writer().doWork();

    assertThat(core.state().read(Regions.TABLE, Regions.key("a")).version().timestamp())
        .isGreaterThan(first);
  }

  @Test
  void theLaterOfTwoWritesThatHadNotSeenEachOtherIsKeptAndTheOtherIsLogged() {
    Regions.put(core, "a", "ours");
    core.writer().doWork();

    var receipt = core.writer().submit(remote("a", "theirs", NOW + 100, 7));
    core.writer().doWork();

    assertThat(receipt.conflicts()).isEqualTo(1);
    assertThat(text("a")).contains("theirs");
    var page = core.conflicts().find(everything(), 10, null);
    assertThat(page.conflicts()).hasSize(1);
    assertThat(page.conflicts().getFirst().lost().item()).isEqualTo(Regions.item("a", "ours"));
    assertThat(core.conflicts().find(page.conflicts().getFirst().id())).isNotNull();
  }

  @Test
  void aRepeatedDeliveryChangesNothing() {
    core.writer().submit(remote("a", "theirs", NOW, 7));
    core.writer().doWork();
    long sequence = core.log().lastSequence();
    String digest = TableDigest.of(core.state(), Regions.TABLE).digest();

    var again = core.writer().submit(remote("a", "theirs", NOW, 7));
    core.writer().doWork();

    assertThat(again.applied()).isEqualTo(1);
    assertThat(TableDigest.of(core.state(), Regions.TABLE).digest()).isEqualTo(digest);
    assertThat(core.log().lastSequence()).as("only the progress").isEqualTo(sequence + 1);
  }

  @Test
  void aTimestampFarAheadIsNotAppliedAndThePositionStaysBeforeIt() {
    var receipt = core.writer().submit(remote("a", "tomorrow", NOW + 86_400_000, 7));
    core.writer().doWork();

    assertThat(receipt.applied()).isZero();
    assertThat(core.state().progress(Regions.THERE)).isNull();
    assertThat(text("a")).isEmpty();
  }

  @Test
  void aFullDiskMakesTheRegionReadOnlyUntilThereIsRoomAgain() throws Exception {
    var small = new MemoryDisk(3 << 20);
    RegionCore region = Regions.open(small, new MemoryStore(), wall);
    Regions.createTable(region);
    String large = "x".repeat(300_000);
    Written last = new Written.Refused(new ApiFault.InternalFailure("none yet"));
    int written = 0;
    for (int number = 0; number < 40; number++) {
      var pending = Regions.put(region, "k" + number, large);
      region.writer().doWork();
      last = pending.get();
      if (last instanceof Written.Refused) break;
      written++;
    }

    assertThat(last).isInstanceOf(Written.Refused.class);
    assertThat(region.writer().health()).isEqualTo(Writer.Health.READ_ONLY);
    assertThat(written).isPositive();
    for (int number = 0; number < written; number++) {
      assertThat(region.state().read(Regions.TABLE, Regions.key("k" + number)).exists()).isTrue();
    }
    region.log().deleteThrough(region.log().lastSequence() - 1);
    var after = Regions.put(region, "after", "room again");
    region.writer().doWork();
    assertThat(after.get()).isInstanceOf(Written.Done.class);
    assertThat(region.writer().health()).isEqualTo(Writer.Health.WRITING);
  }

  @Test
  void aReopenedRegionIsTheOneThatWasClosed() throws Exception {
    Regions.put(core, "a", "one");
    core.writer().submit(remote("b", "theirs", NOW + 5, 7));
    core.writer().submit(remote("a", "conflicting", NOW + 9, 8));
    core.writer().doWork();
    String digest = TableDigest.of(core.state(), Regions.TABLE).digest();

    disk.crash(new SplittableRandom(1));
    RegionCore reopened = Regions.open(disk, new MemoryStore(), wall);

    assertThat(reopened.replayed()).isEqualTo(core.log().lastSequence());
    assertThat(TableDigest.of(reopened.state(), Regions.TABLE).digest()).isEqualTo(digest);
    assertThat(reopened.state().progress(Regions.THERE))
        .isEqualTo(core.state().progress(Regions.THERE));
    assertThat(reopened.conflicts().count()).isEqualTo(1);
    assertThat(reopened.clock().latest()).isGreaterThanOrEqualTo(core.clock().latest());
  }

  @Test
  void aRegionThatLearnsOfAReplicaWhoseNameIsTakenSaysSo() {
    var member = new Member(MemberStatus.CREATING, HybridTimestamp.of(NOW, 1, Regions.THERE), "");
    var elsewhere = core.state().tables().of(Regions.TABLE).descriptor();
    var other =
        new TableDescriptor(
            new TableId(new UUID(9, 9)),
            elsewhere.name(),
            elsewhere.keys(),
            1,
            elsewhere.settings(),
            HybridTimestamp.of(NOW, 0, Regions.THERE),
            new TreeMap<>(Map.of(Regions.HERE, member)));

    core.writer().submit(batch(List.of(new StreamRecord.Control(other)), 3));
    core.writer().doWork();

    assertThat(core.state().tables().named("t").id()).isEqualTo(Regions.TABLE);
    var merged = core.state().tables().of(other.id()).descriptor();
    assertThat(merged.statusOf(Regions.HERE)).isEqualTo(MemberStatus.CREATION_FAILED);
  }

  private static ConflictQuery everything() {
    return new ConflictQuery(null, null, null, null, null, null);
  }

  private static RemoteBatch remote(String id, String text, long wallMillis, long offset) {
    ChangeRecord change = Regions.theirs(id, text, wallMillis);
    return batch(List.of(new StreamRecord.Change(change)), offset);
  }

  private static RemoteBatch batch(List<StreamRecord> records, long offset) {
    var position = new StreamPosition("cluster", "topic", offset);
    return new RemoteBatch(Regions.THERE, records, new LinkProgress(position, NOW));
  }

  private String text(String id) {
    var item = core.state().read(Regions.TABLE, Regions.key(id)).item();
    return item.isAbsent() ? "" : item.get("text").toString();
  }
}
