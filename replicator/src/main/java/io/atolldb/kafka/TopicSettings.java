package io.atolldb.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.TopicConfig;

/// How a region's change stream is kept by its Kafka cluster.
///
/// A reader that was away longer than `retention`, or for more than `retentionBytesMax` bytes of
/// changes, has to copy its replicas afresh. With one copy (`replicationFactor` 1) the stream dies
/// with its broker's disk; the commit log holds what it takes to send it again.
public record TopicSettings(
    short replicationFactor, int insyncReplicasMin, Duration retention, long retentionBytesMax) {

  public static final Duration RETENTION = Duration.ofDays(7);
  public static final long RETENTION_BYTES_MAX = 16L << 30;

  /// Far above the largest item with its key and envelope, far below what hurts a reader.
  public static final int RECORD_BYTES_MAX = 4 << 20;

  /// Of conflicts: as long as the conflict log itself keeps them.
  public static final Duration CONFLICTS_RETENTION = Duration.ofDays(30);

  public static final long CONFLICTS_BYTES_MAX = 256L << 20;

  /// One file of the stream. Retention drops whole files, so they are kept small beside it.
  static final int SEGMENT_BYTES = 64 << 20;

  public TopicSettings {
    if (replicationFactor < 1) {
      throw new IllegalArgumentException("replication factor " + replicationFactor);
    }
    if (insyncReplicasMin < 1 || insyncReplicasMin > replicationFactor) {
      throw new IllegalArgumentException(
          insyncReplicasMin + " in-sync replicas of " + replicationFactor + " copies");
    }
    if (!retention.isPositive() || retentionBytesMax < SEGMENT_BYTES) {
      throw new IllegalArgumentException(
          "retention of " + retention + " and " + retentionBytesMax + " bytes");
    }
  }

  /// With the usual retention; every copy but one has to confirm a record.
  public static TopicSettings copies(int replicationFactor) {
    return new TopicSettings(
        (short) replicationFactor,
        Math.max(1, replicationFactor - 1),
        RETENTION,
        RETENTION_BYTES_MAX);
  }

  /// Of the topic of conflicts.
  public static TopicSettings conflicts(int replicationFactor) {
    return new TopicSettings(
        (short) replicationFactor,
        Math.max(1, replicationFactor - 1),
        CONFLICTS_RETENTION,
        CONFLICTS_BYTES_MAX);
  }

  /// All that the stream relies on, named one by one, so that a cluster's defaults do not decide.
  /// The broker's clock stamps the records: retention must not depend on the clocks of writers.
  Map<String, String> configs() {
    var configs = new TreeMap<String, String>();
    configs.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
    configs.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis()));
    configs.put(TopicConfig.RETENTION_BYTES_CONFIG, Long.toString(retentionBytesMax));
    configs.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(RECORD_BYTES_MAX));
    configs.put(TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(SEGMENT_BYTES));
    configs.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(insyncReplicasMin));
    configs.put(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false");
    configs.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
    return configs;
  }
}
