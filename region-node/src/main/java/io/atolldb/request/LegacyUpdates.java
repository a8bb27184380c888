package io.atolldb.request;

import static io.atolldb.fault.ApiFault.Validation.INVALID;

import io.atolldb.expression.DocumentPath;
import io.atolldb.expression.Update;
import io.atolldb.expression.UpdateAction;
import io.atolldb.expression.UpdateValue;
import io.atolldb.fault.Refusal;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.ListValue;
import io.atolldb.item.AttributeValue.NumberValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/// Turns `AttributeUpdates` into an update.
final class LegacyUpdates {

  /// What is done to an attribute.
  enum Action {
    ADD,
    DELETE,
    PUT
  }

  private LegacyUpdates() {}

  /// Checks what the API's model says about single members.
  static void checkWords(SortedMap<String, SentAttributeUpdate> updates) throws Refusal {
    for (SentAttributeUpdate update : updates.values()) {
      var _ = Choice.ATTRIBUTE_ACTION.of(update.action());
    }
  }

  static Update of(SortedMap<String, SentAttributeUpdate> updates) throws Refusal {
    var actions = new ArrayList<UpdateAction>();
    for (Map.Entry<String, SentAttributeUpdate> entry : updates.entrySet()) {
      LegacyNames.require(entry.getKey());
      actions.add(of(DocumentPath.of(entry.getKey()), entry.getValue()));
    }
    return actions.isEmpty() ? Update.NONE : Update.ofAttributeUpdates(actions);
  }

  private static UpdateAction of(DocumentPath path, SentAttributeUpdate update) throws Refusal {
    Action action = Choice.ATTRIBUTE_ACTION.of(update.action());
    SentValues sent = update.value();
    if (sent == null) {
      if (action == Action.DELETE) return new UpdateAction.Remove(path);
      throw Refusal.invalid(
          INVALID + "Only DELETE action is allowed when no attribute value is specified");
    }
    AttributeValue value = sent.valid().getFirst();
    return switch (action) {
      case PUT -> new UpdateAction.Set(path, new UpdateValue.Constant(value));
      case ADD -> add(path, value);
      case DELETE -> {
        if (!isSet(value)) throw unsupported(action, value);
        yield new UpdateAction.Delete(path, value);
      }
    };
  }

  /// Numbers are added, members join a set, elements go to the end of a list.
  private static UpdateAction add(DocumentPath path, AttributeValue value) throws Refusal {
    if (value instanceof NumberValue || isSet(value)) return new UpdateAction.Add(path, value);
    if (!(value instanceof ListValue)) throw unsupported(Action.ADD, value);
    var empty = new UpdateValue.Constant(new ListValue(List.of()));
    return new UpdateAction.Set(
        path,
        new UpdateValue.ListAppend(
            new UpdateValue.IfNotExists(path, empty), new UpdateValue.Constant(value)));
  }

  private static Refusal unsupported(Action action, AttributeValue value) {
    String what = action == Action.DELETE ? "DELETE action with value" : "ADD action";
    return Refusal.invalid(INVALID + what + " is not supported for the type " + value.typeCode());
  }

  private static boolean isSet(AttributeValue value) {
    return value instanceof AttributeValue.StringSet
        || value instanceof AttributeValue.NumberSet
        || value instanceof AttributeValue.BinarySet;
  }
}
