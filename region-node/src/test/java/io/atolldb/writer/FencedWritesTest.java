package io.atolldb.writer;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.catalog.TableChange;
import io.atolldb.catalog.TableOperation.Decision;
import io.atolldb.clock.HybridTimestamp;
import io.atolldb.clock.RegionId;
import io.atolldb.conflicts.Conflict;
import io.atolldb.conflicts.ConflictKind;
import io.atolldb.conflicts.ConflictLog;
import io.atolldb.conflicts.ConflictQuery;
import io.atolldb.globaltable.MemberStatus;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.Bytes;
import io.atolldb.item.ItemCodec;
import io.atolldb.log.MemoryDisk;
import io.atolldb.operation.DeleteItem;
import io.atolldb.operation.Guard;
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
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Ireland was removed from the table; what it wrote and nobody had got arrives all the same.
class FencedWritesTest {

  private static final long NOW = 1_000_000;
  private static final RegionId OTHER = new RegionId("ap-northeast-1");

  private final MemoryDisk disk = new MemoryDisk(64 << 20);
  private final long[] wall = {NOW};
  private RegionCore core = Regions.withTable(disk, new MemoryStore(), wall);

  @BeforeEach
  void theOtherRegionIsAMember() {
    becomes(MemberStatus.ACTIVE);
  }

  @Test
  void isNotTakenAndIsKeptBesideWhatTheTableHolds() {
    Regions.put(core, "a", "ours");
    becomes(MemberStatus.REMOVED);

    arrives(change("a", NOW + 1, null));

    assertThat(text("a")).isEqualTo("ours");
    Conflict kept = kept().getFirst();
    assertThat(kept.kind()).isEqualTo(ConflictKind.FENCED_WRITE);
    assertThat(kept.kept().item()).isEqualTo(Regions.item("a", "ours"));
    assertThat(kept.lost().item()).isEqualTo(Regions.item("a", "theirs"));
    assertThat(kept.id()).isEqualTo("1000001.0.eu-west-1~fenced");
    assertThat(core.conflicts().find(kept.id())).isNotNull();
    assertThat(core.writer().fenced().of(Regions.THERE)).isEqualTo(1);
  }

  @Test
  void isKeptWhereNothingWasToo() {
    becomes(MemberStatus.REMOVED);

    arrives(change("a", NOW + 1, null));

    assertThat(kept()).hasSize(1);
    assertThat(kept().getFirst().kept().wasWritten()).isFalse();
    assertThat(core.state().read(Regions.TABLE, Regions.key("a")).wasWritten()).isFalse();
  }

  @Test
  void whatIsSentTwiceIsKeptOnceEvenInOneBatch() {
    becomes(MemberStatus.REMOVED);

    arrives(change("a", NOW + 1, null), change("a", NOW + 1, null));
    arrives(change("a", NOW + 1, null));

    assertThat(kept()).hasSize(1);
    assertThat(core.writer().fenced().of(Regions.THERE)).isEqualTo(3);
  }

  @Test
  void theWritesOfATransactionAreToldApart() {
    becomes(MemberStatus.REMOVED);
    var mark = new TransactionMark(HybridTimestamp.of(NOW + 1, 0, Regions.THERE).packed(), 2);

    arrives(change("a", NOW + 1, mark), change("b", NOW + 1, mark));

    assertThat(kept()).extracting(Conflict::key).containsExactly(key("b"), key("a"));
    assertThat(kept()).extracting(Conflict::id).doesNotHaveDuplicates();
  }

  @Test
  void whatHadArrivedBeforeTheRemovalIsNotLost() {
    arrives(change("a", NOW + 1, null));
    arrives(change("b", NOW + 2, null));
    core.writer().submit(new DeleteItem(Regions.TABLE, key("b"), Guard.NONE));
    core.writer().doWork();
    VersionVector floor = core.state().read(Regions.TABLE, key("b")).version().vector();
    long members = core.state().tables().of(Regions.TABLE).descriptor().membership();
    core.writer().forget(Regions.TABLE, members, floor, List.of(key("b")));
    becomes(MemberStatus.REMOVED);

    arrives(change("a", NOW + 1, null), change("b", NOW + 2, null));

    assertThat(text("a")).isEqualTo("theirs");
    assertThat(kept()).as("sent again").isEmpty();
  }

  @Test
  void whatAnotherMemberHadAndSendsOnIsNotLostNorWhatItHadReplaced() throws Exception {
    becomes(MemberStatus.REMOVED);
    arrives(change("a", NOW + 1, null), change("a", NOW + 2, null));
    arrives(change("b", NOW + 3, null), change("a", NOW + 4, null));
    assertThat(kept()).hasSize(4);

    arrivesFrom(OTHER, change("a", NOW + 2, null));
    assertThat(kept()).extracting(Conflict::id).containsExactly(fenced(4), fenced(3));
    assertThat(core.conflicts().find(fenced(2))).isNull();
    Regions.put(core, "a", "ours, later");
    assertThat(kept()).as("stays withdrawn").hasSize(2);

    disk.crash(new SplittableRandom(1));
    core = Regions.open(disk, new MemoryStore(), wall);
    assertThat(kept()).extracting(Conflict::id).containsExactly(fenced(4), fenced(3));
  }

  @Test
  void whatIsSentOnAndLosesStandsInTheLogOnceAsThatConflict() {
    becomes(MemberStatus.REMOVED);
    wall[0] = NOW + 50;
    Regions.put(core, "a", "ours");
    arrives(change("a", NOW + 1, null));
    assertThat(kept()).extracting(Conflict::kind).containsExactly(ConflictKind.FENCED_WRITE);

    arrivesFrom(OTHER, change("a", NOW + 1, null));

    assertThat(text("a")).isEqualTo("ours");
    assertThat(kept()).extracting(Conflict::kind).containsExactly(ConflictKind.INSERT_INSERT);
  }

  private static String fenced(int after) {
    return (NOW + after) + ".0.eu-west-1~fenced";
  }

  @Test
  void aReplayKeepsTheSame() throws Exception {
    Regions.put(core, "a", "ours");
    becomes(MemberStatus.REMOVED);
    arrives(change("a", NOW + 1, null), change("b", NOW + 2, null));
    List<String> ids = kept().stream().map(Conflict::id).toList();
    disk.crash(new SplittableRandom(1));

    core = Regions.open(disk, new MemoryStore(), wall);

    assertThat(kept()).extracting(Conflict::id).containsExactlyElementsOf(ids).hasSize(2);
    assertThat(kept().getLast().kept().item()).isEqualTo(Regions.item("a", "ours"));
  }

  private void becomes(MemberStatus status) {
    var change = new TableChange.Membership(Regions.TABLE, Regions.THERE, status, "");
    core.writer().submit(_ -> new Decision.Change(List.of(change)));
    core.writer().doWork();
  }

  private void arrives(ChangeRecord... changes) {
    arrivesFrom(Regions.THERE, changes);
  }

  private void arrivesFrom(RegionId origin, ChangeRecord... changes) {
    List<StreamRecord> records =
        List.of(changes).stream()
            .map(each -> (StreamRecord) new StreamRecord.Change(each))
            .toList();
    core.writer().submit(new RemoteBatch(origin, records, null));
    core.writer().doWork();
  }

  private static ChangeRecord change(String id, long millis, @Nullable TransactionMark mark) {
    var version = Version.of(VersionVector.of(HybridTimestamp.of(millis, 0, Regions.THERE)));
    var image = Bytes.owning(ItemCodec.encode(Regions.item(id, "theirs")));
    return new ChangeRecord(Regions.TABLE, key(id), version, Kind.PUT, image, true, mark);
  }

  private List<Conflict> kept() {
    var all = new ConflictQuery(Regions.TABLE, null, null, null, null, null);
    return core.conflicts().find(all, ConflictLog.PAGE_LIMIT_MAX, null).conflicts();
  }

  private String text(String id) {
    var item = core.state().read(Regions.TABLE, key(id)).item();
    return ((StringValue) item.attributes().get("text")).text();
  }

  private static Bytes key(String id) {
    return Regions.key(id);
  }
}
