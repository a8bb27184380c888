package io.atolldb.request;

import io.atolldb.catalog.Table;
import io.atolldb.fault.Refusal;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.operation.Current;
import io.atolldb.region.Region;

/// GetItem, from what was sent to what is answered. Checks in the service's order.
public record GetItemCall(Region region) {

  public GetItemAnswer answer(GetItemRequest request) throws Refusal {
    String tableName = Constraints.tableName(request.tableName());
    SentItem sentKey = Constraints.present("Key", request.key());
    var capacity = Choice.RETURN_CONSUMED_CAPACITY.of(request.returnConsumedCapacity());
    var expressions = Expressions.of(request.legacy(), request.placeholders());
    expressions.add("ProjectionExpression", request.projectionExpression());
    expressions.check();
    var reference = TableReference.parse(tableName);
    Item key = sentKey.valid();
    Table table = reference.in(region);
    Bytes encoded = Keys.ofKey(table.keys(), key);
    Current current = region.read(table.id(), encoded);
    int size = current.sizeBytes();
    double units = ConsumedCapacity.readUnits(size, request.consistentRead());
    return new GetItemAnswer(
        ShownItem.of(current), ConsumedCapacity.of(capacity, reference.sent(), units));
  }
}
