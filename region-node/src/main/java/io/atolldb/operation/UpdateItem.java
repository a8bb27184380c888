package io.atolldb.operation;

import io.atolldb.expression.Update;
import io.atolldb.expression.UpdateAction;
import io.atolldb.fault.ApiFault;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.item.ItemSize;
import io.atolldb.table.TableId;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/// Changes an item in place, or creates it. `keyItem` holds the key attributes alone.
public record UpdateItem(TableId table, Bytes key, Item keyItem, Update update, Guard guard)
    implements ItemOperation {

  @Override
  public Set<String> increments() {
    return update.increments();
  }

  @Override
  public boolean isConditional() {
    return guard.isConditional();
  }

  static final String TOO_LARGE = "Item size to update has exceeded the maximum allowed size";

  @Override
  public Decision decide(Current current) {
    return decide(current, this::sizeWithUpdate);
  }

  /// `size` says what an item that the update leaves counts for.
  Decision decide(Current current, ToIntFunction<Item> size) {
    ApiFault refusal = guard.refusal(current);
    if (refusal != null) return new Decision.Refuse(refusal);
    return switch (update.apply(current.item())) {
      case Update.Outcome.Refused(String message) -> refuse(message);
      case Update.Outcome.Applied(Item changed) -> {
        Item after = current.exists() ? changed : withKey(changed);
        boolean tooLarge = size.applyAsInt(after) > ItemSize.ITEM_BYTES_MAX;
        yield tooLarge ? refuse(TOO_LARGE) : new Decision.Put(after);
      }
    };
  }

  private static Decision refuse(String message) {
    return new Decision.Refuse(new ApiFault.Validation(message));
  }

  private Item withKey(Item changed) {
    var attributes = new TreeMap<String, AttributeValue>(changed.attributes());
    attributes.putAll(keyItem.attributes());
    return Item.owning(attributes);
  }

  private int sizeWithUpdate(Item after) {
    int writing = (int) update.actions().stream().filter(UpdateAction::writesValue).count();
    int clearing = update.actions().size() - writing;
    return ItemSize.ofUpdate(ItemSize.of(after), ItemSize.of(keyItem), writing, clearing);
  }
}
