package io.atolldb.request;

import io.atolldb.expression.Condition;
import io.atolldb.expression.ExpressionKind;
import io.atolldb.fault.Refusal;
import io.atolldb.item.Item;
import io.atolldb.item.ItemSize;
import io.atolldb.operation.Guard;
import io.atolldb.writer.Written;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the calls that write have in common.
final class Calls {

  private Calls() {}

  /// Of a write whose only expression is its condition.
  static Guard guard(WriteOptions options, SentCondition sent, SentPlaceholders placeholders)
      throws Refusal {
    var offered = List.of(new SentExpression(ExpressionKind.CONDITION, sent.expression()));
    List<String> legacy = sent.legacyMembers();
    var expressions = Expressions.of(legacy, placeholders, offered);
    Condition condition =
        legacy.isEmpty() ? expressions.condition(sent.expression()) : LegacyConditions.of(sent);
    expressions.requireAllUsed();
    return options.guard(condition);
  }

  /// The size of an item that is to be put, if it may have it.
  static int requirePutSize(Item item) throws Refusal {
    int size = ItemSize.of(item);
    if (size > ItemSize.ITEM_BYTES_MAX) {
      throw Refusal.invalid("Item size has exceeded the maximum allowed size");
    }
    return size;
  }

  static Written.Done done(Written written) throws Refusal {
    return switch (written) {
      case Written.Done done -> done;
      case Written.Refused(var fault) -> throw new Refusal(fault);
    };
  }

  /// The answer to a write that returns the item before it, or nothing.
  static WriteAnswer answer(WriteOptions options, TableReference table, Written.Done done) {
    ShownItem attributes =
        options.returned() == ReturnValues.ALL_OLD
            ? ShownItem.of(done.before())
            : ShownItem.NOTHING;
    return new WriteAnswer(attributes, consumed(options, table, done));
  }

  static @Nullable ConsumedCapacity consumed(
      WriteOptions options, TableReference table, Written.Done done) {
    if (options.capacity() == CapacityDetail.NONE) return null;
    double units = ConsumedCapacity.writeUnits(done.before().sizeBytes(), done.bytesAfter());
    return ConsumedCapacity.of(options.capacity(), table.sent(), units);
  }
}
