package io.atolldb.broker;

import static io.atolldb.broker.StreamProbe.number;
import static io.atolldb.broker.StreamProbe.numbers;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atolldb.kafka.TopicSettings;
import io.atolldb.replication.ChangeFeed.FeedUnavailable;
import io.atolldb.replication.ChangeFeed.PositionLost;
import io.atolldb.replication.StreamPosition;
import io.atolldb.replication.StreamRecord.Unreadable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The feed against a real broker: what it reads, and what it refuses to pass over.
class KafkaChangeFeedTest {

  @TempDir static Path directory;
  @AutoClose private static EmbeddedBroker broker;

  @BeforeAll
  static void startBroker() throws Exception {
    broker = EmbeddedBroker.start(directory, BrokerAddress.loopback(0));
  }

  private static StreamProbe probe(String origin) {
    return new StreamProbe(origin, broker.address());
  }

  @Test
  void readsWhatWasAppendedInItsOrder() throws Exception {
    try (var probe = probe("order")) {
      probe.append(1, 500);
      probe.append(501, 503);
      StreamPosition begin = probe.feed.connect(null);
      assertThat(begin.offset()).isZero();
      assertThat(probe.feed.backlog()).isEqualTo(503);
      var reading = probe.read(503);
      assertThat(reading.records()).isEqualTo(numbers(1, 503));
      assertThat(reading.next().offset()).isEqualTo(503);
      assertThat(probe.feed.backlog()).isZero();
    }
  }

  @Test
  void keepsItsOrderWhenAStrangerAddsPartitions() throws Exception {
    try (var probe = probe("partitions")) {
      probe.append(1, 5);
      try (Admin admin = probe.admin()) {
        admin.createPartitions(Map.of(probe.topic, NewPartitions.increaseTo(3))).all().get();
      }
      try (var restarted = probe("partitions")) {
        restarted.append(6, 40);
        restarted.feed.connect(null);
        assertThat(restarted.read(40).records()).isEqualTo(numbers(1, 40));
      }
    }
  }

  @Test
  void goesOnFromAPositionInAnotherConnection() throws Exception {
    try (var probe = probe("position")) {
      probe.append(1, 10);
      probe.feed.connect(null);
      StreamPosition after = probe.read(4).next();
      assertThat(probe.feed.connect(after)).isEqualTo(after);
      assertThat(probe.feed.backlog()).isEqualTo(6);
      assertThat(probe.read(6).records()).isEqualTo(numbers(5, 10));
      probe.append(11, 12);
      assertThat(probe.read(2).records()).isEqualTo(numbers(11, 12));
    }
  }

  @Test
  void countsWhatStandsBehindTheLastBatch() throws Exception {
    try (var probe = probe("backlog")) {
      probe.append(1, 50);
      probe.feed.connect(null);
      probe.read(20);
      assertThat(probe.feed.backlog()).isEqualTo(30);
    }
  }

  @Test
  void countsWhatStandsAheadWithoutReadingIt() throws Exception {
    try (var probe = probe("ahead")) {
      probe.append(1, 50);
      probe.feed.connect(null);
      StreamPosition after = probe.read(20).next();
      probe.feed.disconnect();
      assertThat(probe.feed.ahead(after)).isEqualTo(30);
      probe.append(51, 60);
      assertThat(probe.feed.ahead(after)).isEqualTo(40);
      var beyond = new StreamPosition(after.cluster(), after.topic(), 100);
      assertThatThrownBy(() -> probe.feed.ahead(beyond))
          .isInstanceOf(PositionLost.class)
          .hasMessageContaining("ends at 60");
      probe.feed.connect(after);
      assertThat(probe.read(40).records()).isEqualTo(numbers(21, 60));
    }
  }

  @Test
  void saysThatAStreamDoesNotExistYet() {
    try (var probe = probe("absent")) {
      assertThatThrownBy(() -> probe.feed.connect(null))
          .isInstanceOf(FeedUnavailable.class)
          .hasMessageContaining("does not exist");
    }
  }

  @Test
  void refusesThePositionOfATopicThatWasCreatedAnew() throws Exception {
    try (var probe = probe("recreated")) {
      probe.append(1, 5);
      probe.feed.connect(null);
      StreamPosition old = probe.read(5).next();
      probe.feed.disconnect();
      probe.deleteTopic();
      appendAfterDeletion(probe, 11, 20);
      assertThatThrownBy(() -> probe.feed.connect(old))
          .isInstanceOf(PositionLost.class)
          .hasMessageContaining("created anew");
      probe.feed.connect(null);
      assertThat(probe.read(10).records()).isEqualTo(numbers(11, 20));
    }
  }

  @Test
  void noticesWhileReadingThatItsTopicWasCreatedAnew() throws Exception {
    try (var probe = probe("replaced")) {
      probe.append(1, 5);
      probe.feed.connect(null);
      probe.read(5);
      probe.deleteTopic();
      appendAfterDeletion(probe, 11, 30);
      assertThatThrownBy(probe::readUntilRefused).isInstanceOf(PositionLost.class);
    }
  }

  @Test
  void noticesWhileReadingThatItsTopicIsGone() throws Exception {
    try (var probe = probe("deleted")) {
      probe.append(1, 5);
      probe.feed.connect(null);
      probe.read(5);
      probe.deleteTopic();
      assertThatThrownBy(probe::readUntilRefused).isInstanceOf(FeedUnavailable.class);
    }
  }

  /// The first append after a deletion finds its topic gone; the next creates it.
  private static void appendAfterDeletion(StreamProbe probe, long from, long to) throws Exception {
    probe.stream.close();
    probe.append(from, to);
  }

  @Test
  void refusesThePositionOfAnotherCluster() throws Exception {
    try (var probe = probe("cluster")) {
      probe.append(1, 5);
      StreamPosition here = probe.feed.connect(null);
      var elsewhere = new StreamPosition("another-cluster", here.topic(), here.offset());
      assertThatThrownBy(() -> probe.feed.connect(elsewhere))
          .isInstanceOf(PositionLost.class)
          .hasMessageContaining(here.cluster())
          .hasMessageContaining("another-cluster");
    }
  }

  @Test
  void refusesAPositionThatRetentionHasPassed() throws Exception {
    try (var probe = probe("retention")) {
      probe.append(1, 10);
      probe.feed.connect(null);
      StreamPosition after = probe.read(4).next();
      probe.feed.disconnect();
      deleteRecordsBefore(probe, 7);
      assertThatThrownBy(() -> probe.feed.connect(after))
          .isInstanceOf(PositionLost.class)
          .hasMessageContaining("retention");
      assertThat(probe.feed.connect(null).offset()).isEqualTo(7);
      assertThat(probe.read(3).records()).isEqualTo(numbers(8, 10));
    }
  }

  @Test
  void refusesToPassOverWhatRetentionTookWhileItWasConnected() throws Exception {
    try (var probe = probe("retention-connected")) {
      probe.append(1, 10);
      probe.feed.connect(null);
      deleteRecordsBefore(probe, 7);
      assertThatThrownBy(probe::readUntilRefused).isInstanceOf(PositionLost.class);
    }
  }

  private static void deleteRecordsBefore(StreamProbe probe, long offset) throws Exception {
    var partition = new TopicPartition(probe.topic, 0);
    try (Admin admin = probe.admin()) {
      admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(offset))).all().get();
    }
  }

  @Test
  void refusesAPositionBehindTheEnd() throws Exception {
    try (var probe = probe("behind")) {
      probe.append(1, 5);
      StreamPosition begin = probe.feed.connect(null);
      var beyond = new StreamPosition(begin.cluster(), begin.topic(), 6);
      assertThatThrownBy(() -> probe.feed.connect(beyond))
          .isInstanceOf(PositionLost.class)
          .hasMessageContaining("lost records");
    }
  }

  @Test
  void handsOnForeignBytesAsUnreadableAndReadsOn() throws Exception {
    try (var probe = probe("garbage")) {
      probe.append(1, 1);
      probe.intrude("garbage".getBytes(UTF_8));
      probe.intrude(null);
      probe.append(2, 2);
      probe.feed.connect(null);
      var records = probe.read(4).records();
      assertThat(records.getFirst()).isEqualTo(number(1));
      assertThat(records.get(1))
          .isInstanceOfSatisfying(
              Unreadable.class,
              garbage -> {
                assertThat(garbage.content().toArray()).isEqualTo("garbage".getBytes(UTF_8));
                assertThat(garbage.reason()).contains("record 1 of atoll.garbage.changes");
              });
      assertThat(records.get(2))
          .isInstanceOfSatisfying(
              Unreadable.class,
              nothing -> assertThat(nothing.reason()).contains("no value, key stranger"));
      assertThat(records.getLast()).isEqualTo(number(2));
    }
  }

  @Test
  void keepsTheHeadOfARecordThatIsTooLarge() throws Exception {
    try (var probe = probe("oversize")) {
      probe.append(1, 1);
      allow(probe, "max.message.bytes", Integer.toString(5 << 20));
      probe.intrude(new byte[TopicSettings.RECORD_BYTES_MAX + 1]);
      probe.append(2, 2);
      probe.feed.connect(null);
      var records = probe.read(3).records();
      assertThat(records.get(1))
          .isInstanceOfSatisfying(
              Unreadable.class,
              large -> {
                assertThat(large.content().length()).isEqualTo(TopicSettings.RECORD_BYTES_MAX);
                assertThat(large.reason()).contains("4194305 bytes");
              });
      assertThat(records.getLast()).isEqualTo(number(2));
    }
  }

  private static void allow(StreamProbe probe, String setting, String value) throws Exception {
    var topic = new ConfigResource(ConfigResource.Type.TOPIC, probe.topic);
    var change = new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET);
    try (Admin admin = probe.admin()) {
      admin.incrementalAlterConfigs(Map.of(topic, List.of(change))).all().get();
    }
  }

  @Test
  void aWaitEndsWhenItsThreadIsInterrupted() throws Exception {
    try (var probe = probe("interrupt")) {
      probe.append(1, 1);
      probe.feed.connect(null);
      probe.read(1);
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> probe.feed.awaitRecords(60_000))
          .isInstanceOf(InterruptedException.class);
      assertThat(Thread.interrupted()).isFalse();
    }
  }

  @Test
  void aWaitEndsWhenItIsWoken() throws Exception {
    try (var probe = probe("wake")) {
      probe.append(1, 1);
      probe.feed.connect(null);
      probe.read(1);
      probe.feed.wakeUp();
      long begin = System.nanoTime();
      probe.feed.awaitRecords(600_000);
      assertThat(probe.feed.poll(1).records()).isEmpty();
      assertThat(System.nanoTime() - begin).isLessThan(600_000_000_000L);
    }
  }
}
