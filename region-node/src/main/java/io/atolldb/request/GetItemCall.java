package io.atolldb.request;

import io.atolldb.catalog.Table;
import io.atolldb.expression.Projection;
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
    Projections.checkLength(request.attributesToGet());
    var capacity = Choice.RETURN_CONSUMED_CAPACITY.of(request.returnConsumedCapacity());
    Projection projection =
        Projections.of(
            request.projectionExpression(), request.attributesToGet(), request.placeholders());
    var reference = TableReference.parse(tableName);
    Item key = sentKey.valid();
    Table table = reference.in(region);
    KeyPaths.require(table, projection);
    Bytes encoded = Keys.ofKey(table.keys(), key);
    var toll = ReadToll.of(region, table, encoded);
    Current current = region.read(table.id(), encoded);
    double units = ConsumedCapacity.readUnits(current.sizeBytes(), request.consistentRead());
    toll.pay(units);
    return new GetItemAnswer(
        Projections.shown(projection, current),
        ConsumedCapacity.of(capacity, reference.sent(), units));
  }
}
