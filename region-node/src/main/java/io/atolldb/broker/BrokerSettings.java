package io.atolldb.broker;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import kafka.server.KafkaConfig;

/// The settings of a broker that carries a few change streams beside a region's own work: broker
/// and controller in one, few threads, small buffers, one copy of everything.
final class BrokerSettings {

  static final int NODE_ID = 1;

  /// Above every record that a change stream may hold.
  private static final int MESSAGE_BYTES_MAX = 5 << 20;

  private static final int REQUEST_BYTES_MAX = 16 << 20;
  private static final int SEGMENT_BYTES = 64 << 20;
  private static final int INDEX_BYTES_MAX = 1 << 20;
  private static final int CLEANER_BYTES = 4 << 20;
  private static final int METADATA_BYTES_MAX = 32 << 20;

  /// Broker and controller live and die together, so a session need not be short to be of use; a
  /// process that was paused or starved for less keeps the lead of its topics.
  static final int SESSION_MILLIS = 600_000;

  private BrokerSettings() {}

  static KafkaConfig of(Path directory, BrokerAddress address, int port, int controllerPort) {
    var settings = new TreeMap<String, String>();
    addresses(settings, address, port, controllerPort);
    storage(settings, directory);
    settings.putAll(footprint());
    settings.putAll(singleCopies());
    return new KafkaConfig(settings, false);
  }

  private static void addresses(
      Map<String, String> settings, BrokerAddress address, int port, int controllerPort) {
    String controller = BrokerAddress.LOOPBACK + ":" + controllerPort;
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", Integer.toString(NODE_ID));
    settings.put("controller.quorum.voters", NODE_ID + "@" + controller);
    settings.put("controller.listener.names", BrokerSockets.CONTROLLER);
    settings.put("inter.broker.listener.name", BrokerSockets.CLIENTS);
    settings.put(
        "listeners",
        BrokerSockets.CLIENTS
            + "://"
            + address.bindHost()
            + ":"
            + port
            + ","
            + BrokerSockets.CONTROLLER
            + "://"
            + controller);
    settings.put(
        "advertised.listeners",
        BrokerSockets.CLIENTS + "://" + address.advertisedHost() + ":" + port);
    settings.put(
        "listener.security.protocol.map",
        BrokerSockets.CLIENTS + ":PLAINTEXT," + BrokerSockets.CONTROLLER + ":PLAINTEXT");
    settings.put("broker.session.timeout.ms", Integer.toString(SESSION_MILLIS));
  }

  private static void storage(Map<String, String> settings, Path directory) {
    settings.put("log.dirs", directory.toAbsolutePath().toString());
    settings.put("log.segment.bytes", Integer.toString(SEGMENT_BYTES));
    settings.put("log.index.size.max.bytes", Integer.toString(INDEX_BYTES_MAX));
    settings.put("log.preallocate", "false");
    settings.put("metadata.log.segment.bytes", Integer.toString(METADATA_BYTES_MAX / 4));
    settings.put("metadata.max.retention.bytes", Integer.toString(METADATA_BYTES_MAX));
    // Each idle record costs an fsync on the disk that the region's commit log lives on.
    settings.put("metadata.max.idle.interval.ms", "0");
    settings.put("message.max.bytes", Integer.toString(MESSAGE_BYTES_MAX));
    settings.put("auto.create.topics.enable", "false");
  }

  private static Map<String, String> footprint() {
    var settings = new TreeMap<String, String>();
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "2");
    settings.put("background.threads", "2");
    settings.put("num.recovery.threads.per.data.dir", "1");
    settings.put("log.cleaner.threads", "1");
    settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(CLEANER_BYTES));
    settings.put("socket.request.max.bytes", Integer.toString(REQUEST_BYTES_MAX));
    settings.put("socket.send.buffer.bytes", "-1");
    settings.put("socket.receive.buffer.bytes", "-1");
    settings.put("group.coordinator.threads", "1");
    settings.put("share.coordinator.threads", "1");
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("metric.reporters", "");
    return settings;
  }

  private static Map<String, String> singleCopies() {
    var settings = new TreeMap<String, String>();
    settings.put("num.partitions", "1");
    settings.put("default.replication.factor", "1");
    settings.put("min.insync.replicas", "1");
    settings.put("offsets.topic.num.partitions", "1");
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("transaction.state.log.num.partitions", "1");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("share.coordinator.state.topic.num.partitions", "1");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    return settings;
  }
}
