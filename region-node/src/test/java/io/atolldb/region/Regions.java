package io.atolldb.region;

import io.atolldb.capacity.TableMeters;
import io.atolldb.catalog.TableChange;
import io.atolldb.catalog.TableOperation;
import io.atolldb.clock.ClockBound;
import io.atolldb.clock.DriftLimits;
import io.atolldb.clock.RegionId;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.item.KeyCodec;
import io.atolldb.item.PrimaryKey;
import io.atolldb.log.Disk;
import io.atolldb.log.LogLimits;
import io.atolldb.operation.CollectionLimit;
import io.atolldb.operation.Guard;
import io.atolldb.operation.PutItem;
import io.atolldb.store.ItemStore;
import io.atolldb.table.KeyAttribute;
import io.atolldb.table.KeySchema;
import io.atolldb.table.ScalarType;
import io.atolldb.table.TableId;
import io.atolldb.writer.Pending;
import io.atolldb.writer.Written;
import java.util.List;
import java.util.Map;
import java.util.UUID;

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
