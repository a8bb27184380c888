package io.atolldb.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.atolldb.clock.HybridTimestamp;
import io.atolldb.clock.RegionId;
import io.atolldb.item.Bytes;
import io.atolldb.replication.ChangeRecord;
import io.atolldb.replication.StreamRecord;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/// What a person with a console consumer sees of a record: its key and its headers, all text but
/// the item's key. Nobody reads them back; the value says everything by itself.
final class RecordLabels {

  private static final byte[] FORMAT = bytes("atoll/1");
  private static final byte[] CONTROL = bytes("TABLE");
  private static final byte[] HEARTBEAT = bytes("HEARTBEAT");

  private final ChangeTopic topic;
  private final Header format = new RecordHeader("format", FORMAT);
  private final Header origin;

  RecordLabels(RegionId region) {
    this.topic = new ChangeTopic(region);
    this.origin = new RecordHeader("origin", bytes(region.name()));
  }

  ProducerRecord<byte[], byte[]> label(StreamRecord content, byte[] value) {
    return switch (content) {
      case StreamRecord.Change(ChangeRecord change, _) ->
          labelled(
              key(change),
              value,
              bytes(change.kind().name()),
              stamp(change.version().timestamp().packed()));
      case StreamRecord.Control(var descriptor) ->
          labelled(
              bytes(descriptor.id().toString()),
              value,
              CONTROL,
              stamp(descriptor.settingsSince().packed()));
      case StreamRecord.Heartbeat heartbeat ->
          labelled(null, value, HEARTBEAT, stamp(heartbeat.publishedThrough()));
      case StreamRecord.Unreadable(_, String reason) ->
          throw new IllegalArgumentException("an unreadable record is not sent: " + reason);
    };
  }

  private ProducerRecord<byte[], byte[]> labelled(
      byte @Nullable [] key, byte[] value, byte[] kind, byte[] timestamp) {
    List<Header> headers =
        List.of(
            format,
            origin,
            new RecordHeader("timestamp", timestamp),
            new RecordHeader("kind", kind));
    return new ProducerRecord<>(topic.name(), ChangeTopic.PARTITION, key, value, headers);
  }

  /// The table's id as text, a slash, the item's key as it is stored.
  private static byte[] key(ChangeRecord change) {
    byte[] table = bytes(change.table().toString() + '/');
    Bytes item = change.key();
    var key = new byte[table.length + item.length()];
    System.arraycopy(table, 0, key, 0, table.length);
    System.arraycopy(item.unsafeArray(), 0, key, table.length, item.length());
    return key;
  }

  /// Milliseconds since 1970, a point, the counter.
  private static byte[] stamp(long packed) {
    return bytes(
        (packed >>> HybridTimestamp.COUNTER_BITS) + "." + (packed & HybridTimestamp.COUNTER_MAX));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
