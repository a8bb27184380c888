package io.atolldb.conflicts;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.clock.RegionId;
import io.atolldb.conflicts.ConflictLog.Heat;
import io.atolldb.item.Bytes;
import io.atolldb.log.MemoryDisk;
import io.atolldb.region.RegionCore;
import io.atolldb.region.Regions;
import io.atolldb.store.MemoryStore;
import io.atolldb.table.TableId;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class ConflictLogTest {

  private static final long NOW = 1_000_000;

  private final MemoryDisk disk = new MemoryDisk(64 << 20);
  private final long[] wall = {NOW};
  private RegionCore core = Regions.withTable(disk, new MemoryStore(), wall);

  private void conflict(String id) {
    conflict(id, "theirs");
  }

  private void conflict(String id, String text) {
    Regions.conflict(core, id, text, wall);
  }

  private List<Conflict> found(ConflictQuery query) {
    return core.conflicts().find(query, 100, null).conflicts();
  }

  private static ConflictQuery of(RegionId region) {
    return new ConflictQuery(null, null, null, region, null, null);
  }

  private static ConflictQuery all() {
    return new ConflictQuery(null, null, null, null, null, null);
  }

  @Test
  void conflictsAreFoundByTheRegionOfEitherWrite() {
    conflict("a");

    assertThat(found(of(Regions.HERE))).hasSize(1);
    assertThat(found(of(Regions.THERE))).hasSize(1);
    assertThat(found(of(new RegionId("elsewhere")))).isEmpty();
  }

  @Test
  void conflictsAreFoundByTableKeyKindAndTime() {
    conflict("a");
    conflict("b");
    Conflict later = found(all()).getFirst();
    long at = later.foundMillis();
    ConflictKind other =
        later.kind() == ConflictKind.UPDATE_DELETE
            ? ConflictKind.UPDATE_UPDATE
            : ConflictKind.UPDATE_DELETE;

    assertThat(keys(new ConflictQuery(Regions.TABLE, null, null, null, null, null))).hasSize(2);
    var elsewhere = new TableId(new UUID(9, 9));
    assertThat(keys(new ConflictQuery(elsewhere, null, null, null, null, null))).isEmpty();
    Bytes b = Regions.key("b");
    assertThat(keys(new ConflictQuery(null, b, null, null, null, null))).containsExactly(b);
    assertThat(keys(new ConflictQuery(null, null, later.kind(), null, null, null))).hasSize(2);
    assertThat(keys(new ConflictQuery(null, null, other, null, null, null))).isEmpty();
    assertThat(keys(new ConflictQuery(null, null, null, null, at, at))).containsExactly(b);
    assertThat(keys(new ConflictQuery(null, null, null, null, null, at - 1)))
        .containsExactly(Regions.key("a"));
    assertThat(keys(new ConflictQuery(null, null, null, null, at + 1, null))).isEmpty();
  }

  private List<Bytes> keys(ConflictQuery query) {
    return found(query).stream().map(Conflict::key).toList();
  }

  @Test
  void theOldestGoWhenThereAreTooManyAlsoAfterARestart() throws Exception {
    for (String id : List.of("a", "b", "c", "d", "e")) conflict(id);
    List<Conflict> before = found(all());
    var retention =
        core.conflicts().retention(new ConflictLimits(2, Long.MAX_VALUE, Long.MAX_VALUE / 2));

    Long through = retention.droppable(wall[0]);
    assertThat(through).isEqualTo(before.get(2).sequence());
    var _ = core.writer().dropConflicts(through);
    core.writer().doWork();

    List<String> stay = before.subList(0, 2).stream().map(Conflict::id).toList();
    assertThat(found(all())).extracting(Conflict::id).isEqualTo(stay);
    assertThat(core.conflicts().find(before.get(2).id())).isNull();
    assertThat(core.conflicts().find(before.get(1).id())).isNotNull();
    assertThat(retention.droppable(wall[0])).isNull();

    core.close();
    core = Regions.open(disk, new MemoryStore(), wall);
    assertThat(found(all())).extracting(Conflict::id).isEqualTo(stay);
  }

  @Test
  void theOldestGoWhenTheyAreTooOld() {
    for (String id : List.of("a", "b", "c")) conflict(id);
    List<Conflict> before = found(all());
    long oldest = before.getLast().foundMillis();

    var retention = core.conflicts().retention(new ConflictLimits(1_000, Long.MAX_VALUE, 5));
    assertThat(retention.droppable(oldest)).isNull();
    assertThat(retention.droppable(oldest + 6)).isEqualTo(before.getLast().sequence());
  }

  @Test
  void theOldestGoWhenTheyAreTooLargeTogether() {
    for (String id : List.of("a", "b", "c")) conflict(id, "x".repeat(1_000));
    List<Conflict> before = found(all());
    var retention =
        core.conflicts().retention(new ConflictLimits(1_000, 3_000, Long.MAX_VALUE / 2));

    Long through = retention.droppable(wall[0]);
    assertThat(through).isEqualTo(before.getLast().sequence());
    assertThat(retention.droppable(wall[0])).as("it was not dropped").isEqualTo(through);
    drop(through);
    assertThat(retention.droppable(wall[0])).as("two have room").isNull();

    for (String id : List.of("d", "e", "f")) conflict(id, "small");
    assertThat(retention.droppable(wall[0])).as("what has gone weighs nothing").isNull();
    conflict("g", "x".repeat(3_000));
    drop(retention.droppable(wall[0]));
    assertThat(retention.droppable(wall[0])).as("not even the newest has room").isNull();
    assertThat(found(all())).isEmpty();
    conflict("h", "small");
    assertThat(retention.droppable(wall[0])).isNull();
    assertThat(found(all())).hasSize(1);
  }

  private void drop(long through) {
    BooleanSupplier answered = core.writer().dropConflicts(through);
    core.writer().doWork();
    assertThat(answered.getAsBoolean()).isTrue();
  }

  @Test
  void aKeyThatIsFoughtOverIsTheHottest() {
    conflict("b");
    for (int at = 0; at < 3; at++) conflict("a");

    assertThat(core.conflicts().heat(null, 10))
        .containsExactly(
            new Heat(Regions.TABLE, Regions.key("a"), 3),
            new Heat(Regions.TABLE, Regions.key("b"), 1));
    assertThat(core.conflicts().heat(Regions.TABLE, 1)).hasSize(1);
  }
}
