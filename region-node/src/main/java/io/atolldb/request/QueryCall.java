package io.atolldb.request;

import io.atolldb.catalog.Table;
import io.atolldb.expression.Condition;
import io.atolldb.expression.ExpressionKind;
import io.atolldb.expression.KeyTests;
import io.atolldb.expression.Projection;
import io.atolldb.fault.Refusal;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.item.KeyRange;
import io.atolldb.region.Region;
import java.util.List;

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
    var source = PageSource.of(table, page);
    KeyPaths.require(table, bound.projection);
    KeyPaths.require(table, bound.filter);
    PageSource.Keys keys = source.keys(bound.key);
    source.requireNoKey(page, bound.filter);
    boolean fetches = source.fetches(page, bound.projection, bound.filter);
    boolean ascending = request.scanIndexForward();
    KeyRange range =
        startKey == null ? keys.wanted() : left(keys, ascending, source.start(startKey));
    var read =
        new PageRead(
            source,
            keys.named(),
            range,
            ascending,
            page.limit(),
            bound.filter,
            fetches ? source.answered(page, bound.projection) : bound.projection,
            countsOnly,
            fetches);
    return read.answer(region, reference, capacity, page.consistentRead());
  }

  private static Bound bound(QueryRequest request) throws Refusal {
    SentPage page = request.page();
    List<String> legacy = page.legacyMembers(FILTER);
    String keyText = request.keyConditionExpression();
    // Alone of its time, it goes together with expressions for all else.
    if (request.keyConditions() != null && keyText != null) legacy.add(KEY_CONDITIONS);
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

  /// What is left of a query's range behind the key that the page before has ended with.
  private static KeyRange left(PageSource.Keys keys, boolean ascending, Bytes start)
      throws Refusal {
    if (!keys.partition().contains(start)) throw StartKeys.outsidePartition();
    if (!keys.wanted().contains(start)) throw StartKeys.outsideSortRange();
    return ascending ? keys.wanted().after(start) : keys.wanted().before(start);
  }
}
