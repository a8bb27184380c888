package io.atolldb.replication;

import static io.atolldb.replication.Changes.CARTS;
import static io.atolldb.replication.Changes.IRELAND;
import static io.atolldb.replication.Changes.OREGON;
import static io.atolldb.replication.Changes.TOKYO;
import static io.atolldb.replication.Changes.names;
import static io.atolldb.replication.Changes.packed;
import static io.atolldb.replication.Changes.put;
import static io.atolldb.replication.Changes.vector;
import static io.atolldb.replication.FakeTime.START_MILLIS;
import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.clock.RegionId;
import io.atolldb.globaltable.Member;
import io.atolldb.globaltable.MemberStatus;
import io.atolldb.globaltable.TableDescriptor;
import io.atolldb.replication.StreamRecord.Heartbeat;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Oregon's publisher, in steps taken by hand.
class PublisherTest {

  private static final int STEPS_MAX = 100;

  private final FakeTime time = new FakeTime();
  private final FakeOutbox outbox = new FakeOutbox();
  private final FakeStream stream = new FakeStream();
  private Publisher publisher = publisher();

  private Publisher publisher() {
    return new Publisher(outbox, stream, time.wallClock(), time.ticks(), new Random(1), () -> true);
  }

  private void settle() {
    time.advance(Rest.MILLIS_MAX);
    for (int step = 0; publisher.doWork() > 0; step++) assertThat(step).isLessThan(STEPS_MAX);
  }

  private void later() {
    time.advance(Backoff.LONGEST_MILLIS);
    settle();
  }

  private void writes(String name, long after) {
    outbox.writes(put(CARTS, name, OREGON, START_MILLIS + after));
  }

  private List<Heartbeat> heartbeats() {
    return stream.records().stream()
        .filter(Heartbeat.class::isInstance)
        .map(Heartbeat.class::cast)
        .toList();
  }

  @Test
  void whatBeganHereIsSentInOrderAndWhatCameFromOthersIsNot() {
    writes("a", 1);
    outbox.brings(put(CARTS, "foreign", IRELAND, START_MILLIS));
    writes("b", 2);
    outbox.brings(put(CARTS, "foreign", IRELAND, START_MILLIS));
    settle();

    assertThat(names(stream.records())).containsExactly("a", "b");
    assertThat(outbox.publishedSequence()).isEqualTo(4);
    assertThat(publisher.publishedThrough()).isEqualTo(4);
  }

  @Test
  void whatWasNotConfirmedIsSentAgain() {
    writes("a", 1);
    writes("b", 2);
    stream.takesTheNextWithoutConfirming(0);
    settle();
    assertThat(outbox.publishedSequence()).isZero();
    assertThat(publisher.trouble()).contains("no confirmation");

    later();
    assertThat(names(stream.records())).containsExactly("a", "b", "a", "b");
    assertThat(outbox.publishedSequence()).isEqualTo(2);
    assertThat(publisher.trouble()).isEmpty();
  }

  @Test
  void aStreamThatIsAwayDelaysAndLosesNothing() {
    stream.goesDown();
    for (int write = 0; write < 10; write++) {
      writes("w" + write, write);
      settle();
      time.advance(1_000);
    }
    stream.comesBack();
    later();

    assertThat(names(stream.records()))
        .containsExactly("w0", "w1", "w2", "w3", "w4", "w5", "w6", "w7", "w8", "w9");
  }

  @Test
  void afterARestartItGoesOnFromWhatIsRememberedAndMayRepeat() {
    writes("a", 1);
    writes("b", 2);
    settle();
    outbox.remembersPublished(1);
    publisher = publisher();
    writes("c", 3);
    settle();

    assertThat(names(stream.records())).containsExactly("a", "b", "b", "c");
  }

  @Test
  void aStepSendsABoundedNumberOfRecords() {
    int writes = 2 * Publisher.PUBLISH_LIMIT + 1;
    for (int write = 0; write < writes; write++) writes("w" + write, write);
    publisher.doWork();
    assertThat(names(stream.records())).hasSize(Publisher.PUBLISH_LIMIT);
    assertThat(heartbeats().getLast().publishedThrough())
        .as("names what was sent, not what is written")
        .isEqualTo(packed(START_MILLIS + Publisher.PUBLISH_LIMIT - 1));
    settle();
    assertThat(names(stream.records())).hasSize(writes);
  }

  @Test
  void aPublisherUnderLoadAppendsSeldom() {
    settle();
    writes("alone", 1);
    publisher.doWork();
    writes("next", 2);
    publisher.doWork();
    assertThat(names(stream.records())).as("no rest after a single write").endsWith("next");

    for (int write = 0; write < 1_000; write++) writes("many" + write, 3 + write);
    publisher.doWork();
    writes("last", 2_000);
    time.advance(Rest.MILLIS_MAX - 1);
    assertThat(publisher.doWork()).isZero();
    time.advance(1);
    publisher.doWork();
    assertThat(names(stream.records())).endsWith("last");
  }

  @Test
  void heartbeatsSayThatSilenceMeansNothingHappened() {
    writes("a", 5);
    outbox.hasApplied(vector(IRELAND, 777));
    settle();
    stream.forgets();
    for (int step = 0; step < 10; step++) {
      time.advance(Publisher.HEARTBEAT_MILLIS / 2);
      settle();
    }

    assertThat(stream.records()).hasSize(5);
    assertThat(heartbeats())
        .allMatch(beat -> beat.publishedThrough() == packed(START_MILLIS + 5))
        .allMatch(beat -> beat.applied().equals(vector(IRELAND, 777)));
    assertThat(heartbeats().getLast().wallMillis()).isEqualTo(time.wallClock().millis());
  }

  @Test
  void aHeartbeatIsNotSentWithRecordsThatMayNotComeThrough() {
    settle();
    stream.forgets();
    time.advance(Publisher.HEARTBEAT_MILLIS);
    writes("a", 1);
    stream.takesTheNextWithoutConfirming(1); // all but the write
    settle();

    assertThat(heartbeats()).isEmpty();
    later();
    assertThat(names(stream.records())).containsExactly("a");
    assertThat(heartbeats()).hasSize(1);
  }

  /// Whatever is lost on the way, a reader who meets a heartbeat has met all that it names.
  @ParameterizedTest
  @MethodSource("seeds")
  void noHeartbeatNamesAWriteThatDoesNotStandBeforeIt(long seed) {
    var dice = new Random(seed);
    int writes = 0;
    for (int round = 0; round < 200; round++) {
      for (int more = dice.nextInt(4); more > 0; more--) writes("w" + writes, ++writes);
      switch (dice.nextInt(6)) {
        case 0 -> stream.takesTheNextWithoutConfirming(dice.nextInt(3));
        case 1 -> stream.goesDown();
        case 2 -> {
          outbox.remembersPublished(dice.nextLong(outbox.publishedSequence() + 1));
          publisher = publisher();
        }
        default -> stream.comesBack();
      }
      publisher.doWork();
      time.advance(dice.nextInt(400));
    }
    stream.comesBack();
    for (int wait = 0; wait < 5; wait++) later();

    var met = new boolean[writes + 1];
    for (StreamRecord record : stream.records()) {
      if (record instanceof StreamRecord.Change(var change, _)) {
        met[(int) (change.version().timestamp().wallMillis() - START_MILLIS)] = true;
      } else if (record instanceof Heartbeat beat) {
        long named = beat.publishedThrough() == 0 ? 0 : beat.publishedThrough() >>> 16;
        for (int write = 1; write <= named - START_MILLIS; write++) {
          assertThat(met[write]).as("seed %d: write %d before %s", seed, write, beat).isTrue();
        }
      }
    }
    for (int write = 1; write <= writes; write++) {
      assertThat(met[write]).as("seed %d: write %d", seed, write).isTrue();
    }
  }

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 200);
  }

  @Test
  void tablesAreAnnouncedAgainNowAndThenAndOftenWhileAReplicaIsMade() {
    outbox.announces(carts(MemberStatus.CREATING));
    settle();
    for (int second = 0; second < 10; second++) {
      time.advance(1_000);
      settle();
    }
    assertThat(announcements()).hasSize(6);

    outbox.announces(carts(MemberStatus.ACTIVE));
    for (int second = 0; second < 62; second++) {
      time.advance(1_000);
      settle();
    }
    assertThat(announcements()).hasSizeBetween(8, 9);
    assertThat(announcements().getLast()).isEqualTo(carts(MemberStatus.ACTIVE));
  }

  private List<TableDescriptor> announcements() {
    return stream.records().stream()
        .filter(StreamRecord.Control.class::isInstance)
        .map(record -> ((StreamRecord.Control) record).descriptor())
        .toList();
  }

  private static TableDescriptor carts(MemberStatus inTokyo) {
    var members = new TreeMap<RegionId, Member>();
    members.put(OREGON, FakeReplicas.member(MemberStatus.ACTIVE));
    members.put(TOKYO, FakeReplicas.member(inTokyo));
    return FakeReplicas.descriptor(CARTS, members);
  }

  @Test
  void everyWriteNamesTheOneBeforeIt() {
    writes("a", 1);
    writes("b", 2);
    settle();
    writes("c", 3);
    settle();

    assertThat(follows()).containsExactly(0L, packed(START_MILLIS + 1), packed(START_MILLIS + 2));
    assertThat(heartbeats().getLast().follows()).isEqualTo(packed(START_MILLIS + 2));
    time.advance(Publisher.HEARTBEAT_MILLIS);
    settle();
    assertThat(heartbeats().getLast().follows()).isEqualTo(packed(START_MILLIS + 3));
  }

  private List<Long> follows() {
    return stream.records().stream()
        .filter(StreamRecord.Change.class::isInstance)
        .map(record -> ((StreamRecord.Change) record).follows())
        .toList();
  }

  @Test
  void whatTheStreamHasLostIsSentAgainWhenAReaderAsks() {
    writes("a", 1);
    writes("b", 2);
    writes("c", 3);
    settle();
    stream.forgets();

    assertThat(publisher.sendAgain(packed(START_MILLIS + 1))).isTrue();
    settle();
    assertThat(names(stream.records())).containsExactly("b", "c");
    assertThat(publisher.publishedThrough()).isEqualTo(3);

    publisher.sendAgain(packed(START_MILLIS + 3));
    settle();
    assertThat(names(stream.records())).as("nothing is missing").containsExactly("b", "c");
  }

  @Test
  void nothingIsSentBeforeItMayBe() {
    boolean[] may = {false};
    publisher =
        new Publisher(outbox, stream, time.wallClock(), time.ticks(), new Random(1), () -> may[0]);
    writes("a", 1);
    settle();
    assertThat(stream.records()).isEmpty();

    may[0] = true;
    settle();
    assertThat(names(stream.records())).containsExactly("a");
  }
}
