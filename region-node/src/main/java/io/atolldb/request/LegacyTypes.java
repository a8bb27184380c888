package io.atolldb.request;

import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.BinaryValue;
import io.atolldb.item.AttributeValue.BooleanValue;
import io.atolldb.item.AttributeValue.NullValue;
import io.atolldb.item.AttributeValue.NumberValue;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.Utf8Order;
import java.util.List;

/// Which values the comparisons of the time before expressions take.
final class LegacyTypes {

  private LegacyTypes() {}

  static boolean accepts(LegacyOperator operator, AttributeValue value) {
    return switch (operator) {
      case EQ, NE -> true;
      case LE, LT, GE, GT, BETWEEN, IN -> isScalar(value);
      case CONTAINS, NOT_CONTAINS ->
          isScalar(value) || value instanceof BooleanValue || value instanceof NullValue;
      case BEGINS_WITH -> value instanceof StringValue || value instanceof BinaryValue;
      case NULL, NOT_NULL -> false;
    };
  }

  private static boolean isScalar(AttributeValue value) {
    return value instanceof StringValue
        || value instanceof NumberValue
        || value instanceof BinaryValue;
  }

  /// Whether the second of two bounds of one type is below the first.
  static boolean isReversed(List<AttributeValue> bounds) {
    AttributeValue low = bounds.getFirst();
    AttributeValue high = bounds.getLast();
    if (low instanceof StringValue(var from) && high instanceof StringValue(var to)) {
      return Utf8Order.INSTANCE.compare(from, to) > 0;
    }
    if (low instanceof NumberValue(var from) && high instanceof NumberValue(var to)) {
      return from.compareTo(to) > 0;
    }
    return low instanceof BinaryValue(var from)
        && high instanceof BinaryValue(var to)
        && from.compareTo(to) > 0;
  }
}
