package io.atolldb.request;

import io.atolldb.catalog.Table;
import io.atolldb.expression.Condition;
import io.atolldb.expression.ExpressionKind;
import io.atolldb.expression.KeyCondition;
import io.atolldb.expression.KeyTest;
import io.atolldb.expression.KeyTests;
import io.atolldb.expression.Projection;
import io.atolldb.fault.Refusal;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.item.KeyCodec;
import io.atolldb.item.KeyRange;
import io.atolldb.region.Region;
import io.atolldb.table.KeySchema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Query, from what was sent to what is answered. Checks in the service's order.
public record QueryCall(Region region) {

  private static final String FILTER = "QueryFilter";
  private static final String KEY_CONDITIONS = "KeyConditions";

  /// The request's expressions, bound.
  private record Bound(Projection projection, Condition filter, KeyTests key) {}

  public PageAnswer answer(QueryRequest request) throws Refusal {
    SentPage page = request.page();
    String tableName = Pages.tableName(page);
    Filters.checkOperators(KEY_CONDITIONS, request.keyConditions());
    Filters.checkWords(FILTER, page.filter(), page.conditionalOperator());
    CapacityDetail capacity = Choice.RETURN_CONSUMED_CAPACITY.of(page.returnConsumedCapacity());
    Bound bound = bound(request);
    boolean countsOnly = Selection.countsOnly(page);
    Item startKey = StartKeys.valid(page.exclusiveStartKey());
    var reference = TableReference.parse(tableName);
    Table table = reference.in(region);
    Pages.requireNoIndex(page);
    KeyCondition key = Keys.ofQuery(table.keys(), bound.key);
    Filters.requireNoKey(table.keys(), page, bound.filter);
    boolean ascending = request.scanIndexForward();
    KeyRange range = left(rangeOf(key), ascending, table.keys(), key, startKey);
    var read =
        new PageRead(
            table, range, ascending, page.limit(), bound.filter, bound.projection, countsOnly);
    return read.answer(region, reference, capacity, page.consistentRead());
  }

  private static Bound bound(QueryRequest request) throws Refusal {
    SentPage page = request.page();
    List<String> legacy = page.legacyMembers(FILTER);
    if (request.keyConditions() != null) legacy.add(KEY_CONDITIONS);
    String keyText = request.keyConditionExpression();
    var offered =
        List.of(
            new SentExpression(ExpressionKind.PROJECTION, page.projectionExpression()),
            new SentExpression(ExpressionKind.FILTER, page.filterExpression()),
            new SentExpression(ExpressionKind.KEY_CONDITION, keyText));
    var expressions = Expressions.of(legacy, page.placeholders(), offered);
    if (keyText == null && request.keyConditions() == null) {
      throw Refusal.invalid(
          "Either the KeyConditions or KeyConditionExpression parameter must be specified in the"
              + " request.");
    }
    Projection projection = Pages.projection(expressions, page);
    Condition filter = Pages.filter(expressions, page);
    KeyTests key =
        keyText == null
            ? LegacyKeys.of(Constraints.present(KEY_CONDITIONS, request.keyConditions()))
            : expressions.keyCondition(keyText);
    expressions.requireAllUsed();
    return new Bound(projection, filter, key);
  }

  private static KeyRange rangeOf(KeyCondition key) {
    AttributeValue partition = key.partition();
    return switch (key.sort()) {
      case null -> KeyCodec.partition(partition);
      case KeyTest.Equal(var value) -> KeyCodec.equalTo(partition, value);
      case KeyTest.Less(var value) -> KeyCodec.lessThan(partition, value);
      case KeyTest.LessOrEqual(var value) -> KeyCodec.atMost(partition, value);
      case KeyTest.Greater(var value) -> KeyCodec.greaterThan(partition, value);
      case KeyTest.GreaterOrEqual(var value) -> KeyCodec.atLeast(partition, value);
      case KeyTest.Between(var lowest, var highest) -> KeyCodec.between(partition, lowest, highest);
      case KeyTest.BeginsWith(var prefix) -> KeyCodec.beginningWith(partition, prefix);
    };
  }

  /// What is left of a query's range behind the key that the page before has ended with.
  private static KeyRange left(
      KeyRange range, boolean ascending, KeySchema keys, KeyCondition key, @Nullable Item startKey)
      throws Refusal {
    if (startKey == null) return range;
    Bytes start = StartKeys.encoded(keys, startKey);
    if (!KeyCodec.partition(key.partition()).contains(start)) throw StartKeys.outsidePartition();
    if (!range.contains(start)) throw StartKeys.outsideSortRange();
    return ascending ? range.after(start) : range.before(start);
  }
}
