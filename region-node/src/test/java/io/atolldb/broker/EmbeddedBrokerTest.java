package io.atolldb.broker;

import static io.atolldb.broker.StreamProbe.number;
import static io.atolldb.broker.StreamProbe.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atolldb.replication.ChangeFeed.FeedUnavailable;
import io.atolldb.replication.ChangeFeed.PositionLost;
import io.atolldb.replication.ChangeStream.StreamUnavailable;
import io.atolldb.replication.StreamPosition;
import io.atolldb.replication.StreamRecord;
import io.atolldb.replication.StreamRecord.Unreadable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.apache.kafka.common.utils.Exit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The broker through its stops, its losses and its faults, as its clients see them.
class EmbeddedBrokerTest {

  /// A batch of records on disk: where its checksum begins, and what it is computed over.
  private static final long BATCH_CONTENT_AT = 40;

  @TempDir Path directory;

  private EmbeddedBroker start(int port) throws BrokerUnusable {
    return EmbeddedBroker.start(directory, BrokerAddress.loopback(port));
  }

  private static int portOf(EmbeddedBroker broker) {
    String address = broker.address();
    return Integer.parseInt(address.substring(address.indexOf(':') + 1));
  }

  @Test
  void holdsItsRecordsAndItsIdentityAcrossAStop() throws Exception {
    StreamPosition after;
    try (EmbeddedBroker broker = start(0);
        var probe = new StreamProbe("kept", broker.address())) {
      probe.append(1, 10);
      probe.feed.connect(null);
      after = probe.read(4).next();
    }
    try (EmbeddedBroker broker = start(0);
        var probe = new StreamProbe("kept", broker.address())) {
      probe.append(11, 12);
      probe.feed.connect(after);
      assertThat(probe.read(8).records()).isEqualTo(numbers(5, 12));
      assertThat(broker.failure()).isNull();
    }
  }

  /// The crashed broker's session is longer than any test may take.
  @Test
  void servesAgainAtOnceAfterACrash() throws Exception {
    CrashedBroker.leaveBehind(directory, "crashed");
    try (EmbeddedBroker broker = start(0);
        var probe = new StreamProbe("crashed", broker.address())) {
      probe.append(11, 12);
      probe.feed.connect(null);
      assertThat(probe.read(12).records()).isEqualTo(numbers(1, 12));
    }
  }

  @Test
  void clientsFailWhileItIsAwayAndGoOnWhenItIsBack() throws Exception {
    EmbeddedBroker broker = start(0);
    try (var probe = new StreamProbe("away", broker.address())) {
      probe.append(1, 3);
      StreamPosition begin = probe.feed.connect(null);
      probe.read(3);
      broker.close();
      assertThatThrownBy(probe::readUntilRefused).isInstanceOf(FeedUnavailable.class);
      assertThatThrownBy(() -> probe.feed.connect(begin)).isInstanceOf(FeedUnavailable.class);
      assertThatThrownBy(() -> probe.append(4, 5)).isInstanceOf(StreamUnavailable.class);

      broker = start(portOf(broker));
      appendWhenPossible(probe, 4, 5);
      probe.feed.connect(begin);
      assertThat(probe.read(5).records()).isEqualTo(numbers(1, 5));
    } finally {
      broker.close();
    }
  }

  @Test
  void aFeedOutlastsAShortRestart() throws Exception {
    EmbeddedBroker broker = start(0);
    try (var probe = new StreamProbe("restart", broker.address())) {
      probe.append(1, 3);
      StreamPosition begin = probe.feed.connect(null);
      StreamPosition after = probe.read(3).next();
      broker.close();
      broker = start(portOf(broker));
      appendWhenPossible(probe, 4, 6);
      assertThat(readEventually(probe, after, 3)).isEqualTo(numbers(4, 6));
      assertThat(begin.offset()).isZero();
    } finally {
      broker.close();
    }
  }

  /// Reads on, and connects again where the feed has given up.
  private static List<StreamRecord> readEventually(
      StreamProbe probe, StreamPosition after, int count) throws Exception {
    try {
      return probe.read(count).records();
    } catch (FeedUnavailable gone) {
      probe.feed.connect(after);
      return probe.read(count).records();
    }
  }

  private static void appendWhenPossible(StreamProbe probe, long from, long to) throws Exception {
    for (int attempt = 0; attempt < 1_000_000; attempt++) {
      try {
        probe.append(from, to);
        return;
      } catch (StreamUnavailable notYet) {
        Thread.onSpinWait();
      }
    }
    throw new AssertionError("the stream does not come back");
  }

  @Test
  void aReaderIsToldWhenABrokerCameBackWithoutItsLastRecords() throws Exception {
    StreamPosition after;
    try (EmbeddedBroker broker = start(0);
        var probe = new StreamProbe("torn", broker.address())) {
      probe.append(1, 3);
      probe.append(4, 6);
      probe.feed.connect(null);
      after = probe.read(6).next();
    }
    loseLastBatch("torn");
    try (EmbeddedBroker broker = start(0);
        var probe = new StreamProbe("torn", broker.address())) {
      probe.append(11, 20);
      probe.feed.connect(after);
      assertThatThrownBy(probe::readUntilRefused).isInstanceOf(PositionLost.class);
      probe.feed.connect(null);
      assertThat(probe.read(3).records()).isEqualTo(numbers(1, 3));
      assertThat(probe.read(10).records()).isEqualTo(numbers(11, 20));
    }
  }

  @Test
  void aBatchThatTheDiskDamagedIsHandedOnAsUnreadable() throws Exception {
    try (EmbeddedBroker broker = start(0);
        var probe = new StreamProbe("damaged", broker.address())) {
      probe.append(1, 1);
      probe.append(2, 2);
      probe.append(3, 3);
    }
    flipBit(segmentOf("damaged"), secondBatch(segmentOf("damaged")) + BATCH_CONTENT_AT);
    try (EmbeddedBroker broker = start(0);
        var probe = new StreamProbe("damaged", broker.address())) {
      probe.feed.connect(null);
      List<StreamRecord> records = probe.read(3).records();
      assertThat(records.getFirst()).isEqualTo(number(1));
      assertThat(records.get(1))
          .isInstanceOfSatisfying(
              Unreadable.class, lost -> assertThat(lost.reason()).contains("record 1 of"));
      assertThat(records.getLast()).isEqualTo(number(3));
    }
  }

  private Path segmentOf(String origin) {
    return directory.resolve("atoll." + origin + ".changes-0/00000000000000000000.log");
  }

  private static long secondBatch(Path segment) throws IOException {
    return batchEnd(ByteBuffer.wrap(Files.readAllBytes(segment)), 0);
  }

  private static int batchEnd(ByteBuffer segment, int begin) {
    return begin + Long.BYTES + Integer.BYTES + segment.getInt(begin + Long.BYTES);
  }

  /// As a crash leaves it: cut short, and not marked as cleanly stopped.
  private void loseLastBatch(String origin) throws IOException {
    Path segment = segmentOf(origin);
    ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(segment));
    int last = 0;
    while (batchEnd(content, last) < content.limit()) last = batchEnd(content, last);
    try (FileChannel file = FileChannel.open(segment, StandardOpenOption.WRITE)) {
      file.truncate(last);
    }
    Files.deleteIfExists(directory.resolve(".kafka_cleanshutdown"));
  }

  private static void flipBit(Path file, long at) throws IOException {
    byte[] content = Files.readAllBytes(file);
    content[(int) at] ^= 1;
    Files.write(file, content);
  }

  @Test
  void aPortInUseIsNamed() throws Exception {
    try (EmbeddedBroker broker = start(0)) {
      Path other = directory.resolve("other");
      int taken = portOf(broker);
      assertThatThrownBy(() -> EmbeddedBroker.start(other, BrokerAddress.loopback(taken)))
          .isInstanceOf(BrokerUnusable.class)
          .hasMessageContaining("Kafka port " + taken)
          .hasMessageContaining("in use");
    }
  }

  @Test
  void aDirectoryThatIsInUseIsNamedAndItsPortIsGivenBack() throws Exception {
    try (EmbeddedBroker broker = start(0)) {
      assertThatThrownBy(() -> start(0))
          .isInstanceOf(BrokerUnusable.class)
          .hasMessageContaining(directory.toString());
      try (var probe = new StreamProbe("undisturbed", broker.address())) {
        probe.append(1, 2);
        probe.feed.connect(null);
        assertThat(probe.read(2).records()).isEqualTo(numbers(1, 2));
      }
    }
  }

  @Test
  void aFaultThatWouldEndTheProcessIsReportedInstead() throws Exception {
    try (EmbeddedBroker broker = start(0)) {
      Exit.halt(1, "all log directories have failed");
      assertThat(broker.failure()).contains("halt 1").contains("all log directories have failed");
    }
  }
}
