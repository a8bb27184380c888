package io.atolldb.expression;

import io.atolldb.expression.PathTree.Node;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.ListValue;
import io.atolldb.item.AttributeValue.MapValue;
import io.atolldb.item.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One application of an update to one item. First the new value of every path is computed from the
/// old item; then the item is rebuilt along the tree of paths, sharing all that does not change.
///
/// What the item does not allow is put down as the refusal, the first one, and ends the run.
final class UpdateRun {

  private final Item before;

  /// By number of action: the value that is there afterwards, null for none.
  private final @Nullable AttributeValue[] values;

  private @Nullable String refusal;

  UpdateRun(List<UpdateAction> actions, Item before, String ifWrongType) {
    this.before = before;
    this.values = new @Nullable AttributeValue[actions.size()];
    var computed = new UpdateValues(before, ifWrongType);
    for (int number = 0; number < values.length && refusal == null; number++) {
      UpdateAction action = actions.get(number);
      values[number] = computed.valueAfter(action);
      refusal = computed.refusal();
    }
  }

  /// Why the update cannot be applied; null if it can.
  @Nullable String refusal() {
    return refusal;
  }

  /// The item afterwards; of no meaning if there is a refusal.
  Item changed(PathTree tree) {
    if (refusal != null) return Item.ABSENT;
    var attributes = new TreeMap<>(before.attributes());
    changeMembers(attributes, tree.attributes());
    return Item.owning(attributes);
  }

  /// Changes the map where it stands.
  private void changeMembers(
      TreeMap<String, AttributeValue> members, SortedMap<String, Node> byName) {
    for (Map.Entry<String, Node> change : byName.entrySet()) {
      String name = change.getKey();
      AttributeValue after = changed(members.get(name), change.getValue());
      if (after == null) members.remove(name);
      else members.put(name, after);
    }
  }

  private @Nullable AttributeValue changed(@Nullable AttributeValue old, Node node) {
    return switch (node) {
      case Node.End(var number) -> values[number];
      case Node.Members(var byName) -> {
        if (!(old instanceof MapValue(var entries))) yield refuse(Wording.WRONG_PATH);
        var members = new TreeMap<>(entries);
        changeMembers(members, byName);
        yield new MapValue(members);
      }
      case Node.Elements(var byIndex) ->
          old instanceof ListValue(var elements)
              ? new ListValue(changedElements(elements, byIndex))
              : refuse(Wording.WRONG_PATH);
    };
  }

  /// Elements keep the order of their old indexes; those that were not there follow in the order of
  /// the indexes they were given.
  private List<AttributeValue> changedElements(
      List<AttributeValue> elements, SortedMap<Integer, Node> byIndex) {
    var after = new ArrayList<AttributeValue>(elements.size() + byIndex.size());
    int copied = 0;
    for (Map.Entry<Integer, Node> change : byIndex.entrySet()) {
      int index = Math.min(change.getKey(), elements.size());
      after.addAll(elements.subList(copied, index));
      boolean there = index < elements.size();
      AttributeValue element = changed(there ? elements.get(index) : null, change.getValue());
      if (element != null) after.add(element);
      copied = there ? index + 1 : index;
    }
    after.addAll(elements.subList(copied, elements.size()));
    return after;
  }

  private @Nullable AttributeValue refuse(String reason) {
    if (refusal == null) refusal = reason;
    return null;
  }
}
