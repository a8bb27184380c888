package io.atolldb.kafka;

import io.atolldb.clock.RegionId;
import io.atolldb.replication.ChangeStream;
import io.atolldb.replication.StreamCodec;
import io.atolldb.replication.StreamRecord;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The outgoing change stream of a region in its own Kafka cluster.
///
/// The client retries within `DELIVERY_MILLIS`; nothing around it does. An append that fails takes
/// its producer with it, so that nothing of it can arrive after the caller began to send again. The
/// circuit breaker lets a caller that comes back often fail at once while the cluster is away.
public final class KafkaChangeStream implements ChangeStream, AutoCloseable {

  /// Calls that the breaker looks back on, all of which have to have failed.
  static final int BREAKER_CALLS = 2;

  /// How long the breaker stays open before it lets one append try again.
  static final Duration BREAKER_PAUSE = Duration.ofMillis(500);

  private static final Logger LOG = LoggerFactory.getLogger(KafkaChangeStream.class);

  private final ChangeTopic topic;
  private final String bootstrap;
  private final TopicSettings settings;
  private final RecordLabels labels;
  private final CircuitBreaker breaker;
  private @Nullable Producer<byte[], byte[]> producer;

  /// `bootstrap` is `host:port` or several of them, separated by commas. Connects when first used.
  public KafkaChangeStream(RegionId region, String bootstrap, TopicSettings settings) {
    this.topic = new ChangeTopic(region);
    this.bootstrap = bootstrap;
    this.settings = settings;
    this.labels = new RecordLabels(region);
    this.breaker = CircuitBreaker.of("stream-" + region, breakerConfig());
  }

  private static CircuitBreakerConfig breakerConfig() {
    return CircuitBreakerConfig.custom()
        .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
        .slidingWindowSize(BREAKER_CALLS)
        .minimumNumberOfCalls(BREAKER_CALLS)
        .failureRateThreshold(100)
        .waitDurationInOpenState(BREAKER_PAUSE)
        .permittedNumberOfCallsInHalfOpenState(1)
        .build();
  }

  @Override
  public void append(List<StreamRecord> records) throws StreamUnavailable, InterruptedException {
    if (!breaker.tryAcquirePermission()) {
      throw new StreamUnavailable(
          topic.name() + " at " + bootstrap + " failed just now",
          CallNotPermittedException.createCallNotPermittedException(breaker));
    }
    long start = breaker.getCurrentTimestamp();
    boolean judged = false;
    try {
      send(records);
      breaker.onSuccess(breaker.getCurrentTimestamp() - start, breaker.getTimestampUnit());
      judged = true;
    } catch (StreamUnavailable unavailable) {
      breaker.onError(
          breaker.getCurrentTimestamp() - start, breaker.getTimestampUnit(), unavailable);
      judged = true;
      throw unavailable;
    } finally {
      if (!judged) breaker.releasePermission();
    }
  }

  private void send(List<StreamRecord> records) throws StreamUnavailable, InterruptedException {
    boolean confirmed = false;
    try {
      Producer<byte[], byte[]> connected = connected();
      var sent = new ArrayList<Future<?>>(records.size());
      for (StreamRecord content : records) {
        sent.add(connected.send(labels.label(content, encoded(content))));
      }
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
      if (!confirmed) disconnect();
    }
  }

  private byte[] encoded(StreamRecord content) {
    byte[] value = StreamCodec.encode(content);
    if (value.length > TopicSettings.RECORD_BYTES_MAX) {
      throw new IllegalArgumentException(
          "a record of " + value.length + " bytes is above " + TopicSettings.RECORD_BYTES_MAX);
    }
    return value;
  }

  private Producer<byte[], byte[]> connected() throws ExecutionException, InterruptedException {
    Producer<byte[], byte[]> present = producer;
    if (present != null) return present;
    String adminId = "atoll-" + topic.region() + "-publisher-admin";
    Admin admin = Admin.create(ClientSettings.admin(bootstrap, adminId));
    try {
      topic.establish(admin, settings);
    } finally {
      admin.close(Duration.ZERO);
    }
    var created =
        new KafkaProducer<byte[], byte[]>(ClientSettings.producer(bootstrap, topic.region()));
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

  private void disconnect() {
    Producer<byte[], byte[]> present = producer;
    producer = null;
    if (present != null) present.close(Duration.ZERO);
  }

  /// Called by the thread that appends, or after it has ended.
  @Override
  public void close() {
    disconnect();
  }
}
