package io.atolldb.request;

import io.atolldb.catalog.Table;
import io.atolldb.fault.Refusal;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.operation.DeleteItem;
import io.atolldb.operation.Guard;
import io.atolldb.region.Region;
import io.atolldb.writer.Written;

/// DeleteItem, from what was sent to what is answered. Checks in the service's order.
public record DeleteItemCall(Region region) {

  public WriteAnswer answer(DeleteItemRequest request) throws Refusal {
    String tableName = Constraints.tableName(request.tableName());
    SentItem sentKey = Constraints.present("Key", request.key());
    LegacyConditions.checkWords(request.condition());
    WriteOptions options = WriteOptions.of(request.returns());
    options.requireOldOrNone();
    Guard guard = Calls.guard(options, request.condition(), request.placeholders());
    var reference = TableReference.parse(tableName);
    Item keyItem = sentKey.valid();
    Table table = reference.in(region);
    Bytes key = Keys.ofKey(table.keys(), keyItem);
    KeyPaths.require(table, guard.condition());
    Written.Done done = Calls.done(region.write(new DeleteItem(table.id(), key, guard)));
    return Calls.answer(options, new Calls.Target(region, reference.sent(), table, key), done);
  }
}
