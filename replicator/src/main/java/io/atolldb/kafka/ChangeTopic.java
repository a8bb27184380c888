package io.atolldb.kafka;

import io.atolldb.clock.RegionId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The topic of one partition that carries the change stream of `region`, or another stream of it:
/// `subject` is what it is about.
record ChangeTopic(RegionId region, String subject) {

  /// Order across items and the wholeness of transactions hang on there being one. Partitions that
  /// somebody adds stay unused.
  static final int PARTITION = 0;

  private static final Logger LOG = LoggerFactory.getLogger(ChangeTopic.class);

  private static final Config NO_CONFIG = new Config(List.of());

  ChangeTopic(RegionId region) {
    this(region, "changes");
  }

  String name() {
    return "atoll." + region + "." + subject;
  }

  TopicPartition partition() {
    return new TopicPartition(name(), PARTITION);
  }

  /// Creates the topic if there is none; gives one that exists the settings that it must have,
  /// because a broker may have created it by itself, with its own defaults.
  void establish(Admin admin, TopicSettings settings)
      throws ExecutionException, InterruptedException {
    if (!create(admin, settings)) alter(admin, settings.configs());
  }

  private boolean create(Admin admin, TopicSettings settings)
      throws ExecutionException, InterruptedException {
    var topic = new NewTopic(name(), 1, settings.replicationFactor()).configs(settings.configs());
    try {
      admin.createTopics(List.of(topic)).all().get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof TopicExistsException) return false;
      throw failed;
    }
    LOG.info("stream.created topic={} copies={}", name(), settings.replicationFactor());
    return true;
  }

  private void alter(Admin admin, Map<String, String> wanted)
      throws ExecutionException, InterruptedException {
    var topic = new ConfigResource(ConfigResource.Type.TOPIC, name());
    Config present =
        admin.describeConfigs(List.of(topic)).all().get().getOrDefault(topic, NO_CONFIG);
    Collection<AlterConfigOp> changes = new ArrayList<>();
    wanted.forEach((key, value) -> {
      String now = Optional.ofNullable(present.get(key)).map(ConfigEntry::value).orElse("");
      if (!now.equals(value)) {
        LOG.warn("stream.altered topic={} setting={} from={} to={}", name(), key, now, value);
        changes.add(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET));
      }
    });
    if (!changes.isEmpty()) admin.incrementalAlterConfigs(Map.of(topic, changes)).all().get();
  }
}
