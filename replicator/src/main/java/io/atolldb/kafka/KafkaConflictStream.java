package io.atolldb.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.atolldb.clock.RegionId;
import io.atolldb.replication.ChangeStream.StreamUnavailable;
import io.atolldb.replication.ConflictStream;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/// The topic of a region's conflicts in its own Kafka cluster: `atoll.<region>.conflicts`.
public final class KafkaConflictStream implements ConflictStream, AutoCloseable {

  private final ChangeTopic topic;
  private final TopicProducer producer;

  /// `bootstrap` is `host:port` or several of them, separated by commas. Connects when first used.
  public KafkaConflictStream(RegionId region, String bootstrap, TopicSettings settings) {
    this.topic = new ChangeTopic(region, "conflicts");
    this.producer = new TopicProducer(topic, bootstrap, settings, "conflicts");
  }

  @Override
  public void append(List<Entry> entries) throws StreamUnavailable, InterruptedException {
    producer.send(entries, this::record);
  }

  private ProducerRecord<byte[], byte[]> record(Entry entry) {
    return new ProducerRecord<>(
        topic.name(),
        ChangeTopic.PARTITION,
        entry.id().getBytes(UTF_8),
        entry.text().getBytes(UTF_8));
  }

  /// Called by the thread that appends, or after it has ended.
  @Override
  public void close() {
    producer.close();
  }
}
