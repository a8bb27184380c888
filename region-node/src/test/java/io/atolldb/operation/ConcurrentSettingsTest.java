package io.atolldb.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.catalog.BillingMode;
import io.atolldb.catalog.CapacityUnits;
import io.atolldb.catalog.EncryptionType;
import io.atolldb.catalog.Index;
import io.atolldb.catalog.Indexes;
import io.atolldb.catalog.MergeSetting;
import io.atolldb.catalog.OwnSettings;
import io.atolldb.catalog.ProjectionType;
import io.atolldb.catalog.ReplicaOverrides;
import io.atolldb.catalog.ReplicaOverrides.IndexReads;
import io.atolldb.catalog.SettingsChange;
import io.atolldb.catalog.SettingsChange.Encryption;
import io.atolldb.catalog.Table;
import io.atolldb.catalog.TableChange;
import io.atolldb.catalog.TableClass;
import io.atolldb.catalog.TableOperation;
import io.atolldb.catalog.TableOperation.Decision;
import io.atolldb.catalog.TableSettings;
import io.atolldb.catalog.Tables;
import io.atolldb.clock.HybridTimestamp;
import io.atolldb.clock.RegionId;
import io.atolldb.globaltable.Member;
import io.atolldb.globaltable.MemberStatus;
import io.atolldb.globaltable.SharedSettings;
import io.atolldb.globaltable.TableDescriptor;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.MapValue;
import io.atolldb.item.Item;
import io.atolldb.merge.MergePolicy;
import io.atolldb.operation.UpdateTable.ReplicaChange;
import io.atolldb.table.IndexKeys;
import io.atolldb.table.KeyAttribute;
import io.atolldb.table.KeySchema;
import io.atolldb.table.ScalarType;
import io.atolldb.table.TableId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two regions that share a table change its settings and have not heard of each other; then they
/// have. The three classes of settings are those of the reference (4.13, 9).
class ConcurrentSettingsTest {

  private static final RegionId HERE = new RegionId("eu-west-1");
  private static final RegionId THERE = new RegionId("us-east-1");
  private static final String NAME = "reef";
  private static final KeySchema KEYS = new KeySchema(new KeyAttribute("pk", ScalarType.S), null);
  private static final SettingsChange NOTHING = change(null, null, null);
  private static final CapacityUnits TEN = new CapacityUnits(10, 10);

  private TableDescriptor here;
  private TableDescriptor there;
  private long now = 1_000;

  @BeforeEach
  void bothKnowAnOnDemandTable() {
    var members = new TreeMap<RegionId, Member>();
    for (RegionId region : List.of(HERE, THERE)) {
      members.put(region, new Member(MemberStatus.ACTIVE, tick(HERE), ""));
    }
    var create =
        new CreateTable(
            new TableId(new UUID(0, 7)),
            NAME,
            KEYS,
            Indexes.NONE,
            change(BillingMode.PAY_PER_REQUEST, null, null),
            null,
            HERE,
            List.of(),
            now);
    var changes = ((Decision.Change) create.decide(Tables.NONE)).changes();
    var created = (TableChange.Create) changes.getFirst();
    here =
        new TableDescriptor(created.id(), NAME, KEYS, now, created.settings(), tick(HERE), members);
    there = here;
  }

  private HybridTimestamp tick(RegionId region) {
    return HybridTimestamp.of(++now, 0, region);
  }

  private static SettingsChange change(
      BillingMode billing, CapacityUnits provisioned, CapacityUnits onDemand) {
    return new SettingsChange(
        billing, provisioned, null, null, null, null, null, onDemand, new TreeMap<>());
  }

  private static SettingsChange tableClass(TableClass tableClass) {
    return new SettingsChange(
        null, null, null, null, tableClass, null, null, null, new TreeMap<>());
  }

  private void inHere(TableOperation operation) {
    here = after(here, HERE, operation);
  }

  private void inThere(TableOperation operation) {
    there = after(there, THERE, operation);
  }

  private TableDescriptor after(TableDescriptor table, RegionId region, TableOperation operation) {
    Decision decision = operation.decide(Tables.NONE.with(new Table(table, region)));
    assertThat(decision).isInstanceOf(Decision.Change.class);
    TableDescriptor changed = table;
    for (TableChange change : ((Decision.Change) decision).changes()) {
      changed = changed.withSettings(((TableChange.Settings) change).settings(), tick(region));
    }
    return changed;
  }

  private void theyMeet() {
    TableDescriptor before = here;
    here = here.merge(there);
    there = there.merge(before);
    assertThat(here).isEqualTo(there);
  }

  private UpdateTable update(SettingsChange change) {
    return new UpdateTable(NAME, change, List.of(), null, null, now);
  }

  private UpdateTable update(IndexChange change) {
    return new UpdateTable(NAME, NOTHING, List.of(change), null, null, now);
  }

  private UpdateTable override(RegionId region, ReplicaOverrides overrides) {
    return new UpdateTable(
        NAME, NOTHING, List.of(), new ReplicaChange.Update(region, overrides), null, now);
  }

  private static ReplicaOverrides reads(long units) {
    return new ReplicaOverrides(null, units, null, null);
  }

  private static ReplicaOverrides ownClass() {
    return new ReplicaOverrides(null, null, null, TableClass.STANDARD);
  }

  private static IndexChange.Create index(String name, String attribute, ScalarType type) {
    return new IndexChange.Create(index(name, attribute, type, null));
  }

  private static Index index(
      String name, String attribute, ScalarType type, CapacityUnits provisioned) {
    var index =
        new Index(
            UUID.nameUUIDFromBytes((name + attribute + type).getBytes(StandardCharsets.UTF_8)),
            name,
            Index.Kind.GLOBAL,
            new IndexKeys(List.of(new KeyAttribute(attribute, type)), List.of()),
            ProjectionType.ALL,
            new TreeSet<>());
    return index.withUnits(provisioned, null, null);
  }

  private TableSettings shown(RegionId region) {
    return TableSettings.of(new Table(here, region));
  }

  private List<String> indexes() {
    var names = new ArrayList<String>();
    for (Index index : Indexes.in(here).all()) names.add(index.name());
    return names;
  }

  // Always synchronized.

  @Test
  void everySharedSettingReachesTheOtherRegionBesideAllOthers() {
    inHere(update(index("by-owner", "owner", ScalarType.S)));
    inHere(new UpdateTimeToLive(NAME, true, "expires", now));
    inThere(update(index("by-size", "size", ScalarType.N)));
    inThere(update(change(null, null, new CapacityUnits(7, 9))));
    inThere(
        update(
            new SettingsChange(
                null,
                null,
                null,
                new Encryption.With(EncryptionType.KMS, "alias/reef"),
                null,
                null,
                new CapacityUnits(20_000, 30_000),
                null,
                new TreeMap<>())));
    inThere(new ChooseMergePolicy(NAME, MergePolicy.BY_ATTRIBUTE));
    theyMeet();

    assertThat(indexes()).containsExactly("by-owner", "by-size");
    assertThat(TableSettings.expiryAttribute(here)).isEqualTo("expires");
    assertThat(MergeSetting.of(here)).isEqualTo(MergePolicy.BY_ATTRIBUTE);
    for (RegionId region : List.of(HERE, THERE)) {
      assertThat(shown(region).onDemand()).isEqualTo(new CapacityUnits(7, 9));
      assertThat(shown(region).encryptionKey()).isEqualTo("alias/reef");
      assertThat(shown(region).warmNow()).isEqualTo(new CapacityUnits(20_000, 30_000));
    }
  }

  @Test
  void ofOneSettingTheLaterChangeIsKept() {
    inThere(update(change(BillingMode.PROVISIONED, TEN, null)));
    inHere(update(change(null, null, new CapacityUnits(7, 9))));
    theyMeet();

    assertThat(shown(HERE).billing()).isEqualTo(BillingMode.PAY_PER_REQUEST);
    assertThat(shown(HERE).onDemand()).isEqualTo(new CapacityUnits(7, 9));
    assertThat(shown(HERE).provisioned()).isEqualTo(CapacityUnits.NONE);
  }

  @Test
  void anOlderPlanThatArrivesLateReplacesNothing() {
    TableDescriptor older = there;
    inHere(update(index("by-owner", "owner", ScalarType.S)));
    inHere(update(change(null, null, new CapacityUnits(7, 9))));

    assertThat(here.merge(older)).isEqualTo(here).isEqualTo(older.merge(here));
  }

  @Test
  void theMergePolicyIsATagInEveryRegion() {
    var tags = new TreeMap<String, String>();
    tags.put("owner", "ann");
    tags.put(MergeSetting.TAG, "by-attribute");
    inHere(tagged(tags));
    theyMeet();

    assertThat(MergeSetting.of(there)).isEqualTo(MergePolicy.BY_ATTRIBUTE);
    assertThat(OwnSettings.of(new Table(there, THERE)).tags())
        .containsExactly(Map.entry(MergeSetting.TAG, "by-attribute"));

    inThere(new ChooseMergePolicy(NAME, MergePolicy.COUNTERS_AND_SETS));
    theyMeet();
    assertThat(OwnSettings.of(new Table(here, HERE)).tags())
        .containsExactly(
            Map.entry(MergeSetting.TAG, "counters-and-sets"), Map.entry("owner", "ann"));

    tags.remove(MergeSetting.TAG);
    inHere(tagged(tags));
    theyMeet();
    assertThat(MergeSetting.of(there)).isEqualTo(MergePolicy.LAST_WRITER_WINS);
    assertThat(OwnSettings.of(new Table(here, HERE)).tags()).isEqualTo(tags);
  }

  private static ChangeOwnSettings tagged(SortedMap<String, String> tags) {
    return new ChangeOwnSettings(NAME, TableFaults.notFound(NAME), (_, own) -> own.withTags(tags));
  }

  // Overridable per replica, but overwritten when changed on any other replica.

  @Test
  void anOverrideIsOverwrittenByALaterChangeElsewhere() {
    inHere(override(THERE, ownClass()));
    inThere(update(tableClass(TableClass.STANDARD_INFREQUENT_ACCESS)));
    theyMeet();

    assertThat(shown(THERE).tableClass()).isEqualTo("STANDARD_INFREQUENT_ACCESS");
    assertThat(ReplicaOverrides.of(here.settings(), THERE)).isEqualTo(ReplicaOverrides.NONE);
  }

  @Test
  void aLaterOverrideStandsBesideAnEarlierChangeElsewhere() {
    inThere(update(tableClass(TableClass.STANDARD_INFREQUENT_ACCESS)));
    inHere(override(THERE, ownClass()));
    theyMeet();

    assertThat(shown(THERE).tableClass()).isEqualTo("STANDARD");
    assertThat(shown(HERE).tableClass()).isEqualTo("STANDARD_INFREQUENT_ACCESS");
  }

  @Test
  void aChangeOfWriteCapacityAloneLeavesAReplicaItsReads() {
    inHere(update(change(BillingMode.PROVISIONED, TEN, null)));
    theyMeet();
    inHere(override(THERE, reads(50)));
    inHere(update(change(null, new CapacityUnits(10, 20), null)));
    theyMeet();
    assertThat(shown(THERE).provisioned()).isEqualTo(new CapacityUnits(50, 20));

    // The region that has the override asks for the reads that it has, and for other writes.
    inThere(update(change(null, new CapacityUnits(50, 30), null)));
    theyMeet();
    assertThat(shown(THERE).provisioned()).isEqualTo(new CapacityUnits(50, 30));
    assertThat(shown(HERE).provisioned()).isEqualTo(new CapacityUnits(10, 30));

    inHere(update(change(null, new CapacityUnits(11, 30), null)));
    theyMeet();
    assertThat(shown(THERE).provisioned()).isEqualTo(new CapacityUnits(11, 30));
  }

  @Test
  void aRegionTakesItsOwnOverrideAway() {
    inHere(update(change(BillingMode.PROVISIONED, TEN, null)));
    inHere(override(THERE, reads(50)));
    theyMeet();
    inThere(update(change(null, TEN, null)));
    theyMeet();

    assertThat(shown(THERE).provisioned()).isEqualTo(TEN);
  }

  @Test
  void anIndexOfAReplicaMayHaveItsOwnReadsUntilTheyChangeElsewhere() {
    inHere(update(change(BillingMode.PROVISIONED, TEN, null)));
    inHere(update(new IndexChange.Create(index("by-owner", "owner", ScalarType.S, TEN))));
    theyMeet();
    var reads = new TreeMap<String, IndexReads>();
    reads.put("by-owner", new IndexReads(50L, null));
    inHere(override(THERE, new ReplicaOverrides(null, null, null, null, reads)));
    inThere(update(new IndexChange.Update("by-owner", new CapacityUnits(10, 20), null, null)));
    theyMeet();
    assertThat(indexIn(THERE).provisioned()).isEqualTo(new CapacityUnits(50, 20));
    assertThat(indexIn(HERE).provisioned()).isEqualTo(new CapacityUnits(10, 20));

    // Writes alone, asked for where the override is.
    inThere(update(new IndexChange.Update("by-owner", new CapacityUnits(50, 30), null, null)));
    theyMeet();
    assertThat(indexIn(THERE).provisioned()).isEqualTo(new CapacityUnits(50, 30));
    assertThat(indexIn(HERE).provisioned()).isEqualTo(new CapacityUnits(10, 30));

    inHere(update(new IndexChange.Update("by-owner", new CapacityUnits(11, 30), null, null)));
    theyMeet();
    assertThat(indexIn(THERE).provisioned()).isEqualTo(new CapacityUnits(11, 30));

    // An index that is made again has nothing of the one before.
    inHere(override(THERE, new ReplicaOverrides(null, null, null, null, reads)));
    inHere(update(new IndexChange.Delete("by-owner")));
    inHere(update(new IndexChange.Create(index("by-owner", "owner", ScalarType.S, TEN))));
    theyMeet();
    assertThat(indexIn(THERE).provisioned()).isEqualTo(TEN);
  }

  private Index indexIn(RegionId region) {
    return shown(region).here(Indexes.in(here).named("by-owner"));
  }

  // Never synchronized.

  @Test
  void whatEachRegionHasForItselfIsLeftAlone() {
    SortedMap<String, String> tags = new TreeMap<>();
    tags.put("owner", "ann");
    inHere(
        update(
            new SettingsChange(null, null, null, null, null, true, null, null, new TreeMap<>())));
    inHere(tagged(tags));
    var policy = new OwnSettings.Policy("{}", "1");
    inHere(
        new ChangeOwnSettings(
            NAME,
            TableFaults.notFound(NAME),
            (_, own) -> own.withPolicy(OwnSettings.TABLE, policy)));
    inThere(update(change(null, null, new CapacityUnits(7, 9))));
    theyMeet();

    assertThat(shown(HERE).isProtected()).isTrue();
    assertThat(OwnSettings.of(new Table(here, HERE)).tags()).isEqualTo(tags);
    assertThat(OwnSettings.of(new Table(here, HERE)).policy(OwnSettings.TABLE)).isEqualTo(policy);
    assertThat(shown(THERE).isProtected()).isFalse();
    assertThat(OwnSettings.of(new Table(here, THERE)).tags()).isEmpty();
    assertThat(OwnSettings.of(new Table(here, THERE)).policy(OwnSettings.TABLE)).isNull();
    assertThat(shown(HERE).onDemand()).isEqualTo(new CapacityUnits(7, 9));
  }

  // Indexes.

  @Test
  void ofTwoIndexesOfOneNameTheLaterIsThere() {
    inHere(update(index("by-owner", "owner", ScalarType.S)));
    inThere(update(index("by-owner", "keeper", ScalarType.S)));
    theyMeet();

    assertThat(Indexes.in(here).all())
        .containsExactly(index("by-owner", "keeper", ScalarType.S, null));
  }

  @Test
  void anAttributeHasTheTypeThatTheLaterIndexGivesIt() {
    inHere(update(index("a", "size", ScalarType.S)));
    inThere(update(index("b", "size", ScalarType.N)));
    inHere(update(index("c", "owner", ScalarType.S)));
    theyMeet();

    assertThat(indexes()).containsExactly("b", "c");
    assertThat(Indexes.in(here).keyAttributes(KEYS))
        .contains(new KeyAttribute("size", ScalarType.N))
        .doesNotContain(new KeyAttribute("size", ScalarType.S));

    // The earlier one does not come back when the later is deleted.
    inThere(update(new IndexChange.Delete("b")));
    theyMeet();
    assertThat(indexes()).containsExactly("c");
  }

  @Test
  void togetherTwoRegionsMayMakeMoreIndexesThanOneMay() {
    for (int number = 0; number < Indexes.GLOBAL_MAX; number++) {
      inHere(update(index("here-" + number, "owner", ScalarType.S)));
      if (number > 17) continue;
      inThere(update(index("there-" + number, "owner", ScalarType.S)));
    }
    theyMeet();

    assertThat(indexes()).hasSize(38);
    Decision another =
        update(index("another", "owner", ScalarType.S))
            .decide(Tables.NONE.with(new Table(here, HERE)));
    assertThat(another).isInstanceOf(Decision.Refuse.class);
  }

  @Test
  void aDeletedIndexDoesNotComeBackByAChangeOfItsCapacity() {
    inHere(update(index("by-owner", "owner", ScalarType.S)));
    theyMeet();
    inThere(update(new IndexChange.Delete("by-owner")));
    inHere(update(new IndexChange.Update("by-owner", null, new CapacityUnits(7, 9), null)));
    inHere(
        new UpdateTable(
            NAME,
            change(BillingMode.PROVISIONED, TEN, null),
            List.of(new IndexChange.Update("by-owner", TEN, null, null)),
            null,
            null,
            now));
    theyMeet();

    assertThat(indexes()).isEmpty();
  }

  @Test
  void anIndexFitsTheBillingModeThatAnotherRegionHasChosen() {
    inHere(update(index("by-owner", "owner", ScalarType.S)));
    inThere(update(change(BillingMode.PROVISIONED, TEN, null)));
    theyMeet();
    assertThat(Indexes.in(here).named("by-owner").provisioned())
        .as("as much as its table, as long as nobody said else")
        .isEqualTo(TEN);

    inThere(update(change(BillingMode.PAY_PER_REQUEST, null, null)));
    inHere(update(new IndexChange.Update("by-owner", new CapacityUnits(3, 3), null, null)));
    theyMeet();
    assertThat(shown(HERE).billing()).isEqualTo(BillingMode.PAY_PER_REQUEST);
    assertThat(Indexes.in(here).named("by-owner").provisioned()).isNull();
  }

  @Test
  void theThroughputOfAnIndexOnceStoodBesideItsDefinition() {
    inHere(update(change(BillingMode.PROVISIONED, TEN, null)));
    inHere(
        update(
            new IndexChange.Create(
                index("by-owner", "owner", ScalarType.S, new CapacityUnits(3, 4)))));
    SharedSettings old = SharedSettings.asWhole(asItOnceWas(here.settings()), here.settingsSince());
    here = new TableDescriptor(here.id(), NAME, KEYS, 1, old, here.members());

    assertThat(here.settings().get("IndexThroughput")).isNull();
    assertThat(Indexes.in(here).named("by-owner").provisioned()).isEqualTo(new CapacityUnits(3, 4));
  }

  private static Item asItOnceWas(Item settings) {
    var bag = new TreeMap<String, AttributeValue>(settings.attributes());
    var throughput = (MapValue) bag.remove("IndexThroughput");
    var indexes = new TreeMap<String, AttributeValue>();
    ((MapValue) bag.get("Indexes"))
        .entries()
        .forEach((name, definition) -> {
          var both = new TreeMap<String, AttributeValue>(((MapValue) definition).entries());
          both.putAll(((MapValue) throughput.entries().get(name)).entries());
          indexes.put(name, new MapValue(both));
        });
    bag.put("Indexes", new MapValue(indexes));
    return Item.of(bag);
  }
}
