package io.atolldb.operation;

import io.atolldb.fault.ApiFault;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.Bytes;
import io.atolldb.item.Item;
import io.atolldb.item.ItemSize;
import io.atolldb.table.TableId;
import java.util.Map;
import java.util.TreeMap;

/// Merges a patch into an item that is there, if it has the version it should have.
///
/// @param keyAttributes what the patch must leave as it is
public record PatchItem(
    TableId table, Bytes key, Item keyAttributes, Patch.Merge patch, VersionCondition condition)
    implements ItemOperation {

  @Override
  public boolean isConditional() {
    return condition.isConditional();
  }

  @Override
  public Decision decide(Current current) {
    ApiFault refusal = condition.refusal(current);
    if (refusal != null) return new Decision.Refuse(refusal);
    if (!current.exists()) {
      return new Decision.Refuse(new ApiFault.ResourceNotFound("There is no such item"));
    }
    Item before = current.item();
    TreeMap<String, AttributeValue> patched = patch.apply(before.attributes());
    for (Map.Entry<String, AttributeValue> part : keyAttributes.attributes().entrySet()) {
      if (!part.getValue().equals(patched.get(part.getKey()))) {
        return refuse("The key attribute '" + part.getKey() + "' cannot be changed");
      }
    }
    Item after = Item.owning(patched);
    if (after.equals(before)) return new Decision.LeaveAsIs();
    if (ItemSize.of(after) > ItemSize.ITEM_BYTES_MAX) {
      return refuse(UpdateItem.TOO_LARGE);
    }
    return new Decision.Put(after);
  }

  private static Decision refuse(String message) {
    return new Decision.Refuse(new ApiFault.Validation(message));
  }
}
