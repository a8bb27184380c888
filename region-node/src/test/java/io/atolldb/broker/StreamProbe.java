package io.atolldb.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atolldb.clock.RegionId;
import io.atolldb.kafka.KafkaChangeFeed;
import io.atolldb.kafka.KafkaChangeStream;
import io.atolldb.kafka.TopicSettings;
import io.atolldb.replication.ChangeFeed.Batch;
import io.atolldb.replication.ChangeFeed.FeedUnavailable;
import io.atolldb.replication.ChangeFeed.PositionLost;
import io.atolldb.replication.StreamPosition;
import io.atolldb.replication.StreamRecord;
import io.atolldb.replication.StreamRecord.Heartbeat;
import io.atolldb.version.VersionVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// A stream of numbers: writes and reads the change stream of one region through the adapters, and
/// meddles with its topic as a stranger could.
final class StreamProbe implements AutoCloseable {

  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final int LIMIT = 100;

  final RegionId origin;
  final String topic;
  final String bootstrap;
  final KafkaChangeStream stream;
  final KafkaChangeFeed feed;

  StreamProbe(String origin, String bootstrap) {
    this.origin = new RegionId(origin);
    this.topic = "atoll." + origin + ".changes";
    this.bootstrap = bootstrap;
    this.stream = new KafkaChangeStream(this.origin, bootstrap, TopicSettings.copies(1));
    this.feed = new KafkaChangeFeed(new RegionId("reader"), this.origin, bootstrap);
  }

  static StreamRecord number(long number) {
    return new Heartbeat(0, VersionVector.EMPTY, number);
  }

  static List<StreamRecord> numbers(long from, long to) {
    return LongStream.rangeClosed(from, to).mapToObj(StreamProbe::number).toList();
  }

  void append(long from, long to) throws Exception {
    stream.append(numbers(from, to));
  }

  /// Reads on until `count` records are there.
  Reading read(int count) throws FeedUnavailable, PositionLost, InterruptedException {
    var records = new ArrayList<StreamRecord>();
    @Nullable StreamPosition next = null;
    long begin = System.nanoTime();
    while (records.size() < count) {
      assertThat(System.nanoTime() - begin).as("read %s", records).isLessThan(LIMIT_NANOS);
      feed.awaitRecords(100);
      Batch batch = feed.poll(Math.min(LIMIT, count - records.size()));
      records.addAll(batch.records());
      next = batch.next();
    }
    if (next == null) throw new IllegalArgumentException("nothing to read");
    return new Reading(records, next);
  }

  /// Reads as a link does: what a wait says is heard again by the next poll.
  void readUntilRefused() throws FeedUnavailable, PositionLost, InterruptedException {
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < LIMIT_NANOS) {
      feed.poll(LIMIT);
      try {
        feed.awaitRecords(100);
      } catch (FeedUnavailable | PositionLost told) {
        assertThatThrownBy(() -> feed.poll(LIMIT)).isSameAs(told);
        throw told;
      }
    }
  }

  record Reading(List<StreamRecord> records, StreamPosition next) {}

  /// Writes a value past the adapter.
  void intrude(byte @Nullable [] value) throws Exception {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", bootstrap, "max.request.size", 8 << 20);
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, 0, "stranger".getBytes(UTF_8), value)).get();
    }
  }

  Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", bootstrap));
  }

  void deleteTopic() throws Exception {
    try (Admin admin = admin()) {
      admin.deleteTopics(List.of(topic)).all().get();
    }
  }

  @Override
  public void close() {
    stream.close();
    feed.disconnect();
  }
}
