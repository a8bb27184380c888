package io.atolldb.broker;

import static io.atolldb.broker.StreamProbe.number;
import static io.atolldb.broker.StreamProbe.numbers;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atolldb.clock.HybridTimestamp;
import io.atolldb.clock.RegionId;
import io.atolldb.item.AttributeValue.BinaryValue;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.item.ItemCodec;
import io.atolldb.item.KeyCodec;
import io.atolldb.item.PrimaryKey;
import io.atolldb.kafka.KafkaChangeStream;
import io.atolldb.kafka.TopicSettings;
import io.atolldb.replication.ChangeRecord;
import io.atolldb.replication.ChangeStream.StreamUnavailable;
import io.atolldb.replication.StreamRecord;
import io.atolldb.replication.StreamRecord.Change;
import io.atolldb.table.TableId;
import io.atolldb.version.Version;
import io.atolldb.version.VersionVector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The change stream against a real broker: what it leaves in the topic, and how.
class KafkaChangeStreamTest {

  private static final int ITEM_BYTES = 400 << 10;

  /// What Kafka and the record's own fields leave of the greatest size for the image.
  private static final int LARGEST_IMAGE_BYTES = TopicSettings.RECORD_BYTES_MAX - 512;

  private static final TableId TABLE = TableId.parse("1b4e28ba-2fa1-11d2-883f-0016d3cca427");

  @TempDir static Path directory;
  @AutoClose private static EmbeddedBroker broker;

  @BeforeAll
  static void startBroker() throws Exception {
    broker = EmbeddedBroker.start(directory, BrokerAddress.loopback(0));
  }

  @Test
  void createsItsTopicWithSettingsOfItsOwn() throws Exception {
    try (var probe = new StreamProbe("created", broker.address())) {
      probe.append(1, 1);
      assertThat(settingsOf(probe))
          .containsEntry("cleanup.policy", "delete")
          .containsEntry("retention.ms", Long.toString(Duration.ofDays(7).toMillis()))
          .containsEntry("max.message.bytes", "4194304")
          .containsEntry("min.insync.replicas", "1")
          .containsEntry("unclean.leader.election.enable", "false")
          .containsEntry("message.timestamp.type", "LogAppendTime");
    }
  }

  @Test
  void givesATopicThatItFindsTheSettingsThatItNeeds() throws Exception {
    try (var probe = new StreamProbe("found", broker.address())) {
      try (Admin admin = probe.admin()) {
        var topic =
            new NewTopic(probe.topic, 3, (short) 1).configs(Map.of("cleanup.policy", "compact"));
        admin.createTopics(List.of(topic)).all().get();
      }
      probe.append(1, 100);
      assertThat(settingsOf(probe))
          .containsEntry("cleanup.policy", "delete")
          .containsEntry("max.message.bytes", "4194304");
      probe.feed.connect(null);
      assertThat(probe.read(100).records()).isEqualTo(numbers(1, 100));
    }
  }

  private static Map<String, String> settingsOf(StreamProbe probe) throws Exception {
    var topic = new ConfigResource(ConfigResource.Type.TOPIC, probe.topic);
    try (Admin admin = probe.admin()) {
      Config config = admin.describeConfigs(List.of(topic)).all().get().get(topic);
      var settings = new TreeMap<String, String>();
      config.entries().forEach(entry -> settings.put(entry.name(), entry.value()));
      return settings;
    }
  }

  @Test
  void appendsAgainAfterItsTopicWasDeleted() throws Exception {
    try (var probe = new StreamProbe("deleted", broker.address())) {
      probe.append(1, 5);
      probe.deleteTopic();
      assertThatThrownBy(() -> probe.append(6, 9)).isInstanceOf(StreamUnavailable.class);
      probe.append(6, 9);
      probe.feed.connect(null);
      assertThat(probe.read(4).records()).isEqualTo(numbers(6, 9));
    }
  }

  @Test
  void labelsRecordsForAPersonWithAConsoleConsumer() throws Exception {
    var region = new RegionId("labels");
    try (var stream = stream(region)) {
      stream.append(List.of(change(region, ChangeRecord.Kind.DELETE, null), number(5)));
    }
    List<ConsumerRecord<byte[], byte[]>> found = consume("atoll.labels.changes");
    assertThat(found).hasSize(2);
    assertThat(new String(found.getFirst().key(), UTF_8)).startsWith(TABLE + "/").contains("slack");
    assertThat(labels(found.getFirst()))
        .containsEntry("format", "atoll/1")
        .containsEntry("origin", "labels")
        .containsEntry("timestamp", "1732190000123.7")
        .containsEntry("kind", "DELETE");
    assertThat(labels(found.getLast())).containsEntry("kind", "HEARTBEAT");
  }

  private static Map<String, String> labels(ConsumerRecord<byte[], byte[]> found) {
    var labels = new TreeMap<String, String>();
    found.headers().forEach(header -> labels.put(header.key(), new String(header.value(), UTF_8)));
    return labels;
  }

  private static List<ConsumerRecord<byte[], byte[]>> consume(String topic) {
    var partition = new TopicPartition(topic, 0);
    Map<String, Object> settings = Map.of("bootstrap.servers", broker.address());
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      return consumer.poll(Duration.ofSeconds(30)).records(partition);
    }
  }

  @Test
  void carriesTheLargestItemAndTheLargestRecord() throws Exception {
    var region = new RegionId("large");
    var sent = new ArrayList<StreamRecord>();
    for (int seed = 0; seed < 20; seed++) {
      sent.add(change(region, ChangeRecord.Kind.PUT, noise(seed, ITEM_BYTES)));
    }
    sent.add(change(region, ChangeRecord.Kind.PUT, noise(20, LARGEST_IMAGE_BYTES)));
    sent.add(change(region, ChangeRecord.Kind.PUT, noise(21, ITEM_BYTES)));
    try (var probe = new StreamProbe("large", broker.address())) {
      probe.stream.append(sent);
      probe.feed.connect(null);
      assertThat(probe.read(sent.size()).records()).isEqualTo(sent);
    }
  }

  /// An encoded item of exactly so many bytes, of which nothing can be compressed.
  private static Bytes noise(int seed, int length) {
    int content = length;
    byte[] encoded = ItemCodec.encode(noisyItem(seed, content));
    while (encoded.length != length) {
      content += length - encoded.length;
      encoded = ItemCodec.encode(noisyItem(seed, content));
    }
    return Bytes.owning(encoded);
  }

  private static Item noisyItem(int seed, int length) {
    var content = new byte[length];
    new Random(seed).nextBytes(content);
    return Item.of(Map.of("b", new BinaryValue(Bytes.owning(content))));
  }

  @Test
  void refusesARecordThatNoReaderWouldTake() {
    var region = new RegionId("huge");
    var image = Bytes.owning(new byte[TopicSettings.RECORD_BYTES_MAX]);
    try (var stream = stream(region)) {
      assertThatThrownBy(() -> stream.append(List.of(change(region, ChangeRecord.Kind.PUT, image))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("above 4194304");
    }
  }

  private static KafkaChangeStream stream(RegionId region) {
    return new KafkaChangeStream(region, broker.address(), TopicSettings.copies(1));
  }

  private static StreamRecord change(
      RegionId region, ChangeRecord.Kind kind, @Nullable Bytes image) {
    var vector = VersionVector.of(HybridTimestamp.of(1_732_190_000_123L, 7, region));
    var key = KeyCodec.encode(new PrimaryKey(new StringValue("slack"), null));
    return new Change(new ChangeRecord(TABLE, key, Version.of(vector), kind, image, false, null));
  }
}
