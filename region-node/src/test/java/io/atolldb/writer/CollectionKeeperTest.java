package io.atolldb.writer;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.capacity.TableMeters;
import io.atolldb.catalog.Index;
import io.atolldb.catalog.IndexSettings;
import io.atolldb.catalog.Indexes;
import io.atolldb.catalog.ProjectionType;
import io.atolldb.catalog.TableChange;
import io.atolldb.catalog.TableOperation;
import io.atolldb.clock.HybridTimestamp;
import io.atolldb.fault.ApiFault;
import io.atolldb.globaltable.MemberStatus;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.NumberValue;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.Bytes;
import io.atolldb.item.DynamoNumber;
import io.atolldb.item.Item;
import io.atolldb.item.ItemSize;
import io.atolldb.item.KeyCodec;
import io.atolldb.item.PrimaryKey;
import io.atolldb.log.MemoryDisk;
import io.atolldb.operation.CollectionLimit;
import io.atolldb.operation.DeleteItem;
import io.atolldb.operation.Guard;
import io.atolldb.operation.ItemOperation;
import io.atolldb.operation.PutItem;
import io.atolldb.operation.Transaction;
import io.atolldb.region.Region;
import io.atolldb.region.RegionCore;
import io.atolldb.region.Regions;
import io.atolldb.replication.LinkProgress;
import io.atolldb.replication.ReplicaStore.RemoteBatch;
import io.atolldb.replication.StreamPosition;
import io.atolldb.store.ItemStore;
import io.atolldb.store.MemoryStore;
import io.atolldb.store.StoreBatch;
import io.atolldb.store.StoreMap;
import io.atolldb.table.IndexKeys;
import io.atolldb.table.KeyAttribute;
import io.atolldb.table.KeySchema;
import io.atolldb.table.ScalarType;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CollectionKeeperTest {

  private static final long NOW = 1_000_000;
  private static final int STEPS = 300;
  private static final CollectionLimit SMALL = new CollectionLimit(200);
  private static final KeyAttribute PARTITION = new KeyAttribute("id", ScalarType.S);
  private static final KeySchema KEYS =
      new KeySchema(PARTITION, new KeyAttribute("at", ScalarType.N));
  private static final Index WHOLE = local(1, "whole", "text", ProjectionType.ALL);
  private static final Index KEYS_ONLY = local(2, "keys", "other", ProjectionType.KEYS_ONLY);

  private final MemoryDisk disk = new MemoryDisk(64 << 20);
  private final MemoryStore store = new MemoryStore();
  private RegionCore core;

  private static Index local(long id, String name, String sort, ProjectionType projection) {
    var keys = new IndexKeys(List.of(PARTITION), List.of(new KeyAttribute(sort, ScalarType.S)));
    return new Index(new UUID(0, id), name, Index.Kind.LOCAL, keys, projection, new TreeSet<>());
  }

  @BeforeEach
  void open() throws Exception {
    core = open(disk, store, CollectionLimit.USUAL);
    Item settings = IndexSettings.with(Item.ABSENT, new Indexes(List.of(WHOLE, KEYS_ONLY)));
    change(new TableChange.Create(Regions.TABLE, "t", KEYS, 1, settings));
  }

  private static RegionCore open(MemoryDisk disk, ItemStore store, CollectionLimit limit)
      throws Exception {
    return Regions.open(disk, store, new long[] {NOW}, TableMeters.counting(), limit);
  }

  private void change(TableChange change) {
    core.writer().submit((TableOperation) _ -> new TableOperation.Decision.Change(List.of(change)));
    core.writer().doWork();
  }

  @Test
  void aCollectionIsItsItemsAndTheirEntriesInLocalIndexes() {
    put("a", 1, "text", null);
    put("a", 2, null, "other");
    put("a", 3, null, null);
    put("b", 1, null, null);
    core.writer().doWork();

    int first = ItemSize.of(item("a", 1, "text", null));
    int second = ItemSize.of(item("a", 2, null, "other"));
    int plain = ItemSize.of(item("a", 3, null, null));
    assertThat(size(core, "a")).isEqualTo(2 * first + 2 * second + plain);
    assertThat(size(core, "b")).isEqualTo(plain);

    delete("a", 1);
    delete("a", 3);
    core.writer().doWork();
    assertThat(size(core, "a")).isEqualTo(2L * second);
  }

  @Test
  void whateverHappensItIsWhatAScanWouldFind() throws Exception {
    long seed = 20_261_122;
    var random = new SplittableRandom(seed);
    for (int step = 0; step < STEPS; step++) {
      String id = "p" + random.nextInt(3);
      int at = random.nextInt(6);
      String text = random.nextBoolean() ? null : "x".repeat(1 + random.nextInt(40));
      String other = random.nextBoolean() ? null : "y".repeat(1 + random.nextInt(10));
      switch (random.nextInt(4)) {
        case 0 -> delete(id, at);
        case 1 -> core.writer().submit(remote(item(id, at, text, other), step));
        default -> put(id, at, text, other);
      }
      if (random.nextInt(5) == 0) {
        core.writer().doWork();
        assertAllAreAsCounted(core, "seed %d, step %d".formatted(seed, step));
      }
    }
    core.writer().doWork();
    assertAllAreAsCounted(core, "seed " + seed);
    assertAllAreAsCounted(open(disk, store, CollectionLimit.USUAL), "from the store");
    assertAllAreAsCounted(open(disk, new MemoryStore(), CollectionLimit.USUAL), "from the log");
  }

  @ParameterizedTest
  @ValueSource(strings = {"items", "collections", "region", "tables"})
  void aStoreThatIsAheadInOneMapMakesNothingCountTwice(String ahead) throws Exception {
    for (int step = 0; step < 50; step++) {
      put("p" + step % 2, step % 7, "x".repeat(1 + step), null);
      if (step % 5 == 0) delete("p" + step % 2, step % 3);
    }
    core.writer().doWork();

    RegionCore again = open(disk, TornStore.aheadIn(ahead, store), CollectionLimit.USUAL);
    assertAllAreAsCounted(again, ahead);
    assertThat(size(again, "p0")).isEqualTo(size(core, "p0"));
  }

  @Test
  void aStoreThatWasWrittenBeforeTheyWereKeptIsCountedOnce() throws Exception {
    put("a", 1, "text", null);
    put("b", 1, "text", "other");
    core.writer().doWork();
    var batch = new StoreBatch();
    batch.remove(StoreMap.REGION, RegionKeys.COLLECTIONS_COUNTED);
    batch.drop(StoreMap.collections(Regions.TABLE));
    batch.reaches(store.appliedSequence());
    store.apply(batch);

    assertAllAreAsCounted(open(disk, store, CollectionLimit.USUAL), "an older store");
  }

  @Test
  void aFullCollectionMayShrinkAndNotGrow() throws Exception {
    core = open(disk, store, SMALL);
    put("a", 1, "x".repeat(60), null);
    core.writer().doWork();
    assertThat(size(core, "a")).isBetween(130L, 200L);

    var more = put("a", 2, "x".repeat(60), null);
    var elsewhere = put("b", 2, "x".repeat(60), null);
    var larger = put("a", 1, "x".repeat(100), null);
    var equal = put("a", 1, "y".repeat(60), null);
    core.writer().doWork();
    assertThat(more.get()).isEqualTo(refused());
    assertThat(elsewhere.get()).isInstanceOf(Written.Done.class);
    assertThat(larger.get()).isEqualTo(refused());
    assertThat(equal.get()).isInstanceOf(Written.Done.class);

    var gone = delete("a", 1);
    var again = put("a", 2, "x".repeat(60), null);
    core.writer().doWork();
    assertThat(gone.get()).isInstanceOf(Written.Done.class);
    assertThat(again.get()).isInstanceOf(Written.Done.class);
    assertAllAreAsCounted(core, "after refusals");
  }

  @Test
  void theWritesOfATransactionAreWeighedTogether() throws Exception {
    core = open(disk, store, SMALL);
    List<ItemOperation> operations =
        List.of(putting("a", 1, "x".repeat(60), null), putting("a", 2, "x".repeat(60), null));
    var done = core.writer().submit(new Transaction(operations, null));
    core.writer().doWork();

    assertThat(done.get())
        .isInstanceOfSatisfying(
            Transacted.Refused.class,
            refused ->
                assertThat(refused.fault().message())
                    .endsWith("[None, ItemCollectionSizeLimitExceeded]"));
    assertThat(size(core, "a")).isZero();
  }

  @Test
  void whatAnotherRegionWroteIsNeverRefused() throws Exception {
    core = open(disk, store, SMALL);
    for (int at = 0; at < 5; at++) {
      core.writer().submit(remote(item("a", at, "x".repeat(60), null), at));
    }
    core.writer().doWork();

    assertThat(size(core, "a")).isGreaterThan(SMALL.bytesMax());
    assertAllAreAsCounted(core, "beyond the limit");
    var smaller = put("a", 1, "x", null);
    core.writer().doWork();
    assertThat(smaller.get()).isInstanceOf(Written.Done.class);
  }

  @Test
  void aDroppedTableHoldsNone() {
    put("a", 1, "text", null);
    core.writer().doWork();
    change(new TableChange.Membership(Regions.TABLE, Regions.HERE, MemberStatus.REMOVED, "gone"));

    assertThat(size(core, "a")).isZero();
    assertThat(store.entries(StoreMap.collections(Regions.TABLE))).isZero();
  }

  private static Written.Refused refused() {
    return new Written.Refused(new ApiFault.CollectionTooLarge());
  }

  private Pending<Written> put(String id, int at, String text, String other) {
    return core.writer().submit(putting(id, at, text, other));
  }

  private static ItemOperation putting(String id, int at, String text, String other) {
    return new PutItem(Regions.TABLE, key(id, at), item(id, at, text, other), Guard.NONE);
  }

  private Pending<Written> delete(String id, int at) {
    return core.writer().submit(new DeleteItem(Regions.TABLE, key(id, at), Guard.NONE));
  }

  private static Bytes key(String id, int at) {
    return KeyCodec.encode(
        new PrimaryKey(new StringValue(id), new NumberValue(DynamoNumber.of(at))));
  }

  /// Null leaves the attribute out.
  private static Item item(String id, int at, String text, String other) {
    var attributes = new TreeMap<String, AttributeValue>();
    attributes.put("id", new StringValue(id));
    attributes.put("at", new NumberValue(DynamoNumber.of(at)));
    if (text != null) attributes.put("text", new StringValue(text));
    if (other != null) attributes.put("other", new StringValue(other));
    return Item.owning(attributes);
  }

  private static RemoteBatch remote(Item item, long offset) {
    var written = HybridTimestamp.of(NOW + offset % 7, 0, Regions.THERE);
    Bytes key = KeyCodec.encode(new PrimaryKey(item.get("id"), item.get("at")));
    var position = new StreamPosition("cluster", "topic", offset);
    return Regions.arriving(Regions.theirs(key, item, written), new LinkProgress(position, NOW));
  }

  private static long size(RegionCore core, String id) {
    return core.state()
        .collectionBytes(Regions.TABLE, KeyCodec.partitionPrefix(new StringValue(id)));
  }

  private static void assertAllAreAsCounted(RegionCore core, String when) {
    for (String id : List.of("a", "b", "p0", "p1", "p2")) {
      assertThat(size(core, id)).as("%s: %s", when, id).isEqualTo(counted(core, id));
    }
  }

  /// What items and entries of the partition weigh, one by one.
  private static long counted(RegionCore core, String id) {
    return weigh(core.region().scan(Regions.TABLE, null, null, true), id)
        + weigh(core.region().scan(WHOLE, null, null, true), id)
        + weigh(core.region().scan(KEYS_ONLY, null, null, true), id);
  }

  private static long weigh(Region.ItemCursor cursor, String id) {
    long bytes = 0;
    while (cursor.advance()) {
      boolean within = new StringValue(id).equals(cursor.current().item().get("id"));
      if (within) bytes += cursor.current().sizeBytes();
    }
    return bytes;
  }
}
