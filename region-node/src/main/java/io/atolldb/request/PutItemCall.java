package io.atolldb.request;

import io.atolldb.catalog.Table;
import io.atolldb.fault.Refusal;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.item.ItemSize;
import io.atolldb.operation.PutItem;
import io.atolldb.region.Region;
import io.atolldb.writer.Written;

/// PutItem, from what was sent to what is answered. Checks in the service's order.
public record PutItemCall(Region region) {

  public WriteAnswer answer(PutItemRequest request) throws Refusal {
    String tableName = Constraints.tableName(request.tableName());
    SentItem sent = Constraints.present("Item", request.item());
    WriteOptions options = WriteOptions.of(request.returns());
    var expressions = Expressions.of(request.legacy(), request.placeholders());
    expressions.add("ConditionExpression", request.conditionExpression());
    expressions.check();
    options.requireOldOrNone();
    var reference = TableReference.parse(tableName);
    Item item = sent.valid();
    Table table = reference.in(region);
    Bytes key = Keys.ofItem(table.keys(), item);
    int size = ItemSize.of(item);
    requireNotTooLarge(size);
    Written.Done done = Calls.done(region.write(new PutItem(table.id(), key, item)));
    return Calls.answer(options, reference, done, size);
  }

  static void requireNotTooLarge(int size) throws Refusal {
    if (size > ItemSize.ITEM_BYTES_MAX) {
      throw Refusal.invalid("Item size has exceeded the maximum allowed size");
    }
  }
}
