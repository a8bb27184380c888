package io.atolldb.simulation;

import static io.atolldb.simulation.TroubledRegions.IRELAND;
import static io.atolldb.simulation.TroubledRegions.Mishap.ALL_WATER_FLOWS;
import static io.atolldb.simulation.TroubledRegions.Mishap.CRASHES;
import static io.atolldb.simulation.TroubledRegions.Mishap.FALLS_SILENT;
import static io.atolldb.simulation.TroubledRegions.Mishap.NONE;
import static io.atolldb.simulation.TroubledRegions.Mishap.STARTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.catalog.BillingMode;
import io.atolldb.catalog.CapacityUnits;
import io.atolldb.catalog.Index;
import io.atolldb.catalog.MergeSetting;
import io.atolldb.catalog.ProjectionType;
import io.atolldb.catalog.ReplicaOverrides;
import io.atolldb.catalog.SettingsChange;
import io.atolldb.catalog.Table;
import io.atolldb.catalog.TableClass;
import io.atolldb.catalog.TableOperation;
import io.atolldb.catalog.TableOperation.Outcome;
import io.atolldb.catalog.TableSettings;
import io.atolldb.clock.HybridTimestamp;
import io.atolldb.clock.RegionId;
import io.atolldb.globaltable.TableDescriptor;
import io.atolldb.merge.MergePolicy;
import io.atolldb.operation.ChooseMergePolicy;
import io.atolldb.operation.IndexChange;
import io.atolldb.operation.UpdateTable;
import io.atolldb.operation.UpdateTimeToLive;
import io.atolldb.table.IndexKeys;
import io.atolldb.table.KeyAttribute;
import io.atolldb.table.ScalarType;
import io.atolldb.writer.Pending;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every region changes the settings of one table, while links are cut and regions lose power. In
/// the end all hold one descriptor, which has every change that was acknowledged and that no later
/// change of the same setting has replaced; and the indexes hold what the items say.
class SettingsTest {

  private static final int SEEDS = 25;
  private static final int ROUNDS = 50;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, SEEDS);
  }

  /// A wish for a setting, and what it shall be; empty: not there.
  private record Wish(String setting, String value, TableOperation operation) {}

  private record Asked(Wish wish, Pending<Outcome> answer) {}

  private record Decided(HybridTimestamp at, String value) {}

  @ParameterizedTest
  @MethodSource("seeds")
  void changesOfAllRegionsSurviveSideBySide(long seed) {
    var world = new World(seed, Weather.ROUGH, TroubledRegions.ALL);
    world.check(new IndexesHoldWhatItemsSay(), new AllRegionsAgree());
    world.withTable(IRELAND);
    world.at(IRELAND).running().core().writer().submit(update(world, units(1), null));
    world.settle();
    var clients = new Clients(world, 3, 200);
    clients.start();

    var asked = new ArrayList<Asked>();
    var regions =
        new TroubledRegions(world)
            .lots(1, ALL_WATER_FLOWS, CRASHES)
            .lots(2, FALLS_SILENT)
            .lots(3, STARTS, NONE);
    regions.ask(
        ROUNDS,
        400,
        (region, round) -> {
          Wish wish = wish(world, table(world, region.id()), round);
          asked.add(new Asked(wish, region.running().core().writer().submit(wish.operation())));
        });
    regions.end();
    clients.stop();
    world.settle();
    assertAgreement(seed, world);
    assertNothingIsLost(seed, table(world, IRELAND), asked);
  }

  private static void assertAgreement(long seed, World world) {
    TableDescriptor first = table(world, IRELAND).descriptor();
    for (RegionId region : TroubledRegions.ALL) {
      assertThat(table(world, region).descriptor())
          .as("seed %d, %s", seed, region)
          .isEqualTo(first);
    }
  }

  /// A change that was not answered may have become true or not; of its setting nothing is known.
  private static void assertNothingIsLost(long seed, Table table, List<Asked> asked) {
    var latest = new TreeMap<String, Decided>();
    var doubtful = new TreeSet<String>();
    for (Asked each : asked) {
      Wish wish = each.wish();
      if (!each.answer().isDone()) {
        doubtful.add(wish.setting());
      } else if (each.answer().get() instanceof Outcome.Done(var before, var after)) {
        TableDescriptor changed = after.of(World.TABLE).descriptor();
        if (changed.equals(before.of(World.TABLE).descriptor())) continue;
        latest.merge(
            wish.setting(),
            new Decided(changed.settingsSince(), wish.value()),
            SettingsTest::later);
      }
    }
    latest.forEach((setting, decided) -> {
      Decided ruling = setting.startsWith("class ") ? latest.get("class") : null;
      boolean isDoubtful = setting.startsWith("class ") && doubtful.contains("class");
      if (isDoubtful || doubtful.contains(setting)) return;
      String value = ruling == null ? decided.value() : later(ruling, decided).value();
      assertThat(shown(table, setting))
          .as("seed %d: %s, decided %s, class %s", seed, setting, decided, ruling)
          .isEqualTo(value);
    });
    assertThat(latest).as("seed %d", seed).hasSizeGreaterThan(2);
  }

  private static Decided later(Decided some, Decided other) {
    return some.at().compareTo(other.at()) > 0 ? some : other;
  }

  private static Wish wish(World world, Table table, int round) {
    long kind = world.dice().between(0, 6);
    if (kind == 0) {
      String attribute = TableSettings.expiryAttribute(table.descriptor());
      // Hours pass between two rounds, as far as this is concerned.
      long now = round * 7_200_000L;
      return new Wish(
          "expiry",
          attribute == null ? "expires" : "",
          new UpdateTimeToLive(World.TABLE_NAME, attribute == null, "expires", now));
    }
    if (kind == 6) {
      var policy = world.dice().pick(List.of(MergePolicy.values()));
      return new Wish("policy", policy.text(), new ChooseMergePolicy(World.TABLE_NAME, policy));
    }
    if (kind == 1) return new Wish("units", "" + (round + 1), update(world, units(round), null));
    TableClass tableClass = world.dice().pick(List.of(TableClass.values()));
    if (kind == 2) {
      return new Wish("class", tableClass.name(), update(world, tableClass(tableClass), null));
    }
    if (kind == 3) {
      RegionId region = world.dice().pick(TroubledRegions.ALL);
      var overrides = new ReplicaOverrides(null, null, null, tableClass);
      return new Wish(
          "class of " + region,
          tableClass.name(),
          update(world, NOTHING, new UpdateTable.ReplicaChange.Update(region, overrides)));
    }
    return index(world, table, round);
  }

  private static Wish index(World world, Table table, int round) {
    String name = world.dice().pick(List.of("red", "green", "blue"));
    var id = new UUID(1, round);
    boolean exists = table.indexes().named(name) != null;
    IndexChange change =
        exists ? new IndexChange.Delete(name) : new IndexChange.Create(index(id, name));
    var operation = new UpdateTable(World.TABLE_NAME, NOTHING, List.of(change), null, null, 0);
    return new Wish("index " + name, exists ? "" : id.toString(), operation);
  }

  private static Index index(UUID id, String name) {
    var keys = new IndexKeys(List.of(new KeyAttribute("value", ScalarType.S)), List.of());
    return new Index(id, name, Index.Kind.GLOBAL, keys, ProjectionType.ALL, new TreeSet<>());
  }

  private static String shown(Table table, String setting) {
    if (setting.startsWith("class of ")) {
      RegionId region = new RegionId(setting.substring("class of ".length()));
      String shown = TableSettings.of(new Table(table.descriptor(), region)).tableClass();
      return shown == null ? "" : shown;
    }
    if (setting.startsWith("index ")) {
      Index index = table.indexes().named(setting.substring("index ".length()));
      return index == null ? "" : index.id().toString();
    }
    TableSettings settings = TableSettings.of(table);
    return switch (setting) {
      case "expiry" -> {
        String attribute = TableSettings.expiryAttribute(table.descriptor());
        yield attribute == null ? "" : attribute;
      }
      case "policy" -> MergeSetting.of(table.descriptor()).text();
      case "units" -> "" + settings.onDemand().read();
      case "class" -> {
        // Without the override that the region may have.
        String shown =
            TableSettings.of(new Table(table.descriptor(), new RegionId("x"))).tableClass();
        yield shown == null ? "" : shown;
      }
      default -> throw new IllegalArgumentException(setting);
    };
  }

  private static final SettingsChange NOTHING = change(null, null);

  private static SettingsChange units(long units) {
    return change(new CapacityUnits(units + 1, units + 1), null);
  }

  private static SettingsChange tableClass(TableClass tableClass) {
    return change(null, tableClass);
  }

  private static SettingsChange change(CapacityUnits onDemand, TableClass tableClass) {
    return new SettingsChange(
        onDemand == null ? null : BillingMode.PAY_PER_REQUEST,
        null,
        null,
        null,
        tableClass,
        null,
        null,
        onDemand,
        new TreeMap<>());
  }

  private static UpdateTable update(
      World world, SettingsChange change, UpdateTable.ReplicaChange replica) {
    long now = world.timeline().nowMillis();
    return new UpdateTable(World.TABLE_NAME, change, List.of(), replica, null, now);
  }

  private static Table table(World world, RegionId region) {
    return world.at(region).running().core().state().tables().of(World.TABLE);
  }
}
