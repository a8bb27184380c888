package io.atolldb.replication;

import static io.atolldb.replication.Changes.CARTS;
import static io.atolldb.replication.Changes.IRELAND;
import static io.atolldb.replication.Changes.OREGON;
import static io.atolldb.replication.Changes.change;
import static io.atolldb.replication.Changes.names;
import static io.atolldb.replication.Changes.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atolldb.replication.ChangeFeed.Batch;
import io.atolldb.replication.ChangeFeed.FeedUnavailable;
import io.atolldb.replication.LinkFaults.Fault;
import io.atolldb.replication.PeerRegion.PeerUnavailable;
import io.atolldb.version.VersionVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Faults between regions that are put in on purpose.
class LinkFaultsTest {

  private final FakeTime time = new FakeTime();
  private final LinkFaults faults = new LinkFaults();
  private final FakeFeed feed = new FakeFeed();
  private final FaultyFeed faulty = new FaultyFeed(feed, OREGON, faults, time.ticks());

  private void originWrites(String... names) {
    for (String name : names) feed.holds(change(put(CARTS, name, OREGON, FakeTime.START_MILLIS)));
  }

  private void delay(long millis) {
    faults.set(OREGON, new Fault(false, millis));
  }

  private List<String> polled() throws Exception {
    return names(faulty.poll(100).records());
  }

  @Test
  void withoutFaultsTheFeedIsAsItIs() throws Exception {
    originWrites("a", "b");
    assertThat(faulty.connect(null)).isEqualTo(feed.position(0));
    assertThat(faulty.backlog()).isEqualTo(2);
    Batch batch = faulty.poll(1);
    assertThat(names(batch.records())).containsExactly("a");
    assertThat(batch.next()).isEqualTo(feed.position(1));
  }

  @Test
  void aCutLinkIsUnavailableInEveryWayUntilItIsMended() throws Exception {
    originWrites("a");
    faulty.connect(null);
    faults.set(OREGON, new Fault(true, 0));
    assertThatThrownBy(() -> faulty.poll(1)).isInstanceOf(FeedUnavailable.class);
    assertThatThrownBy(() -> faulty.awaitRecords(1)).isInstanceOf(FeedUnavailable.class);
    assertThatThrownBy(() -> faulty.connect(null)).isInstanceOf(FeedUnavailable.class);

    faults.set(OREGON, Fault.NONE);
    faulty.connect(null);
    assertThat(polled()).containsExactly("a");
  }

  @Test
  void aCutIsOfOneOriginOnly() throws Exception {
    faults.set(IRELAND, new Fault(true, 0));
    originWrites("a");
    faulty.connect(null);
    assertThat(polled()).containsExactly("a");
  }

  @Test
  void whatIsDelayedIsShownWhenItsTimeHasComeAndInOrder() throws Exception {
    delay(1_000);
    faulty.connect(null);
    originWrites("a");
    assertThat(polled()).isEmpty();
    time.advance(600);
    originWrites("b");
    assertThat(polled()).isEmpty();
    assertThat(faulty.backlog()).isEqualTo(2);
    time.advance(400);
    assertThat(polled()).containsExactly("a");
    assertThat(polled()).isEmpty();
    time.advance(600);
    assertThat(polled()).containsExactly("b");
    assertThat(faulty.backlog()).isZero();
  }

  @Test
  void thePositionOfWhatWaitsIsNotReachedYet() throws Exception {
    delay(1_000);
    faulty.connect(null);
    originWrites("a");
    assertThat(faulty.poll(100).next()).isEqualTo(feed.position(0));
    time.advance(1_000);
    assertThat(faulty.poll(100).next()).isEqualTo(feed.position(1));
    assertThat(faulty.poll(100).next()).isEqualTo(feed.position(1));
  }

  @Test
  void aDelayThatBeginsWhileTheLinkRunsKeepsThePositionReached() throws Exception {
    faulty.connect(null);
    originWrites("a");
    assertThat(polled()).containsExactly("a");
    delay(1_000);
    originWrites("b");
    assertThat(faulty.poll(100).next()).isEqualTo(feed.position(1));
  }

  @Test
  void aDelayThatEndsShowsWhatWaitsBeforeWhatIsNew() throws Exception {
    delay(60_000);
    faulty.connect(null);
    originWrites("a");
    assertThat(polled()).isEmpty();
    originWrites("b");
    faults.clear();
    assertThat(polled()).containsExactly("a");
    assertThat(polled()).containsExactly("b");
    originWrites("c");
    assertThat(polled()).containsExactly("c");
  }

  @Test
  void whatWaitsIsForgottenWithTheConnectionAndComesAgain() throws Exception {
    delay(1_000);
    faulty.connect(null);
    originWrites("a");
    assertThat(polled()).isEmpty();
    faulty.disconnect();
    faulty.connect(feed.position(0));
    time.advance(1_000);
    assertThat(polled()).isEmpty();
    time.advance(1_000);
    assertThat(polled()).containsExactly("a");
  }

  @Test
  void noMoreWaitsThanTheLimit() throws Exception {
    delay(60_000);
    faulty.connect(null);
    var record = change(put(CARTS, "a", OREGON, FakeTime.START_MILLIS));
    for (int more = 0; more < FaultyFeed.WAITING_RECORDS_LIMIT + 500; more++) feed.holds(record);
    for (int step = 0; step < 1_000; step++) faulty.poll(250);
    assertThat(feed.backlog()).as("still in the stream").isEqualTo(500);
    assertThat(faulty.backlog()).isEqualTo(FaultyFeed.WAITING_RECORDS_LIMIT + 500);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whateverTheDelaysEveryRecordIsShownOnceInOrder(long seed) throws Exception {
    var dice = new Random(seed);
    var written = new ArrayList<String>();
    var shown = new ArrayList<String>();
    faulty.connect(null);
    for (int step = 0; step < 500; step++) {
      if (dice.nextInt(10) == 0) delay(dice.nextInt(100));
      if (dice.nextBoolean()) {
        written.add("w" + step);
        originWrites("w" + step);
      }
      shown.addAll(names(faulty.poll(1 + dice.nextInt(3)).records()));
      time.advance(dice.nextInt(20));
    }
    faults.clear();
    for (int step = 0; step < 500; step++) shown.addAll(names(faulty.poll(10).records()));
    assertThat(shown).as("seed %d", seed).isEqualTo(written);
  }

  @Test
  void aRegionBehindACutLinkDoesNotAnswer() throws Exception {
    var peer = new FaultyPeer(new FakePeer(OREGON), faults);
    assertThat(peer.applied()).isEqualTo(VersionVector.EMPTY);
    faults.set(OREGON, new Fault(true, 0));
    assertThatThrownBy(() -> peer.page(CARTS, null, 10)).isInstanceOf(PeerUnavailable.class);
    assertThatThrownBy(() -> peer.tableNamed("carts")).isInstanceOf(PeerUnavailable.class);
    assertThat(peer.region()).isEqualTo(OREGON);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, LinkFaults.DELAY_MILLIS_MAX + 1})
  void aDelayHasALimit(long millis) {
    assertThatThrownBy(() -> new Fault(false, millis)).isInstanceOf(IllegalArgumentException.class);
  }
}
