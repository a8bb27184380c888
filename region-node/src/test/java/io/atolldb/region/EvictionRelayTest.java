package io.atolldb.region;

import static io.atolldb.region.Listening.BEGINNING;
import static io.atolldb.region.Listening.THIRD;
import static io.atolldb.region.Regions.THERE;
import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.clock.HybridTimestamp;
import io.atolldb.globaltable.MemberStatus;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.KeyCodec;
import io.atolldb.log.LoggedRecord;
import io.atolldb.record.LogRecord.ItemApplied;
import io.atolldb.record.LogRecordCodec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a member sends on of a region that was removed.
class EvictionRelayTest {

  private static final long STEP = 20;
  private static final long IDLE = 200;

  private Listening region;
  private EvictionRelay relay;

  /// What all are known to have of the removed region.
  private long known;

  @BeforeEach
  void open() throws Exception {
    region = new Listening(TombstoneSweeper.Pace.USUAL);
    relay =
        new EvictionRelay(
            region.core.state(),
            region.core.writer(),
            () -> region.millis[0],
            (table, removed) -> removed.equals(THIRD) ? known : 0);
  }

  @Test
  void sendsOnWhatTheRemovedRegionHadAPartInAndNotAllAreKnownToHave() throws Exception {
    region.writes(THIRD, "known", BEGINNING + 1);
    known = HybridTimestamp.of(BEGINNING + 1, 0, THIRD).packed();
    region.writes(THIRD, "late", BEGINNING + 2);
    region.writes(THERE, "of another", BEGINNING + 3);
    region.writes(THIRD, "replaced", BEGINNING + 4);
    region.passes(10);
    Regions.put(region.core, "replaced", "ours");
    Regions.put(region.core, "ours", "ours");
    region.core.writer().doWork();
    region.becomes(THIRD, MemberStatus.REMOVED);
    long before = region.core.log().lastSequence();

    relays();

    assertThat(sentSince(before)).containsExactlyInAnyOrder("late", "replaced");
    assertThat(region.core.state().owesRelay(region.table())).isFalse();
    assertThat(text("replaced")).isEqualTo("ours");
  }

  @Test
  void hasNothingToDoWhileNobodyIsRemoved() {
    region.writes(THIRD, "a", BEGINNING + 1);
    long before = region.core.log().lastSequence();

    relays();

    assertThat(region.core.log().lastSequence()).isEqualTo(before);
  }

  @Test
  void owesItUntilTheLastIsSentStepByStep() throws Exception {
    int many = EvictionRelay.STEP_ENTRIES + 1;
    for (int at = 0; at < many; at++) region.writes(THIRD, "a-" + at, BEGINNING + 1 + at);
    region.passes(many);
    region.becomes(THIRD, MemberStatus.REMOVED);
    long before = region.core.log().lastSequence();

    assertThat(relay.doWork()).isEqualTo(EvictionRelay.STEP_ENTRIES + 1);
    region.passes(STEP);
    assertThat(relay.doWork()).as("the writer has not answered").isZero();
    region.core.writer().doWork();
    region.passes(-1);
    assertThat(relay.doWork()).as("its time is not over").isZero();
    assertThat(sentSince(before)).hasSize(EvictionRelay.STEP_ENTRIES);
    assertThat(region.core.state().owesRelay(region.table())).isTrue();

    relays();
    assertThat(sentSince(before)).hasSize(many);
    assertThat(region.core.state().owesRelay(region.table())).isFalse();
  }

  @Test
  void isDoneOnceForEachRemoval() throws Exception {
    region.writes(THIRD, "a", BEGINNING + 1);
    region.becomes(THIRD, MemberStatus.REMOVED);
    relays();
    long before = region.core.log().lastSequence();
    relays();
    assertThat(region.core.log().lastSequence()).isEqualTo(before);

    region.becomes(THIRD, MemberStatus.CREATING);
    region.becomes(THIRD, MemberStatus.REMOVED);
    assertThat(region.core.state().owesRelay(region.table())).isTrue();
    relays();
    assertThat(sentSince(before)).containsExactly("a");
  }

  private void relays() {
    for (int step = 0; step < 10; step++) {
      relay.doWork();
      region.core.writer().doWork();
      region.passes(step == 0 ? IDLE : STEP);
    }
  }

  /// The items that have to travel in this region's stream, of those logged after a sequence.
  private List<String> sentSince(long sequence) throws Exception {
    var sent = new ArrayList<String>();
    for (LoggedRecord logged : region.core.log().read(sequence, 10_000, 64 << 20)) {
      if (LogRecordCodec.decode(logged.bytes()) instanceof ItemApplied applied
          && applied.travels()
          && !applied.own()) {
        sent.add(((StringValue) KeyCodec.decode(applied.key()).partition()).text());
      }
    }
    return sent;
  }

  private String text(String id) {
    return ((StringValue) region.read(id).item().attributes().get("text")).text();
  }
}
