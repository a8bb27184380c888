package io.atolldb.region;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.capacity.IndexUnits;
import io.atolldb.capacity.TableUnits;
import io.atolldb.catalog.CapacityUnits;
import io.atolldb.catalog.Index;
import io.atolldb.catalog.IndexSettings;
import io.atolldb.catalog.Indexes;
import io.atolldb.catalog.ProjectionType;
import io.atolldb.catalog.SettingsChange;
import io.atolldb.catalog.SettingsEdit;
import io.atolldb.catalog.Table;
import io.atolldb.catalog.TableChange;
import io.atolldb.catalog.TableOperation;
import io.atolldb.catalog.TableSettings;
import io.atolldb.globaltable.MemberStatus;
import io.atolldb.item.Item;
import io.atolldb.log.MemoryDisk;
import io.atolldb.scaling.ScalingSettings;
import io.atolldb.scaling.ScalingTarget;
import io.atolldb.scaling.TargetTracking;
import io.atolldb.store.MemoryStore;
import io.atolldb.table.IndexKeys;
import io.atolldb.table.KeyAttribute;
import io.atolldb.table.ScalarType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A table with 10 units each way, and an index with as many, in virtual time.
class CapacityScalerTest {

  private static final long MINUTE = 60_000;
  private static final ScalingSettings SCALING =
      new ScalingSettings(1, 400, false, null, new TargetTracking("p", 50, false, 0, 0));

  private final long[] wall = {1_700_000_000_000L};
  private final RegionCore core =
      Regions.withTable(new MemoryDisk(8 << 20), new MemoryStore(), wall);
  private CapacityScaler scaler;

  @BeforeEach
  void open() {
    var ten = new CapacityUnits(10, 10);
    var provisioned =
        new SettingsChange(null, ten, null, null, null, null, null, null, new TreeMap<>());
    var index =
        new Index(
                new UUID(0, 7),
                "byg",
                Index.Kind.GLOBAL,
                new IndexKeys(List.of(new KeyAttribute("g", ScalarType.S)), List.of()),
                ProjectionType.ALL,
                new TreeSet<>())
            .withUnits(ten, null, null);
    Item settings = SettingsEdit.changed(table(), provisioned, wall[0]);
    change(
        new TableChange.Settings(
            Regions.TABLE, IndexSettings.with(settings, new Indexes(List.of(index)))));
    scaler = new CapacityScaler(core, () -> wall[0], () -> wall[0]);
  }

  private void change(TableChange change) {
    core.writer().submit((TableOperation) _ -> new TableOperation.Decision.Change(List.of(change)));
    core.writer().doWork();
  }

  private void scales(ScalingTarget target) {
    Item settings = table().descriptor().settings();
    change(
        new TableChange.Settings(Regions.TABLE, ScalingSettings.with(settings, target, SCALING)));
  }

  private Table table() {
    return core.state().tables().of(Regions.TABLE);
  }

  private CapacityUnits units() {
    return TableSettings.of(table()).provisioned();
  }

  /// So many units a second are read and written for so many minutes, of the index, too.
  private void pass(int minutes, double reads, double writes) {
    for (int minute = 0; minute < minutes; minute++) {
      var meter = core.meters().of(table());
      meter.own().read(null, reads * 60);
      var ofIndex = new IndexUnits(new TreeMap<>(), new TreeMap<>(Map.of("byg", writes * 60)));
      meter.wrote(Regions.key("a"), new TableUnits(writes * 60, ofIndex));
      wall[0] += MINUTE;
      scaler.doWork();
      core.writer().doWork();
      scaler.doWork();
    }
  }

  @Test
  void capacityFollowsItsUseUpAtOnceAndDownSlowly() {
    scales(ScalingTarget.reads(null, Regions.HERE));
    scales(ScalingTarget.writes(null));

    pass(3, 20, 2);
    assertThat(units()).isEqualTo(new CapacityUnits(40, 10));
    pass(13, 20, 2);
    assertThat(units()).as("15 minutes of little use").isEqualTo(new CapacityUnits(40, 4));
    pass(15, 1, 2);
    assertThat(units()).isEqualTo(new CapacityUnits(2, 4));
  }

  @Test
  void whatNobodyAskedToScaleStays() {
    pass(20, 100, 100);
    assertThat(units()).isEqualTo(new CapacityUnits(10, 10));
  }

  @Test
  void anIndexScalesByItself() {
    scales(ScalingTarget.writes("byg"));
    pass(3, 100, 100);

    assertThat(units()).isEqualTo(new CapacityUnits(10, 10));
    assertThat(table().indexes().named("byg").provisioned()).isEqualTo(new CapacityUnits(10, 200));
  }

  @Test
  void afterFourDecreasesADayTheNextWaitsForAnHour() {
    scales(ScalingTarget.reads(null, Regions.HERE));
    wall[0] = wall[0] / 86_400_000 * 86_400_000 + 86_400_000; // midnight
    for (int times = 0; times < 4; times++) {
      pass(3, 100, 0);
      assertThat(units().read()).isEqualTo(200);
      pass(17, 10, 0);
      assertThat(units().read()).as("decrease %d", times).isEqualTo(20);
    }
    pass(3, 100, 0);
    pass(20, 10, 0);
    assertThat(units().read()).isEqualTo(200);
    pass(40, 10, 0);
    assertThat(units().read()).isEqualTo(20);
  }

  @Test
  void ofASharedTableTheReadsAreThoseOfThisReplicaAndTheFirstRegionScalesTheWrites() {
    scales(ScalingTarget.reads(null, Regions.HERE));
    scales(ScalingTarget.writes(null));
    scales(ScalingTarget.reads("byg", Regions.HERE));
    change(new TableChange.Membership(Regions.TABLE, Regions.THERE, MemberStatus.ACTIVE, ""));
    pass(3, 20, 20);
    core.meters().of(table()).of(table().indexes().named("byg")).read(null, 20 * 60);
    pass(1, 20, 20);
    core.meters().of(table()).of(table().indexes().named("byg")).read(null, 20 * 60);
    pass(1, 20, 20);

    boolean first = Regions.HERE.compareTo(Regions.THERE) < 0;
    assertThat(units()).isEqualTo(new CapacityUnits(40, first ? 40 : 10));
    Index index = table().indexes().named("byg");
    assertThat(TableSettings.of(table()).here(index).provisioned())
        .isEqualTo(new CapacityUnits(40, 10));
    var there = TableSettings.of(new Table(table().descriptor(), Regions.THERE));
    assertThat(there.provisioned())
        .as("as the other region sees it")
        .isEqualTo(new CapacityUnits(10, first ? 40 : 10));
    assertThat(there.here(index).provisioned()).isEqualTo(new CapacityUnits(10, 10));
  }
}
