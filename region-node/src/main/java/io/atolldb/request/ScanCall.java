package io.atolldb.request;

import io.atolldb.catalog.Table;
import io.atolldb.expression.Condition;
import io.atolldb.expression.ExpressionKind;
import io.atolldb.expression.Projection;
import io.atolldb.fault.Refusal;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.item.KeyRange;
import io.atolldb.region.Region;
import java.util.List;

/// Scan, from what was sent to what is answered. Checks in the service's order.
public record ScanCall(Region region) {

  private static final String FILTER = "ScanFilter";
  private static final int TOTAL_SEGMENTS_MAX = 1_000_000;

  public PageAnswer answer(ScanRequest request) throws Refusal {
    SentPage page = request.page();
    String tableName = Pages.tableName(page);
    Filters.checkWords(FILTER, page.filter(), page.conditionalOperator());
    CapacityDetail capacity = Choice.RETURN_CONSUMED_CAPACITY.of(page.returnConsumedCapacity());
    Constraints.range("TotalSegments", request.totalSegments(), 1, TOTAL_SEGMENTS_MAX);
    Constraints.range("Segment", request.segment(), 0, TOTAL_SEGMENTS_MAX - 1);
    var offered =
        List.of(
            new SentExpression(ExpressionKind.PROJECTION, page.projectionExpression()),
            new SentExpression(ExpressionKind.FILTER, page.filterExpression()));
    var expressions = Expressions.of(page.legacyMembers(FILTER), page.placeholders(), offered);
    KeyRange segment = segmentOf(request);
    Projection projection = Pages.projection(expressions, page);
    Condition filter = Pages.filter(expressions, page);
    expressions.requireAllUsed();
    boolean countsOnly = Selection.countsOnly(page);
    Item startKey = StartKeys.valid(page.exclusiveStartKey());
    var reference = TableReference.parse(tableName);
    Table table = reference.in(region);
    var source = PageSource.of(table, page);
    KeyPaths.require(table, projection);
    KeyPaths.require(table, filter);
    boolean fetches = source.fetches(page, projection, filter);
    KeyRange range = segment;
    if (startKey != null) range = behind(source.start(startKey), request);
    Projection answered = fetches ? source.answered(page, projection) : projection;
    var read =
        new PageRead(
            source, Item.ABSENT, range, true, page.limit(), filter, answered, countsOnly, fetches);
    return read.answer(region, reference, capacity, page.consistentRead());
  }

  private static KeyRange segmentOf(ScanRequest request) throws Refusal {
    Integer segment = request.segment();
    Integer total = request.totalSegments();
    if (segment == null && total == null) return KeyRange.ALL;
    if (segment == null) throw missing("Segment", "parameter TotalSegments");
    if (total == null) throw missing("TotalSegments", "Segment parameter");
    if (segment >= total) {
      throw Refusal.invalid(
          "The Segment parameter is zero-based and must be less than parameter TotalSegments:"
              + " Segment: %d is not less than TotalSegments: %d".formatted(segment, total));
    }
    return KeyRange.ofSegment(segment, total);
  }

  private static Refusal missing(String parameter, String other) {
    return Refusal.invalid(
        "The %s parameter is required but was not present in the request when %s is present"
            .formatted(parameter, other));
  }

  /// What is left of a scan behind the key that the page before has ended with.
  private static KeyRange behind(Bytes start, ScanRequest request) throws Refusal {
    KeyRange segment = segmentOf(request);
    if (!segment.contains(start)) {
      Integer number = Constraints.present("Segment", request.segment());
      Integer total = Constraints.present("TotalSegments", request.totalSegments());
      throw StartKeys.outsideSegment(number, total);
    }
    return segment.after(start);
  }
}
