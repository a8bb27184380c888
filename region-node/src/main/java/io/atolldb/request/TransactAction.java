package io.atolldb.request;

import io.atolldb.catalog.Table;
import io.atolldb.expression.Condition;
import io.atolldb.expression.ExpressionKind;
import io.atolldb.expression.Update;
import io.atolldb.fault.Refusal;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.item.ItemSize;
import io.atolldb.operation.CheckItem;
import io.atolldb.operation.DeleteItem;
import io.atolldb.operation.Guard;
import io.atolldb.operation.ItemOperation;
import io.atolldb.operation.PutItem;
import io.atolldb.operation.UpdateInTransaction;
import io.atolldb.operation.UpdateItem;
import io.atolldb.request.SentAction.Kind;
import java.util.ArrayList;
import java.util.List;

/// One action of a transaction whose words are checked, but not yet against its table.
///
/// @param sentBytes what counts of it in the size of the request
record TransactAction(
    Kind kind, TableReference table, Item item, Update update, Guard guard, long sentBytes) {

  private static final String ELEMENTS = "TransactItems";

  /// What the model asks of the action at this place, the first being 1.
  static void checkShape(SentAction sent, int place) throws Refusal {
    Kind kind = sent.kind();
    String at = ELEMENTS + "." + place + ".member." + kind.member() + ".";
    var _ = Constraints.present(at + kind.itemMember(), sent.item());
    if (kind == Kind.UPDATE) {
      var _ = Constraints.present(at + "UpdateExpression", sent.updateExpression());
    }
    String table = Constraints.present(at + "TableName", sent.tableName());
    Constraints.length(at + "TableName", table.length(), 1, Constraints.TABLE_NAME_LENGTH_MAX);
    if (kind == Kind.CHECK) {
      var _ = Constraints.present(at + "ConditionExpression", sent.conditionExpression());
    }
    var _ = Choice.ON_CONDITION_FAILURE.of(sent.onConditionFailure());
  }

  /// Reads expressions and values: what is wrong with them refuses the whole call.
  static TransactAction of(SentAction sent) throws Refusal {
    var offered = new ArrayList<SentExpression>();
    if (sent.kind() == Kind.UPDATE) {
      offered.add(new SentExpression(ExpressionKind.UPDATE, sent.updateExpression()));
    }
    offered.add(new SentExpression(ExpressionKind.CONDITION, sent.conditionExpression()));
    var expressions = Expressions.of(List.of(), sent.placeholders(), offered);
    Update update = expressions.update(sent.updateExpression());
    Condition condition = expressions.condition(sent.conditionExpression());
    expressions.requireAllUsed();
    var table = TableReference.parse(Constraints.present("TableName", sent.tableName()));
    Item item = Constraints.present(sent.kind().itemMember(), sent.item()).valid();
    ReturnValues shown = Choice.ON_CONDITION_FAILURE.of(sent.onConditionFailure());
    var guard = new Guard(condition, shown == ReturnValues.ALL_OLD);
    return new TransactAction(sent.kind(), table, item, update, guard, sizeOf(sent, item));
  }

  private static long sizeOf(SentAction sent, Item item) {
    SentItem values = sent.placeholders().values();
    return (long) ItemSize.of(item) + (values == null ? 0 : ItemSize.of(values.item()));
  }

  /// That the action fits its table; where it does not, it alone is to blame.
  void requireFit(Table in) throws Refusal {
    if (kind == Kind.PUT) Keys.requireIn(in.keys(), item);
    else Keys.requireMatch(in.keys(), item);
    if (kind == Kind.UPDATE) UpdateFit.require(in, update);
    KeyPaths.require(in, guard.condition());
  }

  ItemOperation on(Table in) throws Refusal {
    Bytes key = kind == Kind.PUT ? Keys.ofItem(in.keys(), item) : Keys.ofKey(in.keys(), item);
    return switch (kind) {
      case CHECK -> new CheckItem(in.id(), key, guard);
      case PUT -> {
        int _ = Calls.requirePutSize(item);
        yield new PutItem(in.id(), key, item, guard);
      }
      case DELETE -> new DeleteItem(in.id(), key, guard);
      case UPDATE -> new UpdateInTransaction(new UpdateItem(in.id(), key, item, update, guard));
    };
  }
}
