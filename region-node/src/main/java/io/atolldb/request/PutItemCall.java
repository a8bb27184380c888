package io.atolldb.request;

import io.atolldb.catalog.Table;
import io.atolldb.fault.Refusal;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.operation.Guard;
import io.atolldb.operation.PutItem;
import io.atolldb.region.Region;
import io.atolldb.writer.Written;

/// PutItem, from what was sent to what is answered. Checks in the service's order.
public record PutItemCall(Region region) {

  public WriteAnswer answer(PutItemRequest request) throws Refusal {
    String tableName = Constraints.tableName(request.tableName());
    SentItem sent = Constraints.present("Item", request.item());
    LegacyConditions.checkWords(request.condition());
    WriteOptions options = WriteOptions.of(request.returns());
    options.requireOldOrNone();
    Guard guard = Calls.guard(options, request.condition(), request.placeholders());
    var reference = TableReference.parse(tableName);
    Item item = sent.valid();
    Table table = reference.in(region);
    Bytes key = Keys.ofItem(table.keys(), item);
    Calls.requireIndexKeys(table, item);
    KeyPaths.require(table, guard.condition());
    var _ = Calls.requirePutSize(item);
    Written.Done done = Calls.done(region.write(new PutItem(table.id(), key, item, guard)));
    return Calls.answer(options, new Calls.Target(region, reference.sent(), table, key), done);
  }
}
