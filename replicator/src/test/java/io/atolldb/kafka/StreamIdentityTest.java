package io.atolldb.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atolldb.replication.ChangeFeed.PositionLost;
import io.atolldb.replication.StreamPosition;
import java.util.Optional;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class StreamIdentityTest {

  private static final StreamIdentity STREAM = new StreamIdentity("cluster", new Uuid(1, 2));

  @Test
  void aPositionRemembersTheEpochOfTheRecordBeforeIt() throws Exception {
    StreamPosition position = STREAM.at(7, Optional.of(3));
    assertThat(position.offset()).isEqualTo(7);
    assertThat(StreamIdentity.epochOf(position)).contains(3);
    assertThatCode(() -> STREAM.mustOwn(position)).doesNotThrowAnyException();
  }

  @Test
  void aPositionBeforeAllRecordsHasNoEpoch() throws Exception {
    StreamPosition position = STREAM.at(0, Optional.empty());
    assertThat(StreamIdentity.epochOf(position)).isEmpty();
    assertThatCode(() -> STREAM.mustOwn(position)).doesNotThrowAnyException();
  }

  @Test
  void aPositionOfAnotherTopicOrClusterIsLost() {
    StreamPosition otherTopic = new StreamIdentity("cluster", new Uuid(3, 4)).at(7, Optional.of(3));
    StreamPosition otherCluster = new StreamIdentity("other", new Uuid(1, 2)).at(7, Optional.of(3));
    assertThatThrownBy(() -> STREAM.mustOwn(otherTopic)).isInstanceOf(PositionLost.class);
    assertThatThrownBy(() -> STREAM.mustOwn(otherCluster)).isInstanceOf(PositionLost.class);
  }

  @Test
  void aPositionThatNobodyWroteIsLost() {
    var position = new StreamPosition("cluster", new Uuid(1, 2) + ":x", 7);
    assertThatThrownBy(() -> StreamIdentity.epochOf(position)).isInstanceOf(PositionLost.class);
  }
}
