package io.atolldb.kafka;

import io.atolldb.item.Bytes;
import io.atolldb.replication.ChangeFeed.Batch;
import io.atolldb.replication.ChangeFeed.FeedUnavailable;
import io.atolldb.replication.ChangeFeed.PositionLost;
import io.atolldb.replication.StreamPosition;
import io.atolldb.replication.StreamRecord;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One unbroken reading of a stream, from its beginning position until it fails or is closed.
final class FeedConnection {

  private static final Logger LOG = LoggerFactory.getLogger(FeedConnection.class);
  private static final long NOWHERE = -1;

  /// What was fetched and not handed on yet. At most one poll of the client beyond what was asked
  /// for.
  private record Arrival(StreamRecord content, long offset, Optional<Integer> epoch) {}

  private final Consumer<byte[], byte[]> consumer;
  private final Admin admin;
  private final TopicPartition partition;
  private final StreamIdentity identity;
  private final StreamWatch watch;
  private final Queue<Arrival> arrivals = new ArrayDeque<>();
  private StreamPosition next;
  private long damagedOffset = NOWHERE;
  // What ended the reading, to be heard by every call from then on.
  private @Nullable PositionLost lost;
  private @Nullable FeedUnavailable unavailable;
  private volatile long backlog;

  /// Takes consumer and admin client over.
  FeedConnection(
      Consumer<byte[], byte[]> consumer,
      Admin admin,
      TopicPartition partition,
      StreamIdentity identity) {
    this.consumer = consumer;
    this.admin = admin;
    this.partition = partition;
    this.identity = identity;
    this.watch =
        new StreamWatch(
            identity, () -> StreamIdentity.ask(admin, partition.topic()), System::nanoTime);
    this.next = identity.at(0, Optional.empty());
  }

  /// Reads on from `from`; `epoch` is that of the record before it, `end` where the stream ends
  /// now.
  void begin(StreamPosition from, Optional<Integer> epoch, long end) {
    consumer.assign(List.of(partition));
    consumer.seek(partition, new OffsetAndMetadata(from.offset(), epoch, ""));
    next = from;
    backlog = end - from.offset();
  }

  Batch poll(int limit) throws FeedUnavailable, PositionLost, InterruptedException {
    return unlessEnded(() -> {
      if (arrivals.size() < limit) fetch(Duration.ZERO);
      return watch.isSure() ? take(limit) : new Batch(List.of(), next);
    });
  }

  private Batch take(int limit) {
    var records = new ArrayList<StreamRecord>(Math.min(limit, arrivals.size()));
    @Nullable Arrival last = null;
    while (records.size() < limit && !arrivals.isEmpty()) {
      last = arrivals.remove();
      records.add(last.content());
    }
    if (last != null) next = identity.at(last.offset() + 1, last.epoch());
    backlog = arrivals.size() + consumer.currentLag(partition).orElse(0);
    return new Batch(records, next);
  }

  void await(long millisMax) throws FeedUnavailable, PositionLost, InterruptedException {
    unlessEnded(() -> {
      if (arrivals.isEmpty()) fetch(Duration.ofMillis(millisMax));
      if (!arrivals.isEmpty()) watch.awaitAnswer(millisMax);
      return watch.isSure();
    });
  }

  private interface Step<T> {
    T take() throws FeedUnavailable, PositionLost, InterruptedException;
  }

  private <T> T unlessEnded(Step<T> step)
      throws FeedUnavailable, PositionLost, InterruptedException {
    PositionLost lostBefore = lost;
    if (lostBefore != null) throw lostBefore;
    FeedUnavailable unavailableBefore = unavailable;
    if (unavailableBefore != null) throw unavailableBefore;
    try {
      return step.take();
    } catch (PositionLost ended) {
      lost = ended;
      throw ended;
    } catch (FeedUnavailable ended) {
      unavailable = ended;
      throw ended;
    }
  }

  private void fetch(Duration wait) throws FeedUnavailable, PositionLost, InterruptedException {
    try {
      for (ConsumerRecord<byte[], byte[]> found : consumer.poll(wait)) {
        arrivals.add(new Arrival(RecordReader.read(found), found.offset(), found.leaderEpoch()));
      }
      watch.looked(!arrivals.isEmpty());
    } catch (InvalidOffsetException lost) {
      throw new PositionLost("the stream has no " + next + " any more: " + lost.getMessage());
    } catch (WakeupException woken) {
      LOG.debug("feed.woken topic={}", partition.topic());
    } catch (InterruptException interrupted) {
      Thread.interrupted();
      throw new InterruptedException("interrupted while reading " + partition.topic());
    } catch (KafkaException failed) {
      // Kafka has no type of its own for a batch that its broker delivers damaged.
      if (failed.getClass() != KafkaException.class) throw unavailable(failed);
      damaged(failed);
    }
  }

  /// The bytes may be right at a second look; if they are not, they are gone, and the record is
  /// handed on as unreadable, so that those behind it can pass.
  private void damaged(KafkaException failure) {
    long offset = consumer.position(partition);
    if (damagedOffset == offset) {
      String reason =
          "record " + offset + " of " + partition.topic() + ": " + Causes.sentence(failure);
      arrivals.add(
          new Arrival(
              new StreamRecord.Unreadable(Bytes.owning(new byte[0]), reason),
              offset,
              Optional.empty()));
      consumer.seek(partition, offset + 1);
    } else {
      damagedOffset = offset;
      consumer.seek(partition, offset);
    }
  }

  FeedUnavailable unavailable(Throwable cause) {
    return new FeedUnavailable(partition.topic() + ": " + Causes.sentence(cause), cause);
  }

  long backlog() {
    return backlog;
  }

  /// From any thread: ends a waiting at once.
  void wakeUp() {
    consumer.wakeup();
  }

  void close() {
    admin.close(Duration.ZERO);
    try {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
    } catch (KafkaException failed) {
      LOG.debug("feed.closed topic={} cause={}", partition.topic(), Causes.sentence(failed));
    }
  }
}
