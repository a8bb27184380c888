package io.atolldb.writer;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.clock.HybridTimestamp;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.log.MemoryDisk;
import io.atolldb.operation.DeleteItem;
import io.atolldb.operation.Guard;
import io.atolldb.region.RegionCore;
import io.atolldb.region.Regions;
import io.atolldb.replication.ChangeRecord;
import io.atolldb.replication.ReplicaStore.Absence;
import io.atolldb.replication.ReplicaStore.RemoteBatch;
import io.atolldb.replication.ReplicaStore.Vouched;
import io.atolldb.replication.StreamRecord;
import io.atolldb.store.MemoryStore;
import io.atolldb.stored.ItemVersion;
import io.atolldb.version.VersionVector;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What becomes of a table when it lets go of tombstones, and of what arrives afterwards.
class ForgettingTest {

  private static final long NOW = 1_000_000;

  private final MemoryDisk disk = new MemoryDisk(64 << 20);
  private final long[] wall = {NOW};
  private final RegionCore core = Regions.withTable(disk, new MemoryStore(), wall);

  @Test
  void aTombstoneWithinTheFloorGoesAndOneBeyondItStays() {
    ItemVersion first = deleted("a");
    deleted("b");
    VersionVector floor = first.version().vector();

    forget(floor, "a", "b");

    assertThat(read("a").wasWritten()).isFalse();
    assertThat(read("b").isTombstone()).isTrue();
    assertThat(core.state().tombstones(Regions.TABLE)).isEqualTo(1);
    assertThat(core.state().tombstonesForgotten(Regions.TABLE)).isEqualTo(1);
    assertThat(core.state().floor(Regions.TABLE)).isEqualTo(floor);
  }

  @Test
  void anItemAndATableWithOtherMembersAreLeftAlone() {
    Regions.put(core, "live", "one");
    core.writer().doWork();
    VersionVector all = read("live").version().vector();
    forget(all, "live");
    assertThat(read("live").exists()).isTrue();

    ItemVersion gone = deleted("a");
    core.writer().forget(Regions.TABLE, membership() + 1, gone.version().vector(), keys("a"));
    core.writer().doWork();
    assertThat(read("a").isTombstone()).isTrue();
  }

  @Test
  void whatIsSentAgainFromBelowTheFloorDoesNotComeBack() {
    core.writer().submit(arriving("a", NOW, 0));
    core.writer().doWork();
    ItemVersion gone = deleted("a");
    forget(gone.version().vector(), "a");

    core.writer().submit(arriving("a", NOW, 0));
    core.writer().doWork();
    assertThat(read("a").wasWritten()).isFalse();

    core.writer().submit(arriving("a", NOW + 500, 0));
    core.writer().doWork();
    assertThat(read("a").exists()).as("what is later is new").isTrue();
  }

  @Test
  void whoWritesWhereADeleteWasForgottenHadSeenIt() {
    core.writer().submit(arriving("a", NOW, 3));
    core.writer().doWork();
    ItemVersion gone = deleted("a");
    forget(gone.version().vector(), "a");
    Regions.put(core, "a", "again");
    core.writer().doWork();
    assertThat(gone.version().vector().isIncludedIn(read("a").version().vector())).isTrue();
    assertThat(read("a").version().isPlain()).isTrue();
  }

  @Test
  void aPageWithoutTheItemDeletesItIfEverythingWasSeenThere() {
    core.writer().submit(arriving("a", NOW, 0));
    core.writer().submit(arriving("b", NOW + 1, 0));
    core.writer().submit(arriving("c", NOW + 900, 0));
    core.writer().doWork();
    VersionVector floor = read("b").version().vector();
    var absence =
        new Absence(Regions.TABLE, null, null, new TreeSet<>(List.of(Regions.key("b"))), floor);
    var deleted = new ArrayList<StreamRecord>();
    for (ChangeRecord gone : core.replicaStore().deletedThere(absence)) {
      deleted.add(new StreamRecord.Change(gone));
    }
    var vouched = new Vouched(Regions.TABLE, floor, floor);

    core.writer().submit(new RemoteBatch(Regions.THERE, deleted, null, false, List.of(vouched)));
    core.writer().doWork();

    assertThat(read("a").isTombstone()).as("deleted, and forgotten there").isTrue();
    assertThat(read("b").exists()).as("present").isTrue();
    assertThat(read("c").exists()).as("not seen there yet").isTrue();
    assertThat(core.state().floor(Regions.TABLE)).isEqualTo(floor);
    assertThat(core.state().figures(Regions.TABLE).items()).isEqualTo(2);
  }

  @Test
  void aPageOfSomebodyWhoKnowsOfAllForgottenDeletesIsTakenAtItsWord() {
    core.writer().submit(arriving("a", NOW, 0));
    core.writer().doWork();
    ItemVersion gone = deleted("x");
    VersionVector floor = gone.version().vector().join(read("a").version().vector());
    forget(floor, "x");
    StreamRecord held = arriving("b", NOW, 0).records().getFirst();

    copy(held, VersionVector.EMPTY);
    assertThat(read("b").wasWritten()).as("may have been deleted since").isFalse();
    copy(held, floor);
    assertThat(read("b").exists()).isTrue();
  }

  private void copy(StreamRecord held, VersionVector applied) {
    var vouched = new Vouched(Regions.TABLE, VersionVector.EMPTY, applied);
    core.writer()
        .submit(new RemoteBatch(Regions.THERE, List.of(held), null, false, List.of(vouched)));
    core.writer().doWork();
  }

  @Test
  void aReopenedRegionHasForgottenAsMuch() throws Exception {
    ItemVersion first = deleted("a");
    deleted("b");
    forget(first.version().vector(), "a");
    disk.crash(new SplittableRandom(1));

    RegionCore reopened = Regions.open(disk, new MemoryStore(), wall);

    assertThat(reopened.state().tombstones(Regions.TABLE)).isEqualTo(1);
    assertThat(reopened.state().floor(Regions.TABLE)).isEqualTo(core.state().floor(Regions.TABLE));
    assertThat(reopened.state().read(Regions.TABLE, Regions.key("a")).wasWritten()).isFalse();
    assertThat(reopened.state().read(Regions.TABLE, Regions.key("b")).isTombstone()).isTrue();
  }

  private ItemVersion deleted(String id) {
    Regions.put(core, id, "text");
    core.writer().submit(new DeleteItem(Regions.TABLE, Regions.key(id), Guard.NONE));
    core.writer().doWork();
    return read(id);
  }

  private void forget(VersionVector floor, String... ids) {
    core.writer().forget(Regions.TABLE, membership(), floor, keys(ids));
    core.writer().doWork();
  }

  private long membership() {
    return core.state().tables().of(Regions.TABLE).descriptor().membership();
  }

  private static List<Bytes> keys(String... ids) {
    return List.of(ids).stream().map(Regions::key).toList();
  }

  private ItemVersion read(String id) {
    return core.state().read(Regions.TABLE, Regions.key(id));
  }

  private static RemoteBatch arriving(String id, long millis, int counter) {
    var written = HybridTimestamp.of(millis, counter, Regions.THERE);
    Item item = Regions.item(id, "theirs");
    return Regions.arriving(Regions.theirs(Regions.key(id), item, written), null);
  }
}
