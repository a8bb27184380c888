package io.atolldb.expression;

import io.atolldb.codec.Utf8;
import io.atolldb.expression.Condition.Comparator;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.AttributeValue.BinarySet;
import io.atolldb.item.AttributeValue.BinaryValue;
import io.atolldb.item.AttributeValue.ListValue;
import io.atolldb.item.AttributeValue.MapValue;
import io.atolldb.item.AttributeValue.NumberSet;
import io.atolldb.item.AttributeValue.NumberValue;
import io.atolldb.item.AttributeValue.StringSet;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.Bytes;
import io.atolldb.item.DynamoNumber;
import io.atolldb.item.Item;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tells whether an item fulfils a condition. Total: whatever is missing or of another type makes a
/// comparison false, and `<>`, the opposite of `=`, true.
public final class ConditionEvaluator {

  private ConditionEvaluator() {}

  public static boolean holds(Condition condition, Item item) {
    return switch (condition) {
      case Condition.Always() -> true;
      case Condition.And(var left, var right) -> holds(left, item) && holds(right, item);
      case Condition.Or(var left, var right) -> holds(left, item) || holds(right, item);
      case Condition.Not(var inner) -> !holds(inner, item);
      case Condition.AttributeExists(var path) -> path.readFrom(item) != null;
      case Condition.AttributeNotExists(var path) -> path.readFrom(item) == null;
      case Condition.AttributeType(var path, var code) -> hasType(path.readFrom(item), code);
      case Condition.Comparison(var left, var comparator, var right) ->
          compares(read(left, item), comparator, read(right, item));
      case Condition.Between(var subject, var lowest, var highest) ->
          isBetween(read(subject, item), read(lowest, item), read(highest, item));
      case Condition.In(var subject, var candidates) -> isIn(subject, candidates, item);
      case Condition.BeginsWith(var subject, var prefix) ->
          beginsWith(read(subject, item), read(prefix, item));
      case Condition.Contains(var subject, var member) ->
          contains(read(subject, item), read(member, item));
    };
  }

  private static @Nullable AttributeValue read(Operand operand, Item item) {
    return switch (operand) {
      case Operand.Path(var path) -> path.readFrom(item);
      case Operand.Constant(var value) -> value;
      case Operand.Size(var subject) -> sizeOf(read(subject, item));
    };
  }

  private static boolean hasType(@Nullable AttributeValue value, String typeCode) {
    return value != null && value.typeCode().equals(typeCode);
  }

  private static boolean compares(
      @Nullable AttributeValue left, Comparator comparator, @Nullable AttributeValue right) {
    if (comparator == Comparator.NOT_EQUAL) return left == null || !left.equals(right);
    if (left == null || right == null) return false;
    if (comparator == Comparator.EQUAL) return left.equals(right);
    return Ordering.compare(left, comparator, right);
  }

  private static boolean isBetween(
      @Nullable AttributeValue subject,
      @Nullable AttributeValue lowest,
      @Nullable AttributeValue highest) {
    return compares(subject, Comparator.GREATER_OR_EQUAL, lowest)
        && compares(subject, Comparator.LESS_OR_EQUAL, highest);
  }

  private static boolean isIn(Operand subject, List<Operand> candidates, Item item) {
    AttributeValue wanted = read(subject, item);
    if (wanted == null) return false;
    for (int at = 0; at < candidates.size(); at++) {
      if (wanted.equals(read(candidates.get(at), item))) return true;
    }
    return false;
  }

  private static boolean beginsWith(
      @Nullable AttributeValue subject, @Nullable AttributeValue prefix) {
    if (subject instanceof StringValue(var text) && prefix instanceof StringValue(var start)) {
      return text.startsWith(start);
    }
    return subject instanceof BinaryValue(var bytes)
        && prefix instanceof BinaryValue(var start)
        && bytes.startsWith(start);
  }

  private static boolean contains(
      @Nullable AttributeValue subject, @Nullable AttributeValue member) {
    if (subject == null || member == null) return false;
    return switch (subject) {
      case StringValue(var text) -> member instanceof StringValue(var part) && text.contains(part);
      case BinaryValue(var bytes) ->
          member instanceof BinaryValue(var part) && indexOf(bytes, part) >= 0;
      case StringSet(var members) ->
          member instanceof StringValue(var one) && members.contains(one);
      case NumberSet(var members) ->
          member instanceof NumberValue(var one) && members.contains(one);
      case BinarySet(var members) ->
          member instanceof BinaryValue(var one) && members.contains(one);
      case ListValue(var elements) -> elements.contains(member);
      case AttributeValue.NumberValue _, AttributeValue.MapValue _ -> false;
      case AttributeValue.BooleanValue _, AttributeValue.NullValue _ -> false;
    };
  }

  private static int indexOf(Bytes bytes, Bytes part) {
    for (int from = 0; from + part.length() <= bytes.length(); from++) {
      int at = 0;
      while (at < part.length() && bytes.at(from + at) == part.at(at)) at++;
      if (at == part.length()) return from;
    }
    return -1;
  }

  private static @Nullable AttributeValue sizeOf(@Nullable AttributeValue value) {
    if (value == null) return null;
    return switch (value) {
      case StringValue(var text) -> number(Utf8.length(text));
      case BinaryValue(var bytes) -> number(bytes.length());
      case StringSet(var members) -> number(members.size());
      case NumberSet(var members) -> number(members.size());
      case BinarySet(var members) -> number(members.size());
      case ListValue(var elements) -> number(elements.size());
      case MapValue(var entries) -> number(entries.size());
      case AttributeValue.NumberValue _, AttributeValue.BooleanValue _ -> null;
      case AttributeValue.NullValue _ -> null;
    };
  }

  private static AttributeValue number(int size) {
    return new NumberValue(DynamoNumber.of(size));
  }
}
