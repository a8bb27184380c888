package io.atolldb.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.atolldb.item.Bytes;
import io.atolldb.replication.StreamCodec;
import io.atolldb.replication.StreamRecord;
import io.atolldb.replication.StreamRecord.Unreadable;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// Turns what stands in the topic into stream records. Anybody may have written there, so nothing
/// that stands there may stop the reading: what is no stream record becomes an `Unreadable`.
final class RecordReader {

  private RecordReader() {}

  static StreamRecord read(ConsumerRecord<byte[], byte[]> found) {
    byte @Nullable [] value = found.value();
    if (value == null) {
      byte @Nullable [] key = found.key();
      String keyed = key == null ? "no key" : "key " + new String(key, UTF_8);
      return new Unreadable(Bytes.owning(new byte[0]), at(found, "no value, " + keyed));
    }
    if (value.length > TopicSettings.RECORD_BYTES_MAX) {
      byte[] head = Arrays.copyOf(value, TopicSettings.RECORD_BYTES_MAX);
      String reason = value.length + " bytes, of which the first " + head.length + " are kept";
      return new Unreadable(Bytes.owning(head), at(found, reason));
    }
    StreamRecord content = StreamCodec.decode(value);
    return content instanceof Unreadable(var bytes, var reason)
        ? new Unreadable(bytes, at(found, reason))
        : content;
  }

  private static String at(ConsumerRecord<byte[], byte[]> found, String reason) {
    return "record " + found.offset() + " of " + found.topic() + ": " + reason;
  }
}
