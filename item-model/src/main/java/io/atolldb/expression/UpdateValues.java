package io.atolldb.expression;

import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.BinarySet;
import io.atolldb.item.AttributeValue.ListValue;
import io.atolldb.item.AttributeValue.MapValue;
import io.atolldb.item.AttributeValue.NumberSet;
import io.atolldb.item.AttributeValue.NumberValue;
import io.atolldb.item.AttributeValue.StringSet;
import io.atolldb.item.DynamoNumber;
import io.atolldb.item.InvalidNumber;
import io.atolldb.item.Item;
import io.atolldb.item.Utf8Order;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Computes the values of an update from the item as it was. A value that cannot be computed is
/// null, and the refusal says why; after a refusal no further value has a meaning.
final class UpdateValues {

  private final Item before;
  private final String ifWrongType;
  private @Nullable String refusal;

  UpdateValues(Item before, String ifWrongType) {
    this.before = before;
    this.ifWrongType = ifWrongType;
  }

  @Nullable String refusal() {
    return refusal;
  }

  /// What is at the action's path afterwards, null for nothing.
  @Nullable AttributeValue valueAfter(UpdateAction action) {
    return switch (action) {
      case UpdateAction.Set(var path, var value) -> within(path, valueOf(value));
      case UpdateAction.Remove _ -> null;
      case UpdateAction.Add(var path, var operand) -> added(path.readFrom(before), operand);
      case UpdateAction.Delete(var path, var operand) -> deleted(path.readFrom(before), operand);
    };
  }

  /// Refuses a value that would lie too deep at its path.
  private @Nullable AttributeValue within(DocumentPath path, @Nullable AttributeValue value) {
    int above = path.steps().size();
    if (value == null || above == 0) return value;
    if (above + depthOf(value) <= ExpressionLimits.VALUE_DEPTH_MAX) return value;
    return refuse(Wording.TOO_DEEP);
  }

  /// Lists and maps inside each other. Values are as deep as the API lets in, so is the recursion.
  private static int depthOf(AttributeValue value) {
    int below = 0;
    if (value instanceof ListValue(var elements)) {
      for (AttributeValue element : elements) below = Math.max(below, depthOf(element));
      return below + 1;
    }
    if (value instanceof MapValue(var entries)) {
      for (AttributeValue entry : entries.values()) below = Math.max(below, depthOf(entry));
      return below + 1;
    }
    return 0;
  }

  private @Nullable AttributeValue valueOf(UpdateValue value) {
    return switch (value) {
      case UpdateValue.Constant(var constant) -> constant;
      case UpdateValue.Path(var path) -> {
        AttributeValue there = path.readFrom(before);
        yield there == null ? refuse(Wording.MISSING_ATTRIBUTE) : there;
      }
      case UpdateValue.IfNotExists(var path, var otherwise) -> {
        AttributeValue there = path.readFrom(before);
        yield there == null ? valueOf(otherwise) : there;
      }
      case UpdateValue.Sum(var left, var right) -> calculated(left, right, false);
      case UpdateValue.Difference(var left, var right) -> calculated(left, right, true);
      case UpdateValue.ListAppend(var first, var second) -> appended(first, second);
    };
  }

  private @Nullable AttributeValue calculated(
      UpdateValue left, UpdateValue right, boolean subtracts) {
    AttributeValue first = valueOf(left);
    if (first == null) return null;
    AttributeValue second = valueOf(right);
    if (second == null) return null;
    if (first instanceof NumberValue(var one) && second instanceof NumberValue(var two)) {
      return calculated(one, two, subtracts);
    }
    return refuse(ifWrongType);
  }

  private @Nullable AttributeValue calculated(
      DynamoNumber one, DynamoNumber two, boolean subtracts) {
    try {
      return new NumberValue(subtracts ? one.subtract(two) : one.add(two));
    } catch (InvalidNumber outOfRange) {
      return refuse(Objects.requireNonNull(outOfRange.getMessage()));
    }
  }

  private @Nullable AttributeValue appended(UpdateValue first, UpdateValue second) {
    AttributeValue head = valueOf(first);
    if (head == null) return null;
    AttributeValue tail = valueOf(second);
    if (tail == null) return null;
    if (head instanceof ListValue(var start) && tail instanceof ListValue(var rest)) {
      var elements = new ArrayList<AttributeValue>(start.size() + rest.size());
      elements.addAll(start);
      elements.addAll(rest);
      return new ListValue(elements);
    }
    return refuse(ifWrongType);
  }

  private @Nullable AttributeValue added(@Nullable AttributeValue there, AttributeValue operand) {
    if (there == null) return operand;
    return switch (there) {
      case NumberValue(var number) ->
          operand instanceof NumberValue(var more)
              ? calculated(number, more, false)
              : refuse(ifWrongType);
      case StringSet(var members) ->
          operand instanceof StringSet(var more)
              ? new StringSet(union(members, more, Utf8Order.INSTANCE))
              : refuse(ifWrongType);
      case NumberSet(var members) ->
          operand instanceof NumberSet(var more)
              ? new NumberSet(union(members, more, Comparator.naturalOrder()))
              : refuse(ifWrongType);
      case BinarySet(var members) ->
          operand instanceof BinarySet(var more)
              ? new BinarySet(union(members, more, Comparator.naturalOrder()))
              : refuse(ifWrongType);
      case AttributeValue.StringValue _, AttributeValue.BinaryValue _ -> refuse(ifWrongType);
      case AttributeValue.BooleanValue _, AttributeValue.NullValue _ -> refuse(ifWrongType);
      case ListValue _, MapValue _ -> refuse(ifWrongType);
    };
  }

  private @Nullable AttributeValue deleted(@Nullable AttributeValue there, AttributeValue operand) {
    if (there == null) return null;
    if (there instanceof StringSet(var members) && operand instanceof StringSet(var gone)) {
      var rest = difference(members, gone, Utf8Order.INSTANCE);
      return rest.isEmpty() ? null : new StringSet(rest);
    }
    if (there instanceof NumberSet(var members) && operand instanceof NumberSet(var gone)) {
      var rest = difference(members, gone, Comparator.naturalOrder());
      return rest.isEmpty() ? null : new NumberSet(rest);
    }
    if (there instanceof BinarySet(var members) && operand instanceof BinarySet(var gone)) {
      var rest = difference(members, gone, Comparator.naturalOrder());
      return rest.isEmpty() ? null : new BinarySet(rest);
    }
    return refuse(ifWrongType);
  }

  private static <T> SortedSet<T> union(
      SortedSet<T> members, SortedSet<T> more, Comparator<T> order) {
    var all = new TreeSet<T>(order);
    all.addAll(members);
    all.addAll(more);
    return all;
  }

  private static <T> SortedSet<T> difference(
      SortedSet<T> members, SortedSet<T> gone, Comparator<T> order) {
    var rest = new TreeSet<T>(order);
    rest.addAll(members);
    rest.removeAll(gone);
    return rest;
  }

  private @Nullable AttributeValue refuse(String reason) {
    if (refusal == null) refusal = reason;
    return null;
  }
}
