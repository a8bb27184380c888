package io.atolldb.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.expression.Condition;
import io.atolldb.expression.DocumentPath;
import io.atolldb.expression.Update;
import io.atolldb.expression.UpdateAction;
import io.atolldb.expression.UpdateValue;
import io.atolldb.fault.ApiFault;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.NumberValue;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.Bytes;
import io.atolldb.item.DynamoNumber;
import io.atolldb.item.Item;
import io.atolldb.item.ItemSize;
import io.atolldb.table.TableId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What puts, deletes and updates decide, given what is there. No store, no server, no clock.
class ItemOperationsTest {

  private static final TableId TABLE = new TableId(new UUID(0, 1));
  private static final Bytes KEY = Bytes.of(new byte[] {1});
  private static final Item KEY_ITEM = item(Map.of());
  private static final Item OLD = item(Map.of("v", number(1)));
  private static final Item NEW = item(Map.of("v", number(2)));
  private static final Condition IF_V = new Condition.AttributeExists(DocumentPath.of("v"));
  private static final Condition UNLESS_V = new Condition.AttributeNotExists(DocumentPath.of("v"));

  private static Item item(Map<String, AttributeValue> attributes) {
    var all = new TreeMap<String, AttributeValue>(attributes);
    all.put("pk", new StringValue("a"));
    return Item.of(all);
  }

  private static NumberValue number(long value) {
    return new NumberValue(DynamoNumber.of(value));
  }

  private static Update set(String attribute, AttributeValue value) {
    return Update.of(
        List.of(new UpdateAction.Set(DocumentPath.of(attribute), new UpdateValue.Constant(value))));
  }

  private static UpdateItem update(Update update, Guard guard) {
    return new UpdateItem(TABLE, KEY, KEY_ITEM, update, guard);
  }

  @Test
  void aPutTakesThePlaceOfWhateverIsThereWithoutLookingAtIt() {
    var current = FakeCurrent.of(OLD);

    assertThat(new PutItem(TABLE, KEY, NEW, Guard.NONE).decide(current))
        .isEqualTo(new Decision.Put(NEW));
    assertThat(current.lookedAt).isFalse();
  }

  @Test
  void aConditionThatDoesNotHoldRefusesAndShowsTheItemOnlyIfAsked() {
    var silent = new PutItem(TABLE, KEY, NEW, new Guard(UNLESS_V, false));
    var showing = new PutItem(TABLE, KEY, NEW, new Guard(UNLESS_V, true));

    assertThat(silent.decide(FakeCurrent.of(OLD)))
        .isEqualTo(
            new Decision.Refuse(new ApiFault.ConditionFailed(Item.ABSENT, ItemSize.of(OLD))));
    assertThat(showing.decide(FakeCurrent.of(OLD)))
        .isEqualTo(new Decision.Refuse(new ApiFault.ConditionFailed(OLD, ItemSize.of(OLD))));
    assertThat(silent.decide(FakeCurrent.nothing())).isEqualTo(new Decision.Put(NEW));
  }

  @Test
  void aDeleteOfNothingChangesNothing() {
    var delete = new DeleteItem(TABLE, KEY, Guard.NONE);

    assertThat(delete.decide(FakeCurrent.of(OLD))).isEqualTo(new Decision.Delete());
    assertThat(delete.decide(FakeCurrent.nothing())).isEqualTo(new Decision.LeaveAsIs());
  }

  @Test
  void aDeleteThatExpectsAnItemIsRefusedWhereThereIsNone() {
    var delete = new DeleteItem(TABLE, KEY, new Guard(IF_V, true));

    assertThat(delete.decide(FakeCurrent.nothing()))
        .isEqualTo(new Decision.Refuse(new ApiFault.ConditionFailed(Item.ABSENT, 0)));
  }

  @Test
  void anUpdateChangesTheItemOrCreatesItWithItsKey() {
    UpdateItem update = update(set("v", number(2)), Guard.NONE);

    assertThat(update.decide(FakeCurrent.of(OLD))).isEqualTo(new Decision.Put(NEW));
    assertThat(update.decide(FakeCurrent.nothing())).isEqualTo(new Decision.Put(NEW));
    assertThat(update(Update.NONE, Guard.NONE).decide(FakeCurrent.nothing()))
        .isEqualTo(new Decision.Put(KEY_ITEM));
  }

  /// It may have won over a write of another region that is not here yet, so it has to be a write.
  @Test
  void anUpdateThatChangesNothingIsAWriteAllTheSame() {
    assertThat(update(set("v", number(1)), Guard.NONE).decide(FakeCurrent.of(OLD)))
        .isEqualTo(new Decision.Put(OLD));
  }

  @Test
  void anUpdateThatTheItemDoesNotAllowIsRefused() {
    var addToText = Update.of(List.of(new UpdateAction.Add(DocumentPath.of("pk"), number(1))));

    assertThat(update(addToText, Guard.NONE).decide(FakeCurrent.of(OLD)))
        .isEqualTo(
            new Decision.Refuse(
                new ApiFault.Validation(
                    "An operand in the update expression has an incorrect data type")));
  }

  /// The reference's 4.4: beside the item itself, each action counts.
  @Test
  void anUpdateIsMeasuredByItsActionsToo() {
    int rest = 409_600 - "pk".length() - "a".length() - "w".length();
    Update fits = set("w", new StringValue("x".repeat(rest - 19)));
    Update tooLarge = set("w", new StringValue("x".repeat(rest - 18)));

    assertThat(update(fits, Guard.NONE).decide(FakeCurrent.nothing()))
        .isInstanceOf(Decision.Put.class);
    assertThat(update(tooLarge, Guard.NONE).decide(FakeCurrent.nothing()))
        .isEqualTo(
            new Decision.Refuse(
                new ApiFault.Validation(
                    "Item size to update has exceeded the maximum allowed size")));
  }

  /// Where counters are merged, what was added counts, in a transaction as well.
  @Test
  void whatAnUpdateAddsToIsKnownInATransactionToo() {
    UpdateAction.Add adding =
        new UpdateAction.Add(DocumentPath.of("n"), new NumberValue(DynamoNumber.of(1)));
    UpdateItem alone = update(Update.of(List.of(adding)), Guard.NONE);

    assertThat(alone.increments()).containsExactly("n");
    assertThat(new UpdateInTransaction(alone).increments()).isEqualTo(alone.increments());
  }
}
