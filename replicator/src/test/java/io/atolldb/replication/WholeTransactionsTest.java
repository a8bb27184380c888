package io.atolldb.replication;

import static io.atolldb.replication.Changes.CARTS;
import static io.atolldb.replication.Changes.OREGON;
import static io.atolldb.replication.Changes.change;
import static io.atolldb.replication.Changes.heartbeat;
import static io.atolldb.replication.Changes.names;
import static io.atolldb.replication.Changes.put;
import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.item.Bytes;
import io.atolldb.replication.ChangeRecord.TransactionMark;
import io.atolldb.replication.StreamRecord.Unreadable;
import io.atolldb.version.VersionVector;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WholeTransactionsTest {

  private final WholeTransactions transactions = new WholeTransactions();
  private long offset;

  @BeforeEach
  void begin() {
    transactions.begin(position(0));
  }

  private static StreamPosition position(long offset) {
    return new StreamPosition("cluster", "topic", offset);
  }

  /// One of several writes of the transaction `id`.
  private static StreamRecord member(long id, int size, String name) {
    ChangeRecord one = put(CARTS, name, OREGON, id);
    return change(
        new ChangeRecord(
            one.table(),
            one.key(),
            one.version(),
            one.kind(),
            one.image(),
            one.insert(),
            new TransactionMark(id, size)));
  }

  private static StreamRecord single(String name) {
    return change(put(CARTS, name, OREGON, 1));
  }

  private static StreamRecord beat() {
    return heartbeat(1, VersionVector.EMPTY, 1);
  }

  private static StreamRecord broken() {
    return new Unreadable(Bytes.of(new byte[] {1}), "broken");
  }

  private ChangeFeed.Batch arrive(StreamRecord... records) {
    offset += records.length;
    return transactions.whole(new ChangeFeed.Batch(List.of(records), position(offset)));
  }

  @Test
  void whatIsWholePassesAtOnce() {
    var batch = arrive(single("x"), member(7, 2, "a"), member(7, 2, "b"), single("y"));

    assertThat(names(batch.records())).containsExactly("x", "a", "b", "y");
    assertThat(batch.next()).isEqualTo(position(4));
  }

  @Test
  void aTransactionThatAFetchCutsWaitsForItsRestAndThePositionWithIt() {
    var first = arrive(single("x"), member(7, 3, "a"));
    assertThat(names(first.records())).containsExactly("x");
    assertThat(first.next()).isEqualTo(position(0));

    var second = arrive(member(7, 3, "b"));
    assertThat(second.records()).isEmpty();
    assertThat(second.next()).isEqualTo(position(0));
    assertThat(transactions.held()).isEqualTo(2);

    var third = arrive(member(7, 3, "c"), single("y"));
    assertThat(names(third.records())).containsExactly("a", "b", "c", "y");
    assertThat(third.next()).isEqualTo(position(5));
    assertThat(transactions.held()).isZero();
  }

  @Test
  void anAppendThatWasCutIsForgottenBecauseItComesAgain() {
    var batch =
        arrive(
            single("x"),
            member(7, 3, "a"),
            member(7, 3, "b"),
            single("x"),
            member(7, 3, "a"),
            member(7, 3, "b"),
            member(7, 3, "c"),
            beat());

    assertThat(names(batch.records())).containsExactly("x", "x", "a", "b", "c");
  }

  @Test
  void anAppendThatIsRepeatedFromTheTransactionOnIsPutTogetherFromTheSecond() {
    var batch = arrive(member(7, 2, "a"), member(7, 2, "a"), member(7, 2, "b"));

    assertThat(names(batch.records())).containsExactly("a", "b");
  }

  @Test
  void twoTransactionsInARowAreNotMixed() {
    var batch = arrive(member(7, 2, "a"), member(7, 2, "b"), member(8, 2, "a"), member(8, 2, "b"));

    assertThat(names(batch.records())).containsExactly("a", "b", "a", "b");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void ofATransactionWithAnUnreadableRecordNothingIsApplied(int at) {
    var records = new ArrayList<StreamRecord>();
    records.add(single("x"));
    for (int each = 0; each < 3; each++) {
      records.add(each == at ? broken() : member(7, 3, "m" + each));
    }
    records.add(single("y"));
    var batch = arrive(records.toArray(StreamRecord[]::new));

    assertThat(names(batch.records())).containsExactly("x", "y");
    assertThat(batch.records()).filteredOn(Unreadable.class::isInstance).hasSize(3);
    List<String> aside = new ArrayList<>();
    for (StreamRecord record : batch.records()) {
      if (!(record instanceof Unreadable(var content, _)) || content.length() == 1) continue;
      aside.addAll(names(List.of(StreamCodec.decode(content.toArray()))));
    }
    assertThat(aside).hasSize(2);
  }

  @Test
  void anUnreadableRecordElsewhereIsPutAsideAlone() {
    var batch = arrive(broken(), single("x"), member(7, 2, "a"), member(7, 2, "b"));

    assertThat(names(batch.records())).containsExactly("x", "a", "b");
    assertThat(batch.records()).hasSize(4);
  }

  @Test
  void readingFromAnotherPlaceForgetsWhatWasHeld() {
    var _ = arrive(member(7, 2, "a"));
    transactions.begin(position(50));
    var batch = transactions.whole(new ChangeFeed.Batch(List.of(single("x")), position(51)));

    assertThat(names(batch.records())).containsExactly("x");
    assertThat(batch.next()).isEqualTo(position(51));
  }

  /// However fetches and failed appends cut a stream, every commit holds all of a transaction or
  /// nothing, and nothing is missing at the end.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void noCutOfTheStreamShowsHalfOfATransaction(long seed) {
    var dice = new SplittableRandom(seed);
    List<List<StreamRecord>> sent = new ArrayList<>();
    for (int id = 2; id < 60; id++) {
      int size = 1 + dice.nextInt(4);
      List<StreamRecord> one = new ArrayList<>();
      for (int at = 0; at < size; at++) one.add(member(id, size, id + "-" + at));
      sent.add(one);
    }
    var stream = appended(sent, dice);
    var applied = new ArrayList<String>();
    for (int from = 0; from < stream.size(); ) {
      int to = Math.min(stream.size(), from + 1 + dice.nextInt(5));
      List<String> commit =
          names(arrive(stream.subList(from, to).toArray(StreamRecord[]::new)).records());
      for (List<StreamRecord> one : sent) {
        List<String> its = names(one);
        long there = its.stream().filter(commit::contains).count();
        assertThat(there).as("seed %d, %s in %s", seed, its, commit).isIn(0L, (long) its.size());
      }
      applied.addAll(commit);
      from = to;
    }
    for (List<StreamRecord> one : sent) assertThat(applied).containsAll(names(one));
  }

  /// As a publisher appends: several at once, from the first of them again when it was cut.
  private static List<StreamRecord> appended(List<List<StreamRecord>> sent, SplittableRandom dice) {
    var stream = new ArrayList<StreamRecord>();
    for (int from = 0; from < sent.size(); ) {
      int to = Math.min(sent.size(), from + 1 + dice.nextInt(4));
      List<StreamRecord> append = new ArrayList<>();
      for (List<StreamRecord> one : sent.subList(from, to)) append.addAll(one);
      if (dice.nextInt(3) == 0) {
        stream.addAll(append.subList(0, dice.nextInt(append.size() + 1)));
        if (dice.nextBoolean()) stream.add(single("announced"));
      } else {
        stream.addAll(append);
        from = to;
      }
    }
    return stream;
  }
}
