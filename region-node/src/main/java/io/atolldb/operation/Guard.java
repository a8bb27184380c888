package io.atolldb.operation;

import io.atolldb.expression.Condition;
import io.atolldb.expression.ConditionEvaluator;
import io.atolldb.fault.ApiFault;
import io.atolldb.item.Item;
import org.jspecify.annotations.Nullable;

/// What must hold of the current item for a write to happen, and whether a client that is refused
/// is shown the item.
public record Guard(Condition condition, boolean showsItem) {

  /// Of a write that happens whatever is there.
  public static final Guard NONE = new Guard(new Condition.Always(), false);

  boolean isConditional() {
    return !(condition instanceof Condition.Always);
  }

  /// Null if the condition holds. Does not look at the item where there is no condition.
  @Nullable ApiFault refusal(Current current) {
    if (condition instanceof Condition.Always) return null;
    Item item = current.item();
    if (ConditionEvaluator.holds(condition, item)) return null;
    return new ApiFault.ConditionFailed(showsItem ? item : Item.ABSENT, current.sizeBytes());
  }
}
