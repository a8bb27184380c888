package io.atolldb.kafka;

import io.atolldb.clock.RegionId;
import io.atolldb.replication.ChangeFeed;
import io.atolldb.replication.StreamPosition;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The change stream of another region, read from that region's Kafka cluster: one partition, no
/// group, positions kept by the caller.
public final class KafkaChangeFeed implements ChangeFeed {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaChangeFeed.class);

  private final ChangeTopic topic;
  private final Brokers brokers;
  private final String clientId;
  private volatile @Nullable FeedConnection connection;

  /// Who asks how far the stream has come while nothing is read from it.
  private @Nullable Admin lookout;

  /// `bootstrap` is `host:port` or several of them, separated by commas. Connects to nothing yet.
  public KafkaChangeFeed(RegionId self, RegionId origin, String bootstrap) {
    this.topic = new ChangeTopic(origin);
    this.brokers = new Brokers(bootstrap);
    this.clientId = "atoll-" + self + "-link-" + origin;
  }

  @Override
  public StreamPosition connect(@Nullable StreamPosition from)
      throws FeedUnavailable, PositionLost {
    disconnect();
    @Nullable Admin admin = null;
    try {
      admin = Admin.create(ClientSettings.admin(brokers.addresses(), clientId + "-admin"));
      StreamIdentity identity = StreamIdentity.ask(admin, topic.name()).answer();
      if (from != null) identity.mustOwn(from);
      brokers.remember(Questions.answer(admin.describeCluster().nodes()));
      var oldest = offset(admin, OffsetSpec.earliest());
      var end = offset(admin, OffsetSpec.latest());
      StreamPosition begin = from == null ? identity.at(oldest, Optional.empty()) : from;
      mustHold(begin, oldest, end);
      open(admin, identity, begin, StreamIdentity.epochOf(begin), end);
      admin = null;
      return begin;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw unavailable(interrupted);
    } catch (KafkaException failed) {
      throw unavailable(failed);
    } finally {
      if (admin != null) admin.close(Duration.ZERO);
    }
  }

  private long offset(Admin admin, OffsetSpec which) throws FeedUnavailable, InterruptedException {
    var asked = admin.listOffsets(Map.of(topic.partition(), which));
    return Questions.answer(asked.partitionResult(topic.partition())).offset();
  }

  private void mustHold(StreamPosition position, long oldest, long end) throws PositionLost {
    if (position.offset() < oldest) {
      throw new PositionLost(
          "retention passed the position: "
              + topic.name()
              + " begins at "
              + oldest
              + ", the position is "
              + position.offset());
    }
    if (position.offset() > end) {
      throw new PositionLost(
          "the broker lost records: "
              + topic.name()
              + " ends at "
              + end
              + ", the position is "
              + position.offset());
    }
  }

  private void open(
      Admin admin,
      StreamIdentity identity,
      StreamPosition begin,
      Optional<Integer> epoch,
      long end) {
    var consumer =
        new KafkaConsumer<byte[], byte[]>(ClientSettings.consumer(brokers.addresses(), clientId));
    var opened = new FeedConnection(consumer, admin, topic.partition(), identity);
    opened.begin(begin, epoch, end);
    connection = opened;
    LOG.info("feed.connected topic={} position={} end={}", topic.name(), begin, end);
  }

  @Override
  public Batch poll(int limit) throws FeedUnavailable, PositionLost {
    try {
      return connected().poll(limit);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw unavailable(interrupted);
    }
  }

  @Override
  public void awaitRecords(long millisMax)
      throws FeedUnavailable, PositionLost, InterruptedException {
    connected().await(millisMax);
  }

  @Override
  public long ahead(StreamPosition from) throws FeedUnavailable, PositionLost {
    try {
      Admin admin = lookout;
      if (admin == null) {
        admin = Admin.create(ClientSettings.admin(brokers.addresses(), clientId + "-lookout"));
        lookout = admin;
      }
      StreamIdentity.ask(admin, topic.name()).answer().mustOwn(from);
      long end = offset(admin, OffsetSpec.latest());
      mustHold(from, offset(admin, OffsetSpec.earliest()), end);
      return end - from.offset();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw unavailable(interrupted);
    } catch (KafkaException failed) {
      throw unavailable(failed);
    }
  }

  private FeedConnection connected() throws FeedUnavailable {
    FeedConnection present = connection;
    if (present == null) throw new FeedUnavailable(topic.name() + " is not connected", null);
    return present;
  }

  private FeedUnavailable unavailable(Throwable cause) {
    return new FeedUnavailable(
        topic.name() + " at " + brokers + ": " + Causes.sentence(cause), cause);
  }

  @Override
  public long backlog() {
    FeedConnection present = connection;
    return present == null ? 0 : present.backlog();
  }

  /// May be called from any thread: lets a thread that waits for records go on at once.
  public void wakeUp() {
    FeedConnection present = connection;
    if (present != null) present.wakeUp();
  }

  @Override
  public void disconnect() {
    FeedConnection present = connection;
    connection = null;
    if (present != null) present.close();
    Admin looking = lookout;
    lookout = null;
    if (looking != null) looking.close(Duration.ZERO);
  }
}
