package io.atolldb.request;

import io.atolldb.expression.Condition;
import io.atolldb.expression.DocumentPath;
import io.atolldb.expression.Update;
import io.atolldb.fault.Refusal;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.operation.DeleteItem;
import io.atolldb.operation.Guard;
import io.atolldb.operation.InsertItem;
import io.atolldb.operation.ItemOperation;
import io.atolldb.operation.UpdateItem;
import io.atolldb.partiql.BoundStatement;
import io.atolldb.partiql.Returning;
import io.atolldb.region.Region;
import io.atolldb.table.KeyAttribute;
import io.atolldb.table.KeySchema;
import io.atolldb.writer.Written;
import org.jspecify.annotations.Nullable;

/// A statement that writes one item, bound to its table.
///
/// @param update what changes; [Update#NONE] of inserts and deletes
/// @param returning what is answered; null for nothing
record StatementWrite(
    StatementSource source, ItemOperation operation, Update update, @Nullable Returning returning) {

  static StatementWrite insert(Region region, BoundStatement.Insert insert) throws Refusal {
    var source = StatementSource.of(region, insert);
    KeySchema keys = source.table().keys();
    Item item = insert.item();
    requireKey(keys, item);
    Bytes key = Keys.ofItem(keys, item);
    int _ = Calls.requirePutSize(item);
    var operation = new InsertItem(source.table().id(), key, item);
    return new StatementWrite(source, operation, Update.NONE, null);
  }

  /// That the item has the key of the table.
  static void requireKey(KeySchema keys, Item item) throws Refusal {
    requireKey(keys.partition(), item);
    KeyAttribute sort = keys.sort();
    if (sort != null) requireKey(sort, item);
  }

  private static void requireKey(KeyAttribute attribute, Item item) throws Refusal {
    AttributeValue value = item.get(attribute.name());
    if (value == null) {
      throw Refusal.invalid("Key attribute should be present in the item: Key " + attribute.name());
    }
    if (attribute.type().accepts(value)) return;
    throw Refusal.invalid(
        "Key attribute's data type should match its data type in table's schema: Key "
            + attribute.name());
  }

  /// An item that is not there fulfils no condition on its key, so none is made.
  static StatementWrite update(Region region, BoundStatement.Update update, boolean showsItem)
      throws Refusal {
    requireWhere(update.where());
    var source = StatementSource.of(region, update);
    Item keyItem = source.keyOfWrite(update.where());
    KeySchema keys = source.table().keys();
    Bytes key = Keys.ofKey(keys, keyItem);
    UpdateFit.requireNoKeyAttribute(keys, update.update());
    KeyPaths.require(source.table(), update.update());
    KeyPaths.require(source.table(), update.where());
    var guard = new Guard(update.where(), showsItem);
    var operation = new UpdateItem(source.table().id(), key, keyItem, update.update(), guard);
    return new StatementWrite(source, operation, update.update(), update.returning());
  }

  /// An item that is not there is as good as deleted, whatever else the condition asks.
  static StatementWrite delete(Region region, BoundStatement.Delete delete, boolean showsItem)
      throws Refusal {
    requireWhere(delete.where());
    var source = StatementSource.of(region, delete);
    KeySchema keys = source.table().keys();
    Bytes key = Keys.ofKey(keys, source.keyOfWrite(delete.where()));
    KeyPaths.require(source.table(), delete.where());
    var gone = new Condition.AttributeNotExists(DocumentPath.of(keys.partition().name()));
    var guard = new Guard(new Condition.Or(gone, delete.where()), showsItem);
    var operation = new DeleteItem(source.table().id(), key, guard);
    return new StatementWrite(source, operation, Update.NONE, delete.returning());
  }

  private static void requireWhere(Condition where) throws Refusal {
    if (!(where instanceof Condition.Always)) return;
    throw Refusal.invalid(
        "Where clause does not contain a mandatory equality on all key attributes");
  }

  ShownItem shown(Written.Done done) {
    return switch (returning) {
      case null -> ShownItem.NOTHING;
      case ALL_OLD -> ShownItem.of(done.before());
      case ALL_NEW -> new ShownItem.Made(done.after());
      case MODIFIED_OLD -> unlessEmpty(update.atPaths(done.before().item()));
      case MODIFIED_NEW -> unlessEmpty(update.atPaths(done.after()));
    };
  }

  private static ShownItem unlessEmpty(Item item) {
    return item.isAbsent() ? ShownItem.NOTHING : new ShownItem.Made(item);
  }

  @Nullable ConsumedCapacity consumed(CapacityDetail detail, Written.Done done) {
    return Calls.consumed(detail, source.reference().sent(), source.table(), done);
  }
}
