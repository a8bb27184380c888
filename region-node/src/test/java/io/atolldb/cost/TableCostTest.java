package io.atolldb.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.atolldb.capacity.IndexUnits;
import io.atolldb.capacity.TableMeter;
import io.atolldb.capacity.TableMeters;
import io.atolldb.capacity.TableUnits;
import io.atolldb.catalog.CapacityUnits;
import io.atolldb.catalog.Index;
import io.atolldb.catalog.IndexSettings;
import io.atolldb.catalog.Indexes;
import io.atolldb.catalog.ProjectionType;
import io.atolldb.catalog.Table;
import io.atolldb.catalog.TableFigures;
import io.atolldb.clock.HybridTimestamp;
import io.atolldb.clock.RegionId;
import io.atolldb.globaltable.Member;
import io.atolldb.globaltable.MemberStatus;
import io.atolldb.globaltable.TableDescriptor;
import io.atolldb.item.AttributeValue.MapValue;
import io.atolldb.item.AttributeValue.NumberValue;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.Bytes;
import io.atolldb.item.DynamoNumber;
import io.atolldb.item.Item;
import io.atolldb.table.IndexKeys;
import io.atolldb.table.KeyAttribute;
import io.atolldb.table.KeySchema;
import io.atolldb.table.ScalarType;
import io.atolldb.table.TableId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableCostTest {

  private static final RegionId HERE = new RegionId("us-east-1");
  private static final RegionId THERE = new RegionId("eu-west-1");
  private static final PriceList PRICES = PriceList.packaged();
  private static final Bytes KEY = Bytes.of(new byte[] {1});
  private static final Item ON_DEMAND =
      Item.of(Map.of("BillingMode", new StringValue("PAY_PER_REQUEST")));

  private final TableMeters meters = TableMeters.counting();

  private static Table table(Item settings, RegionId... others) {
    var members = new TreeMap<RegionId, Member>();
    var since = HybridTimestamp.of(1, 0, HERE);
    members.put(HERE, new Member(MemberStatus.ACTIVE, since, ""));
    for (RegionId other : others) members.put(other, new Member(MemberStatus.ACTIVE, since, ""));
    var descriptor =
        new TableDescriptor(
            new TableId(new UUID(1, 1)),
            "t",
            new KeySchema(new KeyAttribute("pk", ScalarType.S), null),
            1,
            settings,
            since,
            members);
    return new Table(descriptor, HERE);
  }

  private static Item withIndex(Item settings, Index.Kind kind, CapacityUnits provisioned) {
    var index =
        new Index(
            new UUID(0, 1),
            "more",
            kind,
            new IndexKeys(List.of(new KeyAttribute("g", ScalarType.S)), List.of()),
            ProjectionType.ALL,
            new TreeSet<>());
    var funded = index.withUnits(provisioned, null, null);
    return IndexSettings.with(settings, new Indexes(List.of(funded)));
  }

  private static Item provisioned(long read, long write) {
    var units =
        new MapValue(
            new TreeMap<>(
                Map.of(
                    "Read", new NumberValue(DynamoNumber.of(read)),
                    "Write", new NumberValue(DynamoNumber.of(write)))));
    return Item.of(Map.of("ProvisionedThroughput", units));
  }

  private TableCost cost(Table table, TableFigures figures, TableFigures entries) {
    var held = new TreeMap<>(Map.of("more", entries));
    return TableCost.of(table, meters.of(table), figures, held, PRICES);
  }

  @Test
  void requestsOnDemandAreBilledByTheMillion() {
    Table table = table(ON_DEMAND);
    TableMeter meter = meters.of(table);
    meter.own().read(null, 2_000_000.5);
    meter.wrote(KEY, TableUnits.ofTable(1_000_000));

    TableCost cost = cost(table, TableFigures.NONE, TableFigures.NONE);
    assertThat(cost.shares().getFirst().readUnits()).isEqualTo(2_000_000.5);
    assertThat(cost.requestsUsd()).isCloseTo(2 * 0.125 + 0.625, within(1e-6));
    assertThat(cost.capacityUsdPerMonth()).isZero();
  }

  @Test
  void aGlobalTablePaysForWritesOfItsOwnAndOfOthers() {
    Table table = table(ON_DEMAND, THERE);
    TableMeter meter = meters.of(table);
    meter.wrote(KEY, TableUnits.ofTable(1_000_000));
    meter.replicated(TableUnits.ofTable(3_000_000));

    TableCost cost = cost(table, TableFigures.NONE, TableFigures.NONE);
    assertThat(cost.shares().getFirst().writeUnits()).isEqualTo(1_000_000);
    assertThat(cost.shares().getFirst().replicatedWriteUnits()).isEqualTo(3_000_000);
    assertThat(cost.requestsUsd()).isCloseTo(4 * 0.625, within(1e-9));
  }

  @Test
  void provisionedCapacityIsBilledWhateverIsUsed() {
    Table table = table(withIndex(provisioned(10, 5), Index.Kind.GLOBAL, new CapacityUnits(1, 2)));
    meters.of(table).own().read(null, 1_000_000);

    TableCost cost = cost(table, TableFigures.NONE, TableFigures.NONE);
    assertThat(cost.requestsUsd()).isZero();
    assertThat(cost.capacityUsdPerMonth())
        .isCloseTo((11 * 0.00013 + 7 * 0.00065) * 730, within(1e-9));
  }

  @Test
  void aGlobalIndexHasAShareOfItsOwnAndALocalOneIsInItsTables() {
    Table global = table(withIndex(ON_DEMAND, Index.Kind.GLOBAL, null));
    var units = new TreeMap<>(Map.of("more", 1_000_000.0));
    meters.of(global).wrote(KEY, new TableUnits(0, new IndexUnits(new TreeMap<>(), units)));

    assertThat(cost(global, TableFigures.NONE, TableFigures.NONE).shares())
        .extracting(TableCost.Share::index, TableCost.Share::writeUnits)
        .containsExactly(tuple(null, 0.0), tuple("more", 1_000_000.0));

    Table local = table(withIndex(ON_DEMAND, Index.Kind.LOCAL, null));
    meters.of(local).wrote(KEY, new TableUnits(0, new IndexUnits(units, new TreeMap<>())));
    TableCost cost = cost(local, TableFigures.NONE, TableFigures.NONE);
    assertThat(cost.shares())
        .extracting(TableCost.Share::writeUnits)
        .containsExactly(1_000_000.0, 0.0);
    assertThat(cost.requestsUsd()).isCloseTo(0.625, within(1e-9));
  }

  @Test
  void storageIsBilledWithAHundredBytesMoreForEveryItemAndEntry() {
    Table table = table(withIndex(ON_DEMAND, Index.Kind.LOCAL, null));
    var oneGigabyte = new TableFigures(1_000, (1L << 30) - 1_000 * 100);

    TableCost cost = cost(table, oneGigabyte, oneGigabyte);
    assertThat(cost.shares()).extracting(TableCost.Share::billedBytes).containsOnly(1L << 30);
    assertThat(cost.storageUsdPerMonth()).isCloseTo(0.50, within(1e-9));
  }

  @Test
  void anotherPriceListMayBeGivenAndHasToBeWhole(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("prices.properties");
    String packaged;
    try (var in = PriceList.class.getResourceAsStream("/prices.properties")) {
      packaged = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    Files.writeString(file, packaged.replace("asOf=2024-11-01", "asOf=2026-01-01"));
    assertThat(PriceList.of(file).asOf()).isEqualTo("2026-01-01");
    assertThat(PriceList.of(file).byClass()).isEqualTo(PRICES.byClass());

    Files.writeString(file, packaged.replace("STANDARD.write.hour=0.00065", ""));
    assertThatThrownBy(() -> PriceList.of(file))
        .isInstanceOf(PriceList.Incomplete.class)
        .hasMessage("the price list says nothing of STANDARD.write.hour");
    Files.writeString(file, packaged.replace("=0.00065", "=-1"));
    assertThatThrownBy(() -> PriceList.of(file))
        .isInstanceOf(PriceList.Incomplete.class)
        .hasMessageContaining("is no price: -1");
  }
}
