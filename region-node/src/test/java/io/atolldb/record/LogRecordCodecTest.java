package io.atolldb.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atolldb.clock.HybridTimestamp;
import io.atolldb.clock.RegionId;
import io.atolldb.codec.ByteWriter;
import io.atolldb.codec.MalformedBytes;
import io.atolldb.conflicts.ConflictKind;
import io.atolldb.globaltable.DescriptorCodec;
import io.atolldb.globaltable.Member;
import io.atolldb.globaltable.MemberStatus;
import io.atolldb.globaltable.TableDescriptor;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.record.LogRecord.ConflictFound;
import io.atolldb.record.LogRecord.ExpiriesIndexed;
import io.atolldb.record.LogRecord.ItemApplied;
import io.atolldb.record.LogRecord.LinkAdvanced;
import io.atolldb.record.LogRecord.LinkPaused;
import io.atolldb.record.LogRecord.Published;
import io.atolldb.record.LogRecord.Quarantined;
import io.atolldb.record.LogRecord.Streamed;
import io.atolldb.record.LogRecord.TableMerged;
import io.atolldb.region.Regions;
import io.atolldb.replication.ChangeRecord.Kind;
import io.atolldb.replication.ChangeRecord.TransactionMark;
import io.atolldb.replication.LinkProgress;
import io.atolldb.replication.StreamPosition;
import io.atolldb.stored.ItemVersion;
import io.atolldb.version.Version;
import io.atolldb.version.VersionVector;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is written into the log is what is read from it, in this build's form and in older ones.
class LogRecordCodecTest {

  private static final HybridTimestamp FIRST = HybridTimestamp.of(5, 1, Regions.HERE);
  private static final HybridTimestamp SECOND = HybridTimestamp.of(900, 0, Regions.THERE);
  private static final Version WRITTEN = Version.NEVER.succeededBy(FIRST);
  private static final ItemVersion ITEM = ItemVersion.put(WRITTEN, true, Regions.item("a", "one"));
  private static final ItemVersion DELETED =
      ItemVersion.of(WRITTEN.succeededBy(SECOND), Kind.DELETE, false, null);
  private static final ItemVersion EXPIRED =
      ItemVersion.of(WRITTEN.expiredBy(SECOND), Kind.EXPIRY, false, null);

  private static final ItemVersion MERGED =
      ITEM.withMergeState(Bytes.of(new byte[] {1, 2, 3, 4, 5, 6, 7}));

  static Stream<LogRecord> records() {
    return Stream.of(
        applied(ITEM, null, null, null, null),
        applied(DELETED, ITEM, null, null, new Streamed(Streamed.Event.REMOVE, 77)),
        applied(ITEM, null, null, null, new Streamed(Streamed.Event.INSERT, 1)),
        applied(ITEM, ITEM, null, new TransactionMark(7, 3), new Streamed(modify(), 2)),
        applied(
            EXPIRED,
            null,
            new ConflictFound(ConflictKind.EXPIRY_UPDATE, ITEM, 9, VersionVector.EMPTY),
            null,
            null),
        applied(
            ITEM,
            null,
            new ConflictFound(ConflictKind.UPDATE_UPDATE, ITEM, 9, VersionVector.of(FIRST)),
            null,
            null),
        applied(MERGED, MERGED, null, null, null),
        applied(ITEM.onCondition(true), DELETED.onCondition(true), null, null, null),
        new TableMerged(table(), true, false, 1234),
        new TableMerged(table(), false, true, 0),
        new LinkAdvanced(Regions.THERE, new LinkProgress(new StreamPosition("c", "t", 9), 4)),
        new LinkPaused(Regions.THERE, true),
        new Published(42),
        new LogRecord.ConflictsPublished(43),
        new Quarantined(Regions.THERE, Bytes.of(new byte[] {1, 2}), "malformed", 3),
        new LogRecord.WriteFenced(Regions.TABLE, Regions.key("a"), DELETED, MERGED, 8),
        new LogRecord.WriteFenced(Regions.TABLE, Regions.key("a"), ItemVersion.NEVER, ITEM, 8),
        new ExpiriesIndexed(Regions.TABLE, "until", Regions.key("a"), Regions.key("b")),
        new ExpiriesIndexed(Regions.TABLE, "until", Bytes.of(new byte[0]), null));
  }

  @ParameterizedTest
  @MethodSource("records")
  void whatIsReadIsWhatWasWritten(LogRecord record) {
    byte[] bytes = LogRecordCodec.encode(record);
    LogRecord read = LogRecordCodec.decode(bytes);

    assertThat(LogRecordCodec.encode(read)).isEqualTo(bytes);
    assertThat(read)
        .usingRecursiveComparison()
        .ignoringFieldsMatchingRegexes(".*decoded")
        .isEqualTo(record);
  }

  @Test
  void aRecordOfTheFirstFormatIsRead() {
    byte[] item = LogRecordCodec.encode(applied(ITEM, null, null, null, null));
    item[0] = 1;
    var table = new ByteWriter(256);
    table.writeByte(1);
    table.writeByte(2);
    table.writeByte(1);
    table.writeBytes(DescriptorCodec.encode(table()), 0, DescriptorCodec.encode(table()).length);

    assertThat(LogRecordCodec.decode(item))
        .isInstanceOfSatisfying(
            ItemApplied.class,
            applied -> {
              assertThat(applied.result().item()).isEqualTo(ITEM.item());
              assertThat(applied.streamed()).isNull();
              assertThat(applied.replacedBytes()).isEqualTo(ItemApplied.UNKNOWN);
              assertThat(applied.collectionBytes()).isEqualTo(ItemApplied.UNKNOWN);
            });
    assertThat(LogRecordCodec.decode(table.toArray()))
        .isEqualTo(new TableMerged(table(), true, false, FIRST.wallMillis()));
  }

  @Test
  void aLaterFormatIsNotGuessedAt() {
    byte[] bytes = LogRecordCodec.encode(new Published(1));
    bytes[0]++;

    assertThatThrownBy(() -> LogRecordCodec.decode(bytes))
        .isInstanceOf(MalformedBytes.class)
        .hasMessageContaining("format 5");
  }

  private static Streamed.Event modify() {
    return Streamed.Event.MODIFY;
  }

  private static ItemApplied applied(
      ItemVersion result,
      ItemVersion before,
      ConflictFound conflict,
      TransactionMark transaction,
      Streamed streamed) {
    return new ItemApplied(
        Regions.TABLE,
        Regions.key("a"),
        result,
        true,
        false,
        before,
        conflict,
        transaction,
        streamed,
        before == null ? ItemApplied.UNKNOWN : before.sizeBytes(),
        before == null ? ItemApplied.UNKNOWN : 3L << 30);
  }

  private static TableDescriptor table() {
    var members = new TreeMap<RegionId, Member>();
    members.put(Regions.HERE, new Member(MemberStatus.ACTIVE, FIRST, ""));
    return new TableDescriptor(
        Regions.TABLE,
        "t",
        Regions.KEYS,
        1,
        Item.of(Map.of("StreamViewType", new StringValue("KEYS_ONLY"))),
        FIRST,
        members);
  }
}
