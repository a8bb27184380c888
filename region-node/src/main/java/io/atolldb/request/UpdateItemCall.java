package io.atolldb.request;

import io.atolldb.catalog.Table;
import io.atolldb.expression.Condition;
import io.atolldb.expression.ExpressionKind;
import io.atolldb.expression.Update;
import io.atolldb.fault.Refusal;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.operation.UpdateItem;
import io.atolldb.region.Region;
import io.atolldb.writer.Written;
import java.util.ArrayList;
import java.util.List;

/// UpdateItem, from what was sent to what is answered. Checks in the service's order.
public record UpdateItemCall(Region region) {

  /// What is to be done, and under which condition.
  private record Plan(Update update, Condition condition) {}

  public WriteAnswer answer(UpdateItemRequest request) throws Refusal {
    String tableName = Constraints.tableName(request.tableName());
    SentItem sentKey = Constraints.present("Key", request.key());
    if (request.attributeUpdates() != null) LegacyUpdates.checkWords(request.attributeUpdates());
    LegacyConditions.checkWords(request.condition());
    WriteOptions options = WriteOptions.of(request.returns());
    Plan plan = plan(request);
    var reference = TableReference.parse(tableName);
    Item keyItem = sentKey.valid();
    Table table = reference.in(region);
    Bytes key = Keys.ofKey(table.keys(), keyItem);
    UpdateFit.require(table, plan.update);
    KeyPaths.require(table, plan.condition);
    var operation =
        new UpdateItem(table.id(), key, keyItem, plan.update, options.guard(plan.condition));
    Written.Done done = Calls.done(region.write(operation));
    var target = new Calls.Target(region, reference.sent(), table, key);
    return Calls.answer(options, target, done, shown(options.returned(), plan.update, done));
  }

  private static Plan plan(UpdateItemRequest request) throws Refusal {
    SentCondition condition = request.condition();
    var update = new SentExpression(ExpressionKind.UPDATE, request.updateExpression());
    var guard = new SentExpression(ExpressionKind.CONDITION, condition.expression());
    var legacy = new ArrayList<String>();
    if (request.attributeUpdates() != null) legacy.add("AttributeUpdates");
    legacy.addAll(condition.legacyMembers());
    var expressions = Expressions.of(legacy, request.placeholders(), List.of(update, guard));
    var plan =
        legacy.isEmpty()
            ? new Plan(expressions.update(update.text()), expressions.condition(guard.text()))
            : new Plan(legacyUpdate(request), LegacyConditions.of(condition));
    expressions.requireAllUsed();
    return plan;
  }

  private static Update legacyUpdate(UpdateItemRequest request) throws Refusal {
    var updates = request.attributeUpdates();
    return updates == null ? Update.NONE : LegacyUpdates.of(updates);
  }

  private static ShownItem shown(ReturnValues returned, Update update, Written.Done done) {
    return switch (returned) {
      case NONE -> ShownItem.NOTHING;
      case ALL_OLD -> ShownItem.of(done.before());
      case ALL_NEW -> new ShownItem.Made(done.after());
      case UPDATED_OLD -> unlessEmpty(update.atPaths(done.before().item()));
      case UPDATED_NEW -> unlessEmpty(update.atPaths(done.after()));
    };
  }

  private static ShownItem unlessEmpty(Item item) {
    return item.isAbsent() ? ShownItem.NOTHING : new ShownItem.Made(item);
  }
}
