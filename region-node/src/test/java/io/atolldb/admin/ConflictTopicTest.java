package io.atolldb.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.broker.BrokerAddress;
import io.atolldb.broker.EmbeddedBroker;
import io.atolldb.conflicts.Conflict;
import io.atolldb.conflicts.ConflictQuery;
import io.atolldb.kafka.KafkaConflictStream;
import io.atolldb.kafka.TopicSettings;
import io.atolldb.log.MemoryDisk;
import io.atolldb.region.ConflictPublisher;
import io.atolldb.region.RegionCore;
import io.atolldb.region.Regions;
import io.atolldb.replication.ChangeStream.StreamUnavailable;
import io.atolldb.replication.ConflictStream;
import io.atolldb.store.MemoryStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Conflicts in their topic, in a real broker, as a console consumer meets them.
class ConflictTopicTest {

  private static final String TOPIC = "atoll." + Regions.HERE + ".conflicts";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path directory;
  private final MemoryDisk disk = new MemoryDisk(64 << 20);
  private final long[] wall = {1_000_000};
  private EmbeddedBroker broker;
  private RegionCore core = Regions.withTable(disk, new MemoryStore(), wall);
  private KafkaConflictStream stream;

  @BeforeEach
  void open() throws Exception {
    broker = EmbeddedBroker.start(directory, BrokerAddress.loopback(0));
    stream = stream();
  }

  @AfterEach
  void close() throws Exception {
    stream.close();
    core.close();
    broker.close();
  }

  private KafkaConflictStream stream() {
    return new KafkaConflictStream(Regions.HERE, broker.address(), TopicSettings.conflicts(1));
  }

  private ConflictPublisher publisher(ConflictStream to) {
    return new ConflictPublisher(core, to, new ConflictText(core.region()), () -> wall[0]);
  }

  private void conflict(String id, String theirs) {
    Regions.conflict(core, id, theirs, wall);
  }

  private List<String> idsInTheLog() {
    var all = new ConflictQuery(null, null, null, null, null, null);
    List<Conflict> newestFirst = core.conflicts().find(all, 1_000, null).conflicts();
    return newestFirst.reversed().stream().map(Conflict::id).toList();
  }

  private void publish(ConflictPublisher publisher) {
    while (publisher.doWork() > 0) {
      core.writer().doWork();
    }
  }

  private List<ConsumerRecord<byte[], byte[]>> read(int count) {
    Map<String, Object> settings = Map.of("bootstrap.servers", broker.address());
    var bytes = new ByteArrayDeserializer();
    try (var consumer = new KafkaConsumer<>(settings, bytes, bytes)) {
      var partition = new TopicPartition(TOPIC, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      var found = new ArrayList<ConsumerRecord<byte[], byte[]>>();
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (found.size() < count && System.nanoTime() < end) {
        consumer.poll(Duration.ofMillis(100)).forEach(found::add);
      }
      return found;
    }
  }

  private List<String> keys(int count) {
    return read(count).stream().map(one -> new String(one.key(), UTF_8)).toList();
  }

  @Test
  void everyConflictStandsInTheTopicUnderItsIdAsTheAdminPortShowsIt() {
    for (int at = 0; at < 45; at++) conflict("item-" + at, "theirs");
    publish(publisher(stream));

    List<ConsumerRecord<byte[], byte[]>> told = read(45);
    assertThat(told.stream().map(one -> new String(one.key(), UTF_8)).toList())
        .isEqualTo(idsInTheLog());
    JsonNode first = JsonMapper.shared().readTree(told.getFirst().value());
    assertThat(first.get("id").asString()).isEqualTo(idsInTheLog().getFirst());
    assertThat(first.get("table").asString()).isEqualTo("t");
    assertThat(first.at("/key/id/S").asString()).isEqualTo("item-0");
    assertThat(first.get("kind").asString()).isEqualTo("insert/insert");
    assertThat(first.at("/kept/image/text/S").asString()).isEqualTo("theirs");
    assertThat(first.at("/lost/image/text/S").asString()).isEqualTo("ours");
    assertThat(new String(told.getFirst().value(), UTF_8)).doesNotContain("\n");
  }

  @Test
  void aRestartGoesOnBehindWhatWasConfirmed() throws Exception {
    conflict("a", "theirs");
    publish(publisher(stream));
    conflict("b", "theirs");
    List<String> before = idsInTheLog();
    core.close();
    core = Regions.open(disk, new MemoryStore(), wall);

    publish(publisher(stream));
    assertThat(keys(2)).isEqualTo(before);
  }

  @Test
  void whatWasNotConfirmedIsSentAgain() {
    conflict("a", "theirs");
    ConflictStream unconfirmed =
        entries -> {
          stream.append(entries);
          throw new StreamUnavailable("the answer got lost", new IllegalStateException());
        };
    ConflictPublisher publisher = publisher(unconfirmed);
    assertThat(publisher.doWork()).isZero();
    assertThat(publisher.trouble()).contains("the answer got lost");

    publish(publisher(stream));
    String id = idsInTheLog().getFirst();
    assertThat(keys(2)).as("at least once, known by its id").containsExactly(id, id);
  }

  @Test
  void aConflictThatIsTooLongGoesWithoutItsImages() {
    String long350k = "\u0001".repeat(350 << 10); // six bytes each in JSON
    conflict("a", long350k);
    publish(publisher(stream));
    JsonNode told = JsonMapper.shared().readTree(read(1).getFirst().value());
    assertThat(told.get("id").asString()).isEqualTo(idsInTheLog().getFirst());
    assertThat(told.at("/kept/image").isNull()).isTrue();
    assertThat(told.get("reason").asString()).contains("too long");
  }

  @Test
  void theTopicIsThereBeforeTheFirstConflictAndIsBounded() throws Exception {
    publish(publisher(stream));
    try (var admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
      var topic = new ConfigResource(ConfigResource.Type.TOPIC, TOPIC);
      var settings = new TreeMap<String, String>();
      admin
          .describeConfigs(List.of(topic))
          .all()
          .get()
          .get(topic)
          .entries()
          .forEach(entry -> settings.put(entry.name(), entry.value()));
      assertThat(settings)
          .containsEntry("retention.bytes", Long.toString(256L << 20))
          .containsEntry("retention.ms", Long.toString(Duration.ofDays(30).toMillis()))
          .containsEntry("cleanup.policy", "delete");
    }
  }
}
