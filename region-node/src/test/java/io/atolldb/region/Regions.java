package io.atolldb.region;

import io.atolldb.capacity.TableMeters;
import io.atolldb.catalog.TableChange;
import io.atolldb.catalog.TableOperation;
import io.atolldb.clock.ClockBound;
import io.atolldb.clock.DriftLimits;
import io.atolldb.clock.HybridTimestamp;
import io.atolldb.clock.RegionId;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.item.ItemCodec;
import io.atolldb.item.KeyCodec;
import io.atolldb.item.PrimaryKey;
import io.atolldb.log.Disk;
import io.atolldb.log.LogLimits;
import io.atolldb.operation.CollectionLimit;
import io.atolldb.operation.Guard;
import io.atolldb.operation.PutItem;
import io.atolldb.replication.ChangeRecord;
import io.atolldb.replication.ChangeRecord.Kind;
import io.atolldb.replication.LinkProgress;
import io.atolldb.replication.ReplicaStore.RemoteBatch;
import io.atolldb.replication.StreamRecord;
import io.atolldb.store.ItemStore;
import io.atolldb.table.KeyAttribute;
import io.atolldb.table.KeySchema;
import io.atolldb.table.ScalarType;
import io.atolldb.table.TableId;
import io.atolldb.version.Version;
import io.atolldb.writer.Pending;
import io.atolldb.writer.Written;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A region without doors, stepped by the test.
public final class Regions {

  public static final RegionId HERE = new RegionId("us-east-1");
  public static final RegionId THERE = new RegionId("eu-west-1");
  public static final TableId TABLE = new TableId(new UUID(1, 2));
  public static final KeySchema KEYS = new KeySchema(new KeyAttribute("id", ScalarType.S), null);

  private Regions() {}

  /// `wallMillis` is the region's wall clock, read at every look.
  public static RegionCore open(Disk disk, ItemStore store, long[] wallMillis) throws Exception {
    return open(disk, store, wallMillis, TableMeters.counting(), CollectionLimit.USUAL);
  }

  public static RegionCore open(
      Disk disk,
      ItemStore store,
      long[] wallMillis,
      TableMeters meters,
      CollectionLimit collectionLimit)
      throws Exception {
    var limits = new LogLimits(1 << 20, 1 << 20, 1 << 16, 0);
    return RegionCore.open(
        HERE,
        new RegionCore.Ports(
            disk, limits, store, new RememberedBound(), () -> wallMillis[0], DriftLimits.DEFAULT),
        meters,
        collectionLimit);
  }

  /// On an empty disk and store; with the table.
  public static RegionCore withTable(Disk disk, ItemStore store, long[] wallMillis) {
    try {
      RegionCore core = open(disk, store, wallMillis);
      createTable(core);
      return core;
    } catch (Exception failed) {
      throw new AssertionError("no region can be opened", failed);
    }
  }

  public static void createTable(RegionCore core) {
    Pending<TableOperation.Outcome> pending =
        core.writer()
            .submit(tables ->
                new TableOperation.Decision.Change(
                    List.of(new TableChange.Create(TABLE, "t", KEYS, 1, Item.ABSENT))));
    core.writer().doWork();
    if (!(pending.get() instanceof TableOperation.Outcome.Done)) {
      throw new AssertionError(pending.get().toString());
    }
  }

  public static Bytes key(String id) {
    return KeyCodec.encode(new PrimaryKey(new StringValue(id), null));
  }

  public static Item item(String id, String text) {
    return Item.of(Map.of("id", new StringValue(id), "text", new StringValue(text)));
  }

  /// Submits; the answer comes when the test lets the writer take a step.
  public static Pending<Written> put(RegionCore core, String id, String text) {
    return core.writer().submit(new PutItem(TABLE, key(id), item(id, text), Guard.NONE));
  }

  /// A put in [#THERE], by one who had seen nothing.
  public static ChangeRecord theirs(Bytes key, Item item, HybridTimestamp written) {
    Version version = Version.NEVER.succeededBy(written);
    Bytes image = Bytes.owning(ItemCodec.encode(item));
    return new ChangeRecord(TABLE, key, version, Kind.PUT, image, true, null);
  }

  public static ChangeRecord theirs(String id, String text, long millis) {
    return theirs(key(id), item(id, text), HybridTimestamp.of(millis, 0, THERE));
  }

  /// `progress`: of the link from [#THERE], if that is to be remembered.
  public static RemoteBatch arriving(ChangeRecord change, @Nullable LinkProgress progress) {
    return new RemoteBatch(THERE, List.of(new StreamRecord.Change(change)), progress);
  }

  /// Somebody writes here, somebody else writes there at the same time.
  public static void conflict(RegionCore core, String id, String theirs, long[] wallMillis) {
    put(core, id, "ours");
    core.writer().doWork();
    core.writer().submit(arriving(theirs(id, theirs, wallMillis[0] + 1), null));
    core.writer().doWork();
    wallMillis[0] += 10;
  }

  private static final class RememberedBound implements ClockBound {
    private long bound;

    @Override
    public long restored() {
      return bound;
    }

    @Override
    public void raiseTo(long packed) {
      bound = packed;
    }
  }
}
