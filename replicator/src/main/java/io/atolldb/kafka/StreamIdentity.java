package io.atolldb.kafka;

import io.atolldb.replication.ChangeFeed.FeedUnavailable;
import io.atolldb.replication.ChangeFeed.PositionLost;
import io.atolldb.replication.StreamPosition;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// Which cluster and which topic a name stands for at the moment.
///
/// The topic part of a `StreamPosition` also names the leader epoch of the record before the
/// position, as `topic:epoch`. A broker that lost its last records and gave their offsets to others
/// did so under a later epoch, so a reader that comes back is told instead of passing over them.
record StreamIdentity(String cluster, Uuid topic) {

  private static final char EPOCH_MARK = ':';

  /// A question to the cluster that is on its way.
  record Asked(KafkaFuture<String> cluster, KafkaFuture<Uuid> topic) {

    boolean answered() {
      return cluster.isDone() && topic.isDone();
    }

    /// Returns when the answer is there, or after `millisMax`.
    void await(long millisMax) throws InterruptedException {
      try {
        KafkaFuture.allOf(cluster, topic).get(millisMax, TimeUnit.MILLISECONDS);
      } catch (ExecutionException | TimeoutException notNow) {
        // A failed answer is one: whoever asks for it is told. A late one is waited for again.
        return;
      }
    }

    /// Waits for the answer.
    StreamIdentity answer() throws FeedUnavailable, InterruptedException {
      try {
        return new StreamIdentity(Questions.answer(cluster), Questions.answer(topic));
      } catch (FeedUnavailable unavailable) {
        if (unavailable.getCause() instanceof UnknownTopicOrPartitionException missing) {
          throw new FeedUnavailable(
              "the stream does not exist (yet): " + missing.getMessage(), missing);
        }
        throw unavailable;
      }
    }
  }

  static Asked ask(Admin admin, String topicName) {
    KafkaFuture<Uuid> topic =
        admin
            .describeTopics(List.of(topicName))
            .allTopicNames()
            .thenApply(found -> found.values().iterator().next().topicId());
    return new Asked(admin.describeCluster().clusterId(), topic);
  }

  StreamPosition at(long offset, Optional<Integer> epoch) {
    String incarnation = topic.toString();
    return new StreamPosition(
        cluster, epoch.map(known -> incarnation + EPOCH_MARK + known).orElse(incarnation), offset);
  }

  /// The leader epoch that a position remembers.
  static Optional<Integer> epochOf(StreamPosition position) throws PositionLost {
    int mark = position.topic().indexOf(EPOCH_MARK);
    if (mark < 0) return Optional.empty();
    try {
      return Optional.of(Integer.valueOf(position.topic().substring(mark + 1)));
    } catch (NumberFormatException malformed) {
      throw new PositionLost("position " + position + " names no leader epoch");
    }
  }

  void mustOwn(StreamPosition position) throws PositionLost {
    if (!cluster.equals(position.cluster())) {
      throw new PositionLost(
          "the Kafka cluster is now " + cluster + ", the position is of " + position.cluster());
    }
    String named = position.topic();
    int mark = named.indexOf(EPOCH_MARK);
    String incarnation = mark < 0 ? named : named.substring(0, mark);
    if (!topic.toString().equals(incarnation)) {
      throw new PositionLost(
          "the topic was created anew as " + topic + ", the position is of " + incarnation);
    }
  }

  void mustBe(StreamIdentity now) throws PositionLost {
    if (equals(now)) return;
    throw new PositionLost("the stream is now " + now + ", reading began in " + this);
  }

  /// `cluster/topic`.
  @Override
  public String toString() {
    return cluster + "/" + topic;
  }
}
