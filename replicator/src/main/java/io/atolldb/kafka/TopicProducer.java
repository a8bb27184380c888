package io.atolldb.kafka;

import io.atolldb.replication.ChangeStream.StreamUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Appends to a topic that it makes where there is none. What fails takes its producer with it, so
/// that nothing of it can arrive after the caller began to send again. For one thread at a time.
final class TopicProducer {

  private static final Logger LOG = LoggerFactory.getLogger(TopicProducer.class);

  private final ChangeTopic topic;
  private final String bootstrap;
  private final TopicSettings settings;
  private final String role;
  private @Nullable Producer<byte[], byte[]> producer;

  /// `role` is a part of the client's name. Connects when first used.
  TopicProducer(ChangeTopic topic, String bootstrap, TopicSettings settings, String role) {
    this.topic = topic;
    this.bootstrap = bootstrap;
    this.settings = settings;
    this.role = role;
  }

  /// Returns when all of them are confirmed.
  <T> void send(List<T> contents, Function<T, ProducerRecord<byte[], byte[]>> form)
      throws StreamUnavailable, InterruptedException {
    boolean confirmed = false;
    try {
      Producer<byte[], byte[]> connected = connected();
      var sent = new ArrayList<Future<?>>(contents.size());
      for (T content : contents) sent.add(connected.send(form.apply(content)));
      connected.flush();
      for (Future<?> each : sent) each.get();
      confirmed = true;
    } catch (InterruptException interrupted) {
      throw interruption();
    } catch (ExecutionException failed) {
      throw unavailable(failed);
    } catch (KafkaException failed) {
      throw unavailable(failed);
    } finally {
      if (!confirmed) close();
    }
  }

  private Producer<byte[], byte[]> connected() throws ExecutionException, InterruptedException {
    Producer<byte[], byte[]> present = producer;
    if (present != null) return present;
    String client = "atoll-" + topic.region() + "-" + role;
    Admin admin = Admin.create(ClientSettings.admin(bootstrap, client + "-admin"));
    try {
      topic.establish(admin, settings);
    } finally {
      admin.close(Duration.ZERO);
    }
    var created = new KafkaProducer<byte[], byte[]>(ClientSettings.producer(bootstrap, client));
    producer = created;
    LOG.info("stream.connected topic={} bootstrap={}", topic.name(), bootstrap);
    return created;
  }

  private StreamUnavailable unavailable(Throwable cause) {
    return new StreamUnavailable(
        topic.name() + " at " + bootstrap + ": " + Causes.sentence(cause), cause);
  }

  /// Kafka's own exception also sets the thread's mark, which the checked one replaces.
  private static InterruptedException interruption() {
    Thread.interrupted();
    return new InterruptedException("interrupted while appending");
  }

  void close() {
    Producer<byte[], byte[]> present = producer;
    producer = null;
    if (present != null) present.close(Duration.ZERO);
  }
}
