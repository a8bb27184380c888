package io.atolldb.writer;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.expression.Condition;
import io.atolldb.expression.DocumentPath;
import io.atolldb.fault.ApiFault;
import io.atolldb.fault.CancellationReason;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.log.MemoryDisk;
import io.atolldb.operation.CheckItem;
import io.atolldb.operation.DeleteItem;
import io.atolldb.operation.Guard;
import io.atolldb.operation.ItemOperation;
import io.atolldb.operation.Place;
import io.atolldb.operation.PutItem;
import io.atolldb.operation.RequestToken;
import io.atolldb.operation.Transaction;
import io.atolldb.region.RegionCore;
import io.atolldb.region.Regions;
import io.atolldb.store.MemoryStore;
import io.atolldb.store.StoreMap;
import io.atolldb.table.TableId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Several items at once: all or nothing, once and not twice.
class TransactionTest {

  private static final long NOW = 1_000_000;
  private static final RequestToken TOKEN = token("first", 1);

  private final MemoryDisk disk = new MemoryDisk(64 << 20);
  private final long[] wall = {NOW};
  private RegionCore core = Regions.withTable(disk, new MemoryStore(), wall);

  @Test
  void allItemsAreWrittenWithOneTimestamp() {
    Regions.put(core, "c", "old");
    var done = done(null, put("a", "one"), put("b", "two"), delete("c"));

    assertThat(text("a")).contains("one");
    assertThat(text("b")).contains("two");
    assertThat(text("c")).isEmpty();
    assertThat(done.written().getLast().before().item()).isEqualTo(Regions.item("c", "old"));
    var stamps = done.written().stream().map(each -> each.version().timestamp()).distinct();
    assertThat(stamps).hasSize(1);
  }

  @Test
  void oneRefusalLeavesAllAsItWasAndTheBatchGoesOn() {
    var before = Regions.put(core, "a", "before");
    var refused = submit(null, put("a", "one"), check("b"), delete("c"), put("d", "four"));
    var after = Regions.put(core, "e", "after");
    core.writer().doWork();

    assertThat(text("a")).contains("before");
    assertThat(text("d")).isEmpty();
    assertThat(text("e")).contains("after");
    assertThat(before.get()).isInstanceOf(Written.Done.class);
    assertThat(after.get()).isInstanceOf(Written.Done.class);
    assertThat(refused.get())
        .isEqualTo(
            new Transacted.Refused(
                new ApiFault.TransactionCancelled(
                    List.of(
                        CancellationReason.NONE,
                        failed(Item.ABSENT),
                        CancellationReason.NONE,
                        CancellationReason.NONE))));
  }

  @Test
  void everyFailedConditionIsNamedWithItsItemIfThatWasAskedFor() {
    Regions.put(core, "a", "there");
    var guard = new Guard(new Condition.Not(exists()), true);
    var refused =
        submit(
            null,
            new PutItem(Regions.TABLE, Regions.key("a"), Regions.item("a", "x"), guard),
            check("b"));
    core.writer().doWork();

    assertThat(refused.get())
        .isEqualTo(
            new Transacted.Refused(
                new ApiFault.TransactionCancelled(
                    List.of(failed(Regions.item("a", "there")), failed(Item.ABSENT)))));
  }

  @Test
  void aTableThatIsNotHereRefusesAllOfIt() {
    var elsewhere = new TableId(new UUID(9, 9));
    var missing = new DeleteItem(elsewhere, Regions.key("x"), Guard.NONE);
    var refused = submit(null, put("a", "one"), missing);
    core.writer().doWork();

    assertThat(refused.get()).isEqualTo(new Transacted.Refused(ApiFault.ResourceNotFound.DATA));
    assertThat(text("a")).isEmpty();
  }

  @Test
  void aTransactionSeesWhatTheBatchHasDecidedBeforeIt() {
    Regions.put(core, "a", "fresh");
    var first = submit(null, check("a"), put("b", "one"));
    var second = submit(null, check("b"), put("c", "two"));
    core.writer().doWork();

    assertThat(first.get()).isInstanceOf(Transacted.Done.class);
    assertThat(second.get()).isInstanceOf(Transacted.Done.class);
  }

  @Test
  void theSameTokenDoesItOnlyOnceAlsoWithinOneBatch() {
    var first = submit(TOKEN, put("a", "one"));
    Regions.put(core, "a", "later");
    var again = submit(TOKEN, put("a", "one"));
    core.writer().doWork();

    assertThat(first.get()).isInstanceOf(Transacted.Done.class);
    assertThat(text("a")).contains("later");
    var repeated = (Transacted.Repeated) again.get();
    assertThat(repeated.current().getFirst().item()).isEqualTo(Regions.item("a", "later"));
  }

  @Test
  void theSameTokenForAnotherRequestIsRefused() {
    done(TOKEN, put("a", "one"));
    var other = submit(token("first", 2), put("b", "two"));
    core.writer().doWork();

    assertThat(other.get()).isEqualTo(new Transacted.Refused(new ApiFault.TokenMismatch()));
    assertThat(text("b")).isEmpty();
  }

  @Test
  void aTransactionThatFitsNothingIsToldSoUnlessItsTokenIsUsed() {
    var misfit = new ApiFault.Validation("does not fit");
    var early = core.writer().submit(new Transaction(List.of(), TOKEN, misfit));
    core.writer().doWork();
    assertThat(early.get()).isEqualTo(new Transacted.Refused(misfit));

    done(TOKEN, put("a", "one"));
    var same = core.writer().submit(new Transaction(List.of(), TOKEN, misfit));
    var other = core.writer().submit(new Transaction(List.of(), token("first", 2), misfit));
    core.writer().doWork();
    assertThat(same.get()).isEqualTo(new Transacted.Refused(misfit));
    assertThat(other.get()).isEqualTo(new Transacted.Refused(new ApiFault.TokenMismatch()));
  }

  @Test
  void aRefusedTransactionDoesNotUseItsToken() {
    var refused = submit(TOKEN, check("b"), put("a", "one"));
    core.writer().doWork();
    assertThat(refused.get()).isInstanceOf(Transacted.Refused.class);

    Regions.put(core, "b", "there");
    done(TOKEN, check("b"), put("a", "one"));
    assertThat(text("a")).contains("one");
  }

  @Test
  void aTokenIsRememberedForTenMinutesAndNoLonger() {
    done(TOKEN, put("a", "one"));
    Regions.put(core, "a", "later");

    wall[0] = NOW + RequestToken.WINDOW_MILLIS - 1;
    var within = submit(TOKEN, put("a", "one"));
    core.writer().doWork();
    assertThat(within.get()).isInstanceOf(Transacted.Repeated.class);

    wall[0] = NOW + RequestToken.WINDOW_MILLIS + 1;
    done(TOKEN, put("a", "one"));
    assertThat(text("a")).contains("one");
  }

  @Test
  void tokensOfLongAgoAreDroppedFromTheStore() {
    for (int period = 0; period < 9; period++) {
      wall[0] = NOW + period * RequestToken.WINDOW_MILLIS;
      for (int each = 0; each < 10; each++) done(token(period + "-" + each, 1), put("a", "x"));
    }
    long kept = 0;
    for (int map = 0; map < 3; map++) {
      kept += core.state().store().entries(StoreMap.tokens(map));
    }
    assertThat(kept).isEqualTo(20);
  }

  @Test
  void aTokenSurvivesARestartWithAndWithoutTheStore() throws Exception {
    done(TOKEN, put("a", "one"));
    var store = core.state().store();
    core.log().close();

    core = Regions.open(disk, store, wall);
    var again = submit(TOKEN, put("a", "two"));
    core.writer().doWork();
    assertThat(again.get()).isInstanceOf(Transacted.Repeated.class);
    core.log().close();

    core = Regions.open(disk, new MemoryStore(), wall);
    var replayed = submit(TOKEN, put("a", "two"));
    core.writer().doWork();
    assertThat(replayed.get()).isInstanceOf(Transacted.Repeated.class);
    assertThat(text("a")).contains("one");
  }

  @Test
  void aReadOfSeveralItemsSeesAllOfATransactionOrNothing() {
    var places = List.of(place("a"), place("b"));
    var before = core.writer().look(places);
    submit(null, put("a", "one"), put("b", "two"));
    var after = core.writer().look(places);
    assertThat(core.state().readAtOnce(places)).allMatch(item -> !item.exists());
    core.writer().doWork();

    assertThat(((SeenTogether.Items) before.get()).items()).allMatch(item -> !item.exists());
    assertThat(((SeenTogether.Items) after.get()).items()).allMatch(item -> item.exists());
    assertThat(core.state().readAtOnce(places)).allMatch(item -> item.exists());
  }

  private Transacted.Done done(@Nullable RequestToken token, ItemOperation... operations) {
    var pending = submit(token, operations);
    core.writer().doWork();
    return (Transacted.Done) pending.get();
  }

  private Pending<Transacted> submit(@Nullable RequestToken token, ItemOperation... operations) {
    return core.writer().submit(new Transaction(List.of(operations), token));
  }

  private static RequestToken token(String text, int digest) {
    return new RequestToken(text, Bytes.of(new byte[] {(byte) digest}));
  }

  private static PutItem put(String id, String text) {
    return new PutItem(Regions.TABLE, Regions.key(id), Regions.item(id, text), Guard.NONE);
  }

  private static DeleteItem delete(String id) {
    return new DeleteItem(Regions.TABLE, Regions.key(id), Guard.NONE);
  }

  private static CheckItem check(String id) {
    return new CheckItem(Regions.TABLE, Regions.key(id), new Guard(exists(), false));
  }

  private static Condition exists() {
    return new Condition.AttributeExists(DocumentPath.of("id"));
  }

  private static CancellationReason failed(Item item) {
    return new CancellationReason("ConditionalCheckFailed", "The conditional request failed", item);
  }

  private static Place place(String id) {
    return new Place(Regions.TABLE, Regions.key(id));
  }

  private String text(String id) {
    Item item = core.state().read(Regions.TABLE, Regions.key(id)).item();
    return item.isAbsent() ? "" : String.valueOf(item.get("text"));
  }
}
