package io.atolldb.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// The settings of Kafka's clients, chosen for a link that is slow, is cut at any time, and must
/// carry again within a second of healing.
final class ClientSettings {

  /// How long an append may wait for its confirmation, all retries of the client included.
  static final int DELIVERY_MILLIS = 6_000;

  /// How long a question about topic, cluster or offsets may take. Above five round trips of 600
  /// ms.
  static final int QUESTION_MILLIS = 5_000;

  /// Of one request of a question.
  static final int QUESTION_REQUEST_MILLIS = 3_000;

  /// Of one request of the producer to the region's own cluster.
  static final int SEND_REQUEST_MILLIS = 4_000;

  /// Of one fetch: long, since four megabytes on a thin line take their time. That the line is dead
  /// is noticed much earlier, by `StreamWatch`.
  static final int FETCH_REQUEST_MILLIS = 30_000;

  /// How long a TCP connection may take to come up. A packet that was lost in a cut is not sent
  /// again by the system until much later than a new attempt is made.
  static final int CONNECTION_SETUP_MILLIS = 1_000;

  static final int RECONNECT_BACKOFF_MILLIS = 50;
  static final int RECONNECT_BACKOFF_MILLIS_MAX = 250;
  static final int RETRY_BACKOFF_MILLIS = 20;
  static final int RETRY_BACKOFF_MILLIS_MAX = 250;
  static final int METADATA_AGE_MILLIS = 30_000;

  /// The operating system sizes socket buffers by the round trip; Kafka's own 64 KiB would hold a
  /// line of 300 ms down to 200 KB a second.
  private static final int SOCKET_BUFFER_BYTES = -1;

  private static final int BATCH_BYTES = 512 << 10;
  private static final int LINGER_MILLIS = 5;
  private static final int REQUEST_BYTES_MAX = TopicSettings.RECORD_BYTES_MAX + (64 << 10);
  private static final int FETCH_BYTES_MAX = 4 << 20;
  private static final int FETCH_WAIT_MILLIS = 500;
  private static final int POLL_RECORDS_LIMIT = 2_000;

  private ClientSettings() {}

  static Map<String, Object> admin(String bootstrap, String clientId) {
    Map<String, Object> settings = common(bootstrap, clientId);
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, QUESTION_MILLIS);
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, QUESTION_REQUEST_MILLIS);
    return settings;
  }

  /// `linger` never passes: an append flushes, and until then its records share batches.
  static Map<String, Object> producer(String bootstrap, String clientId) {
    Map<String, Object> settings = common(bootstrap, clientId);
    settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, REQUEST_BYTES_MAX);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, DELIVERY_MILLIS);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, SEND_REQUEST_MILLIS);
    return settings;
  }

  /// No group, no commits, no reset: positions live in the store, beside what they brought.
  /// Uncommitted reads: the stream knows no transactions, and one that a stranger left open must
  /// not stop it.
  static Map<String, Object> consumer(String bootstrap, String clientId) {
    Map<String, Object> settings = common(bootstrap, clientId);
    settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
    settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MILLIS);
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES_MAX);
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES_MAX);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS_LIMIT);
    settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, FETCH_REQUEST_MILLIS);
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, QUESTION_MILLIS);
    return settings;
  }

  private static Map<String, Object> common(String bootstrap, String clientId) {
    var settings = new HashMap<String, Object>();
    settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
    settings.put(CommonClientConfigs.METADATA_MAX_AGE_CONFIG, METADATA_AGE_MILLIS);
    settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, RECONNECT_BACKOFF_MILLIS);
    settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, RECONNECT_BACKOFF_MILLIS_MAX);
    settings.put(CommonClientConfigs.RETRY_BACKOFF_MS_CONFIG, RETRY_BACKOFF_MILLIS);
    settings.put(CommonClientConfigs.RETRY_BACKOFF_MAX_MS_CONFIG, RETRY_BACKOFF_MILLIS_MAX);
    settings.put(
        CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, CONNECTION_SETUP_MILLIS);
    settings.put(
        CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG, CONNECTION_SETUP_MILLIS);
    settings.put(CommonClientConfigs.RECEIVE_BUFFER_CONFIG, SOCKET_BUFFER_BYTES);
    settings.put(CommonClientConfigs.SEND_BUFFER_CONFIG, SOCKET_BUFFER_BYTES);
    settings.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "");
    settings.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
    return settings;
  }
}
