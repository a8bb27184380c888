package io.atolldb.region;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.catalog.SettingsEdit;
import io.atolldb.catalog.Table;
import io.atolldb.catalog.TableChange;
import io.atolldb.catalog.TableOperation.Decision;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.NumberValue;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.DynamoNumber;
import io.atolldb.item.Item;
import io.atolldb.log.MemoryDisk;
import io.atolldb.operation.Guard;
import io.atolldb.operation.PutItem;
import io.atolldb.replication.ChangeRecord.Kind;
import io.atolldb.store.MemoryStore;
import io.atolldb.store.StoreMap;
import io.atolldb.stored.ItemVersion;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Items that expire are removed soon after their time, and only those.
class ExpirySweeperTest {

  private static final long START = 1_700_000_000_000L;
  private static final long NOW = START / 1_000;
  private static final int STEPS = 200;

  private final long[] clock = {START};
  private final MemoryDisk disk = new MemoryDisk(64 << 20);
  @AutoClose private RegionCore core = Regions.withTable(disk, new MemoryStore(), clock);
  private ExpirySweeper sweeper;

  @BeforeEach
  void open() {
    sweeper = new ExpirySweeper(core, () -> clock[0], () -> clock[0]);
  }

  private void expireBy(@Nullable String attribute) {
    core.writer()
        .submit(tables -> {
          Table table = tables.of(Regions.TABLE);
          if (table == null) throw new AssertionError("no table");
          Item settings = SettingsEdit.expiring(table, attribute, clock[0]);
          return new Decision.Change(List.of(new TableChange.Settings(table.id(), settings)));
        });
    core.writer().doWork();
  }

  private void put(String id, AttributeValue until) {
    Item item = Item.of(Map.of("id", new StringValue(id), "until", until));
    core.writer().submit(new PutItem(Regions.TABLE, Regions.key(id), item, Guard.NONE));
    core.writer().doWork();
  }

  private static AttributeValue seconds(long seconds) {
    return new NumberValue(DynamoNumber.of(seconds));
  }

  private ItemVersion read(String id) {
    return core.state().read(Regions.TABLE, Regions.key(id));
  }

  private long entries() {
    return core.state().store().entries(StoreMap.expiries(Regions.TABLE));
  }

  /// So many milliseconds go by, in which sweeper and writer do what they have to.
  private void pass(long millis) {
    clock[0] += millis;
    for (int step = 0; step < STEPS; step++) {
      sweeper.doWork();
      core.writer().doWork();
      clock[0] += 10;
    }
  }

  @Test
  void anItemGoesWhenItsTimeHasComeAndNotBefore() {
    expireBy("until");
    put("soon", seconds(NOW + 10));
    put("later", seconds(NOW + 100));
    put("never", new StringValue("x"));
    put("ancient", seconds(NOW - 6L * 365 * 24 * 3_600));

    pass(0);
    assertThat(read("soon").exists()).isTrue();
    pass(9_000);

    assertThat(read("soon").exists()).isFalse();
    assertThat(read("soon").kind()).isEqualTo(Kind.EXPIRY);
    assertThat(List.of("later", "never", "ancient"))
        .allSatisfy(id -> assertThat(read(id).exists()).as(id).isTrue());
    assertThat(entries()).isEqualTo(2);
  }

  @Test
  void anItemWhoseTimeWasMovedIsFoundByItsNewTimeOnly() {
    expireBy("until");
    put("a", seconds(NOW + 10));
    put("a", seconds(NOW + 50));
    assertThat(entries()).isEqualTo(1);
    pass(20_000);
    assertThat(read("a").exists()).isTrue();
    pass(40_000);
    assertThat(read("a").exists()).isFalse();
    assertThat(entries()).isZero();
  }

  @Test
  void anItemThatIsGivenMoreTimeWhileItsRemovalWaitsStays() {
    expireBy("until");
    pass(0);
    put("a", seconds(NOW - 1));
    clock[0] += ExpirySweeper.PERIOD_MILLIS;
    Item longer = Item.of(Map.of("id", new StringValue("a"), "until", seconds(NOW + 1_000)));
    core.writer().submit(new PutItem(Regions.TABLE, Regions.key("a"), longer, Guard.NONE));
    sweeper.doWork();
    assertThat(sweeper.submitted()).isEqualTo(1);
    core.writer().doWork();

    assertThat(read("a").exists()).isTrue();
    pass(0);
    assertThat(read("a").item()).isEqualTo(longer);
  }

  @Test
  void itemsThatWereThereBeforeAreEnteredWhenExpiryIsSwitchedOn() {
    int items = ExpirySweeper.STRETCH_KEYS + 20;
    for (int at = 0; at < items; at++) put("item-" + at, seconds(NOW + 1_000));
    put("due", seconds(NOW - 5));
    expireBy("until");
    assertThat(entries()).isZero();

    pass(0);

    assertThat(core.state().expiriesFrom(Regions.TABLE)).isNull();
    assertThat(entries()).isEqualTo(items);
    assertThat(read("due").exists()).isFalse();
    expireBy(null);
    assertThat(entries()).isZero();
  }

  @Test
  void aReopenedRegionKnowsTheSameTimes() throws Exception {
    put("before", seconds(NOW + 50));
    expireBy("until");
    put("after", seconds(NOW + 60));
    pass(0);
    core.close();

    core = Regions.open(disk, new MemoryStore(), clock);
    sweeper = new ExpirySweeper(core, () -> clock[0], () -> clock[0]);

    assertThat(entries()).isEqualTo(2);
    assertThat(core.state().expiriesFrom(Regions.TABLE)).isNull();
    pass(70_000);
    assertThat(read("before").exists()).isFalse();
    assertThat(read("after").exists()).isFalse();
  }

  @Test
  void moreThanOneStepTakesIsRemovedAtABoundedRate() {
    expireBy("until");
    int items = 3 * ExpirySweeper.STEP_ITEMS;
    for (int at = 0; at < items; at++) put("item-" + at, seconds(NOW - 1));

    sweeper.doWork();
    core.writer().doWork();
    sweeper.doWork();
    core.writer().doWork();
    assertThat(sweeper.submitted()).isLessThanOrEqualTo(ExpirySweeper.STEP_ITEMS);
    pass(0);

    assertThat(sweeper.submitted()).isEqualTo(items);
    assertThat(entries()).isZero();
  }
}
