package io.atolldb.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atolldb.clock.RegionId;
import io.atolldb.replication.ChangeFeed;
import io.atolldb.replication.ChangeFeed.FeedUnavailable;
import io.atolldb.replication.ChangeFeed.PositionLost;
import io.atolldb.replication.ChangeStream.StreamUnavailable;
import io.atolldb.replication.StreamPosition;
import io.atolldb.replication.StreamRecord;
import io.atolldb.replication.StreamRecord.Heartbeat;
import io.atolldb.simulation.Network.Cut;
import io.atolldb.simulation.Network.Latency;
import io.atolldb.version.VersionVector;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the simulation plays has to behave as the ports promise, or its worlds prove nothing.
class SimulatedKafkaTest {

  private static final RegionId IRELAND = new RegionId("ireland");
  private static final RegionId OREGON = new RegionId("oregon");
  private static final int LIMIT = 100;

  private final RandomSource dice = new RandomSource(7);
  private final Timeline timeline = new Timeline(1000);
  private final Network network = new Network(dice, new Latency(5, 40));

  @Test
  void recordsArriveLateAndInPartsButInOrder() throws Exception {
    SimulatedKafka kafka = kafka(0);
    ChangeFeed feed = kafka.feed(OREGON);
    feed.connect(null);
    for (int number = 0; number < 50; number++) kafka.append(List.of(record(number)));
    assertThat(feed.poll(LIMIT).records()).isEmpty();
    assertThat(feed.backlog()).isEqualTo(50);

    var seen = new ArrayList<StreamRecord>();
    while (timeline.runNext(2000)) seen.addAll(feed.poll(LIMIT).records());
    while (seen.size() < 50) seen.addAll(feed.poll(LIMIT).records());

    assertThat(seen).isEqualTo(kafka.everAppended()).hasSize(50);
    assertThat(feed.backlog()).isZero();
  }

  @Test
  void anAppendWithoutConfirmationLeavesABeginningOfIt() {
    SimulatedKafka kafka = kafka(100);
    var batch = List.of(record(1), record(2), record(3));
    for (int attempt = 0; attempt < 40; attempt++) {
      int before = kafka.everAppended().size();
      assertThatThrownBy(() -> kafka.append(batch)).isInstanceOf(StreamUnavailable.class);
      List<StreamRecord> left = kafka.everAppended().subList(before, kafka.everAppended().size());
      assertThat(left).isEqualTo(batch.subList(0, left.size()));
    }
    assertThat(kafka.everAppended()).hasSizeBetween(30, 90);
  }

  @Test
  void readingGoesOnAtAPosition() throws Exception {
    SimulatedKafka kafka = kafka(0);
    kafka.append(List.of(record(1), record(2)));
    while (timeline.runNext(2000)) assertThat(kafka.isUp()).isTrue();
    StreamPosition afterFirst = kafka.feed(OREGON).connect(null);
    afterFirst = new StreamPosition(afterFirst.cluster(), afterFirst.topic(), 1);
    ChangeFeed feed = kafka.feed(OREGON);

    assertThat(feed.connect(afterFirst)).isEqualTo(afterFirst);
    assertThat(feed.poll(LIMIT).records()).containsExactly(record(2));
  }

  @Test
  void aPositionInALostTopicIsLost() throws Exception {
    SimulatedKafka kafka = kafka(0);
    ChangeFeed feed = kafka.feed(OREGON);
    StreamPosition before = feed.connect(null);
    kafka.losesItsTopic();

    assertThatThrownBy(() -> feed.poll(LIMIT)).isInstanceOf(PositionLost.class);
    assertThatThrownBy(() -> feed.connect(before)).isInstanceOf(PositionLost.class);
    assertThat(feed.connect(null)).isNotEqualTo(before);
  }

  @Test
  void aCutIsRefusedOrSilentAndHealsWithoutALoss() throws Exception {
    SimulatedKafka kafka = kafka(0);
    ChangeFeed feed = kafka.feed(OREGON);
    feed.connect(null);
    network.cut(IRELAND, OREGON, Cut.SILENT);
    kafka.append(List.of(record(1)));
    while (timeline.runNext(2000)) assertThat(feed.poll(LIMIT).records()).isEmpty();
    assertThatThrownBy(() -> kafka.feed(OREGON).connect(null)).isInstanceOf(FeedUnavailable.class);

    network.cut(IRELAND, OREGON, Cut.REFUSES);
    assertThatThrownBy(() -> feed.poll(LIMIT)).isInstanceOf(FeedUnavailable.class);
    assertThat(network.canAsk(IRELAND, OREGON)).isFalse();

    network.healAll();
    assertThat(feed.poll(LIMIT).records()).containsExactly(record(1));
  }

  @Test
  void whileItIsDownNothingGoesInOrOut() throws Exception {
    SimulatedKafka kafka = kafka(0);
    ChangeFeed feed = kafka.feed(OREGON);
    feed.connect(null);
    kafka.goesDown();
    assertThatThrownBy(() -> kafka.append(List.of(record(1))))
        .isInstanceOf(StreamUnavailable.class);
    assertThatThrownBy(() -> feed.poll(LIMIT)).isInstanceOf(FeedUnavailable.class);

    kafka.comesBack();
    kafka.append(List.of(record(1)));
    assertThat(kafka.everAppended()).containsExactly(record(1));
  }

  private SimulatedKafka kafka(int unconfirmedPercent) {
    return new SimulatedKafka(
        IRELAND, List.of(OREGON), dice, timeline, network, unconfirmedPercent);
  }

  private static StreamRecord record(long number) {
    return new Heartbeat(number, VersionVector.EMPTY, 0);
  }
}
