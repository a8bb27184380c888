package io.atolldb.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atolldb.replication.ChangeFeed.FeedUnavailable;
import io.atolldb.replication.ChangeFeed.PositionLost;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The watch over a quiet stream, with a clock and a cluster that answer when the test says so.
class StreamWatchTest {

  private static final Uuid TOPIC = new Uuid(1, 2);
  private static final StreamIdentity EXPECTED = new StreamIdentity("cluster", TOPIC);

  private final List<KafkaFutureImpl<Uuid>> questions = new ArrayList<>();
  private long nanos;
  private StreamWatch watch;

  @BeforeEach
  void begin() {
    watch = new StreamWatch(EXPECTED, this::ask, () -> nanos);
  }

  private StreamIdentity.Asked ask() {
    var topic = new KafkaFutureImpl<Uuid>();
    questions.add(topic);
    return new StreamIdentity.Asked(KafkaFuture.completedFuture("cluster"), topic);
  }

  private void silence() {
    nanos += StreamWatch.SILENCE_NANOS;
  }

  @Test
  void asksNothingWhileRecordsArrive() throws Exception {
    for (int look = 0; look < 10; look++) {
      nanos += StreamWatch.SILENCE_NANOS / 2;
      watch.looked(true);
    }
    assertThat(questions).isEmpty();
    assertThat(watch.isSure()).isTrue();
  }

  @Test
  void asksOnceAfterASilenceAndIsUnsureUntilTheAnswer() throws Exception {
    silence();
    watch.looked(false);
    silence();
    watch.looked(true);
    assertThat(questions).hasSize(1);
    assertThat(watch.isSure()).isFalse();
    questions.getFirst().complete(TOPIC);
    assertThat(watch.isSure()).isTrue();
    watch.looked(false);
    assertThat(questions).hasSize(1);
  }

  @Test
  void holdsBackWhatArrivesAfterASilence() throws Exception {
    silence();
    watch.looked(true);
    assertThat(watch.isSure()).isFalse();
    questions.getFirst().complete(TOPIC);
    assertThat(watch.isSure()).isTrue();
  }

  @Test
  void knowsAnotherTopicOfTheSameName() {
    silence();
    watch.looked(true);
    questions.getFirst().complete(new Uuid(3, 4));
    assertThatThrownBy(watch::isSure).isInstanceOf(PositionLost.class);
  }

  @Test
  void saysThatTheTopicIsGone() {
    silence();
    watch.looked(false);
    questions.getFirst().completeExceptionally(new UnknownTopicOrPartitionException("gone"));
    assertThatThrownBy(watch::isSure)
        .isInstanceOf(FeedUnavailable.class)
        .hasMessageContaining("does not exist");
  }

  @Test
  void anOpenQuestionIsWaitedForWithALimit() throws Exception {
    silence();
    watch.looked(true);
    watch.awaitAnswer(1);
    assertThat(watch.isSure()).isFalse();
  }
}
