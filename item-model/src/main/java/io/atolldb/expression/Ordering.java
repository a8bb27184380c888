package io.atolldb.expression;

import io.atolldb.expression.Condition.Comparator;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.BinaryValue;
import io.atolldb.item.AttributeValue.NumberValue;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.Utf8Order;

/// How values compare: strings by UTF-8 bytes, numbers by value, binaries by unsigned bytes; values
/// of other types, or of two types, have no order.
final class Ordering {

  private Ordering() {}

  /// Whether both values are there to be compared in order and do compare so.
  static boolean compare(AttributeValue left, Comparator comparator, AttributeValue right) {
    return switch (left) {
      case StringValue(var ours) ->
          right instanceof StringValue(var theirs)
              && comparator.accepts(Utf8Order.INSTANCE.compare(ours, theirs));
      case NumberValue(var ours) ->
          right instanceof NumberValue(var theirs) && comparator.accepts(ours.compareTo(theirs));
      case BinaryValue(var ours) ->
          right instanceof BinaryValue(var theirs) && comparator.accepts(ours.compareTo(theirs));
      case AttributeValue.BooleanValue _, AttributeValue.NullValue _ -> false;
      case AttributeValue.ListValue _, AttributeValue.MapValue _ -> false;
      case AttributeValue.StringSet _, AttributeValue.NumberSet _ -> false;
      case AttributeValue.BinarySet _ -> false;
    };
  }
}
