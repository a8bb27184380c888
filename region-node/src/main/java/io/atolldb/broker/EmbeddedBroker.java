package io.atolldb.broker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.controller.ControllerRequestContext;
import org.apache.kafka.raft.QuorumConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A Kafka broker with its controller inside this process, for a region that is given none: one
/// node, one copy, its own directory. The region does not depend on its health: whatever happens to
/// the broker, the process lives on.
public final class EmbeddedBroker implements AutoCloseable {

  /// How long a stop may take before the rest of it is left to the end of the process.
  static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);

  /// How long the controller may take to lead itself.
  private static final Duration LEAD_LIMIT = Duration.ofSeconds(60);

  private static final long LOOK_NANOS = 2_000_000;

  private final LeapingTime time;
  private final BrokerServer broker;
  private final ControllerServer controller;
  private final BrokerFaults faults;
  private final String address;

  private EmbeddedBroker(
      LeapingTime time,
      BrokerServer broker,
      ControllerServer controller,
      BrokerFaults faults,
      String address) {
    this.time = time;
    this.broker = broker;
    this.controller = controller;
    this.faults = faults;
    this.address = address;
  }

  /// Starts a broker on `directory`, which is made a broker's directory if it is empty, and returns
  /// when it serves. What the directory held at the last stop is there again.
  public static EmbeddedBroker start(Path directory, BrokerAddress address) throws BrokerUnusable {
    BrokerSockets sockets = BrokerSockets.open(address);
    boolean started = false;
    try {
      boolean fresh = BrokerDirectory.format(directory);
      int port = sockets.clientsPort();
      KafkaConfig config = BrokerSettings.of(directory, address, port, sockets.controllerPort());
      EmbeddedBroker broker = assemble(config, sockets, address.advertisedHost() + ":" + port);
      broker.startUp(fresh);
      LOG.info("broker.started address={} directory={}", broker.address, directory);
      started = true;
      return broker;
    } catch (BrokerUnusable unusable) {
      throw unusable;
    } catch (Exception failed) {
      // Kafka is Scala: it throws checked exceptions without declaring them.
      throw new BrokerUnusable(
          "the Kafka broker in " + directory + " does not start: " + failed.getMessage(), failed);
    } finally {
      if (!started) sockets.close();
    }
  }

  private static EmbeddedBroker assemble(
      KafkaConfig config, BrokerSockets sockets, String address) {
    var time = new LeapingTime();
    var faults = new BrokerFaults();
    faults.standBetweenKafkaAndTheProcess();
    var directory = KafkaRaftServer.initializeLogDirs(config, LOG, "");
    String cluster = directory._1().clusterId().orElseThrow();
    QuorumConfig quorum = config.quorumConfig();
    var shared =
        new SharedServer(
            config,
            directory._1(),
            time,
            Server.initializeMetrics(config, time, cluster),
            CompletableFuture.completedFuture(QuorumConfig.parseVoterConnections(quorum.voters())),
            List.of(),
            faults,
            sockets);
    var broker = new BrokerServer(shared);
    var controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), directory._2());
    return new EmbeddedBroker(time, broker, controller, faults, address);
  }

  /// The controller first: the broker registers with it. Either cleans up after itself when it
  /// fails.
  private void startUp(boolean fresh) {
    boolean started = false;
    try {
      controller.startup();
      if (!fresh) outliveSessions();
      broker.startup();
      started = true;
    } finally {
      if (!started) close();
    }
  }

  /// Lets pass what the controller grants a broker that it knew before. It grants it when it begins
  /// to lead; what is asked of it after that is answered behind that. There is nothing in Kafka to
  /// wait on for the lead itself, so it is looked at.
  private void outliveSessions() {
    long begin = System.nanoTime();
    while (!controller.controller().isActive()) {
      if (System.nanoTime() - begin > LEAD_LIMIT.toNanos()) {
        throw new IllegalStateException("no controller after " + LEAD_LIMIT);
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    var question =
        new ControllerRequestContext(
            new RequestHeaderData(), KafkaPrincipal.ANONYMOUS, OptionalLong.empty());
    controller
        .controller()
        .findAllTopicIds(question)
        .orTimeout(LEAD_LIMIT.toSeconds(), TimeUnit.SECONDS)
        .join();
    time.leap(TimeUnit.MILLISECONDS.toNanos(BrokerSettings.SESSION_MILLIS));
  }

  /// `host:port`, as clients are told.
  public String address() {
    return address;
  }

  /// Why the broker cannot go on, in its own words; null while it serves.
  public @Nullable String failure() {
    return faults.failure();
  }

  /// Stops and returns when everything is on disk, or after `STOP_LIMIT`. Calling it again does
  /// nothing.
  @Override
  public void close() {
    Thread stopping = Thread.ofPlatform().daemon().name("broker-stop").start(this::shutDown);
    try {
      if (!stopping.join(STOP_LIMIT)) {
        LOG.warn("broker.stop-cut-short address={} limit={}", address, STOP_LIMIT);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// The broker first: it hands its lead over to the controller.
  private void shutDown() {
    broker.shutdown(STOP_LIMIT.dividedBy(2));
    controller.shutdown();
    LOG.info("broker.stopped address={}", address);
  }
}
