package io.atolldb.replication;

import io.atolldb.clock.HybridTimestamp;
import io.atolldb.clock.RegionId;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.item.ItemCodec;
import io.atolldb.item.KeyCodec;
import io.atolldb.item.PrimaryKey;
import io.atolldb.replication.ChangeRecord.Kind;
import io.atolldb.table.TableId;
import io.atolldb.version.Version;
import io.atolldb.version.VersionVector;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Regions, tables and writes that tests talk about.
final class Changes {

  static final RegionId OREGON = new RegionId("oregon");
  static final RegionId IRELAND = new RegionId("ireland");
  static final RegionId TOKYO = new RegionId("tokyo");
  static final TableId CARTS = new TableId(new UUID(0, 1));
  static final TableId ORDERS = new TableId(new UUID(0, 2));

  private Changes() {}

  static Bytes key(String name) {
    return KeyCodec.encode(new PrimaryKey(new StringValue(name), null));
  }

  static String name(Bytes key) {
    return ((StringValue) KeyCodec.decode(key).partition()).text();
  }

  /// A put by `region` at the wall time `millis`.
  static ChangeRecord put(TableId table, String name, RegionId region, long millis) {
    return new ChangeRecord(
        table, key(name), version(region, millis), Kind.PUT, image(name), false, null);
  }

  static ChangeRecord delete(TableId table, String name, RegionId region, long millis) {
    return new ChangeRecord(
        table, key(name), version(region, millis), Kind.DELETE, null, false, null);
  }

  static Bytes image(String name) {
    var attributes = Map.of("id", new StringValue(name));
    return Bytes.owning(ItemCodec.encode(Item.of(attributes)));
  }

  static Version version(RegionId region, long millis) {
    return Version.of(VersionVector.of(HybridTimestamp.of(millis, 0, region)));
  }

  static long packed(long millis) {
    return HybridTimestamp.pack(millis, 0);
  }

  static VersionVector vector(RegionId region, long millis) {
    return VersionVector.of(HybridTimestamp.of(millis, 0, region));
  }

  static StreamRecord change(ChangeRecord record) {
    return new StreamRecord.Change(record);
  }

  /// Says that all writes up to `millis` were published, by a wall clock that shows `wallMillis`.
  static StreamRecord heartbeat(long millis, VersionVector applied, long wallMillis) {
    return new StreamRecord.Heartbeat(packed(millis), applied, wallMillis);
  }

  static List<String> names(List<StreamRecord> records) {
    return records.stream()
        .filter(StreamRecord.Change.class::isInstance)
        .map(record -> name(((StreamRecord.Change) record).change().key()))
        .toList();
  }
}
