package io.atolldb.region;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.catalog.StreamView;
import io.atolldb.catalog.TableChange;
import io.atolldb.catalog.TableOperation.Decision;
import io.atolldb.item.AttributeValue.NumberValue;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.DynamoNumber;
import io.atolldb.item.Item;
import io.atolldb.log.MemoryDisk;
import io.atolldb.operation.ExpireItem;
import io.atolldb.operation.Guard;
import io.atolldb.operation.PutItem;
import io.atolldb.record.LogRecord.ItemApplied;
import io.atolldb.record.LogRecord.Streamed;
import io.atolldb.replication.ChangeRecord.Kind;
import io.atolldb.store.MemoryStore;
import io.atolldb.stream.StreamLog.Entry;
import io.atolldb.stream.TableStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What an expiry looks like in the stream of the region that removed the item.
class ExpiryInStreamTest {

  private static final int MB = 1 << 20;

  @Test
  void anExpiryIsARemovalByThisRegionWithTheOldImage() throws Exception {
    long[] clock = {1_700_000_000_000L};
    try (RegionCore core = Regions.open(new MemoryDisk(64 << 20), new MemoryStore(), clock)) {
      createTable(core);
      Item item =
          Item.of(
              Map.of(
                  "id",
                  new StringValue("a"),
                  "until",
                  new NumberValue(DynamoNumber.of(1_700_000_000))));
      core.writer().submit(new PutItem(Regions.TABLE, Regions.key("a"), item, Guard.NONE));
      core.writer().doWork();
      clock[0] += 5_000;
      core.writer().submit(new ExpireItem(Regions.TABLE, Regions.key("a"), "until", clock[0]));
      core.writer().doWork();

      long applied = core.streams().applied();
      List<TableStream> streams = core.streams().streams().of(Regions.TABLE);
      assertThat(streams).hasSize(1);
      assertThat(streams.getFirst().view()).isEqualTo(StreamView.NEW_AND_OLD_IMAGES);
      List<Entry> entries = core.streams().read(Regions.TABLE, 1, applied, 10, MB).entries();

      ItemApplied expiry = entries.getLast().applied();
      assertThat(entries).hasSize(2);
      assertThat(expiry.streamed()).isEqualTo(new Streamed(Streamed.Event.REMOVE, clock[0]));
      assertThat(expiry.result().kind()).isEqualTo(Kind.EXPIRY);
      assertThat(expiry.own()).isTrue();
      assertThat(expiry.before()).isNotNull();
      assertThat(expiry.before().item()).isEqualTo(item);
    }
  }

  private static void createTable(RegionCore core) {
    Item settings =
        Item.of(
            Map.of(
                "StreamViewType",
                new StringValue("NEW_AND_OLD_IMAGES"),
                "LatestStreamLabel",
                new StringValue("2023-11-14T22:13:20.000")));
    core.writer()
        .submit(tables ->
            new Decision.Change(
                List.of(new TableChange.Create(Regions.TABLE, "t", Regions.KEYS, 1, settings))));
    core.writer().doWork();
  }
}
