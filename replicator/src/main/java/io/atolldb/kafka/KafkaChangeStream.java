package io.atolldb.kafka;

import io.atolldb.clock.RegionId;
import io.atolldb.replication.ChangeStream;
import io.atolldb.replication.StreamCodec;
import io.atolldb.replication.StreamRecord;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.List;

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

  private final ChangeTopic topic;
  private final String bootstrap;
  private final RecordLabels labels;
  private final CircuitBreaker breaker;
  private final TopicProducer producer;

  /// `bootstrap` is `host:port` or several of them, separated by commas. Connects when first used.
  public KafkaChangeStream(RegionId region, String bootstrap, TopicSettings settings) {
    this.topic = new ChangeTopic(region);
    this.bootstrap = bootstrap;
    this.labels = new RecordLabels(region);
    this.producer = new TopicProducer(topic, bootstrap, settings, "publisher");
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
    producer.send(records, content -> labels.label(content, encoded(content)));
  }

  private byte[] encoded(StreamRecord content) {
    byte[] value = StreamCodec.encode(content);
    if (value.length > TopicSettings.RECORD_BYTES_MAX) {
      throw new IllegalArgumentException(
          "a record of " + value.length + " bytes is above " + TopicSettings.RECORD_BYTES_MAX);
    }
    return value;
  }

  /// Called by the thread that appends, or after it has ended.
  @Override
  public void close() {
    producer.close();
  }
}
