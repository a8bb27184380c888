package io.atolldb.request;

import io.atolldb.capacity.TableUnits;
import io.atolldb.catalog.Table;
import io.atolldb.expression.Condition;
import io.atolldb.expression.ExpressionKind;
import io.atolldb.fault.ApiFault;
import io.atolldb.fault.Refusal;
import io.atolldb.index.IndexKeyCheck;
import io.atolldb.index.WriteCost;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.item.ItemSize;
import io.atolldb.operation.Current;
import io.atolldb.operation.Guard;
import io.atolldb.operation.Place;
import io.atolldb.region.Region;
import io.atolldb.writer.SeenTogether;
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
  static WriteAnswer answer(WriteOptions options, Target target, Written.Done done) {
    ShownItem attributes =
        options.returned() == ReturnValues.ALL_OLD
            ? ShownItem.of(done.before())
            : ShownItem.NOTHING;
    return answer(options, target, done, attributes);
  }

  static WriteAnswer answer(
      WriteOptions options, Target target, Written.Done done, ShownItem attributes) {
    return new WriteAnswer(
        attributes,
        consumed(options.capacity(), target.sent, target.table, done),
        target.collection(options));
  }

  /// Null if the client did not ask.
  static @Nullable ConsumedCapacity consumed(
      CapacityDetail detail, String sent, Table table, Written.Done done) {
    if (detail == CapacityDetail.NONE) return null;
    TableUnits units = units(table, done);
    return ConsumedCapacity.of(detail, sent, units.table(), units.indexes());
  }

  static TableUnits units(Table table, Written.Done done) {
    return WriteCost.of(table, done.before(), done.after(), done.bytesAfter());
  }

  /// Items as they all were at one moment, paid for as the reads of a transaction.
  static List<Current> readAtOnce(Region region, List<Place> places) throws Refusal {
    List<ReadToll> tolls = ReadToll.together(region, places);
    return switch (region.readAtOnce(places)) {
      case SeenTogether.Items(var items) -> {
        for (int at = 0; at < items.size(); at++) {
          tolls.get(at).pay(TransactedCapacity.ofRead(items.get(at).sizeBytes()).total());
        }
        yield items;
      }
      case SeenTogether.Refused(var fault) -> throw new Refusal(fault);
    };
  }

  /// Refuses an item that has, where an index has its key, what cannot be one.
  static void requireIndexKeys(Table table, Item item) throws Refusal {
    ApiFault fault = IndexKeyCheck.refusal(table, item);
    if (fault != null) throw new Refusal(fault);
  }

  /// What a write is about: the name that was sent, the table, the encoded key of the item.
  record Target(Region region, String sent, Table table, Bytes key) {

    @Nullable CollectionSize collection(WriteOptions options) {
      return CollectionSize.of(options.metrics(), region, table, key);
    }
  }
}
