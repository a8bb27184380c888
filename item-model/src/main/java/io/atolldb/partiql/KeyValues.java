package io.atolldb.partiql;

import io.atolldb.codec.ByteWriter;
import io.atolldb.expression.Condition;
import io.atolldb.expression.Condition.Comparator;
import io.atolldb.expression.Operand;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.Bytes;
import io.atolldb.item.KeyPart;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The values that an attribute can have in an item that fulfils a condition.
final class KeyValues {

  private static final int ROOM = 32;

  private KeyValues() {}

  /// Each once, in the order in which they are named. Null if the condition does not say.
  static @Nullable List<AttributeValue> of(Condition condition, String attribute) {
    return switch (condition) {
      case Condition.And(var left, var right) -> both(of(left, attribute), of(right, attribute));
      case Condition.Or(var left, var right) -> either(of(left, attribute), of(right, attribute));
      case Condition.Comparison(var left, var by, var right) ->
          by == Comparator.EQUAL ? equal(left, right, attribute) : null;
      case Condition.In(var subject, var candidates) ->
          isAttribute(subject, attribute) ? constants(candidates) : null;
      case Condition.Always _, Condition.Not _, Condition.Between _, Condition.BeginsWith _ -> null;
      case Condition.Contains _, Condition.AttributeExists _, Condition.AttributeNotExists _ ->
          null;
      case Condition.AttributeType _ -> null;
    };
  }

  private static @Nullable List<AttributeValue> both(
      @Nullable List<AttributeValue> some, @Nullable List<AttributeValue> others) {
    if (some == null) return others;
    if (others == null) return some;
    var common = new ArrayList<>(some);
    common.retainAll(others);
    return common;
  }

  private static @Nullable List<AttributeValue> either(
      @Nullable List<AttributeValue> some, @Nullable List<AttributeValue> others) {
    if (some == null || others == null) return null;
    var all = new LinkedHashSet<>(some);
    all.addAll(others);
    return new ArrayList<>(all);
  }

  private static @Nullable List<AttributeValue> equal(
      Operand left, Operand right, String attribute) {
    if (isAttribute(left, attribute)) return constants(List.of(right));
    return isAttribute(right, attribute) ? constants(List.of(left)) : null;
  }

  /// Whether the operand is the attribute as a whole.
  static boolean isAttribute(Operand operand, String attribute) {
    return operand instanceof Operand.Path(var path)
        && path.steps().isEmpty()
        && path.attribute().equals(attribute);
  }

  /// Each once. Null unless all operands are values.
  static @Nullable List<AttributeValue> constants(List<Operand> operands) {
    var values = new LinkedHashSet<AttributeValue>();
    for (Operand operand : operands) {
      if (!(operand instanceof Operand.Constant(var value))) return null;
      values.add(value);
    }
    return new ArrayList<>(values);
  }

  /// Bytes in the order of the values, those at one place being of one type.
  static Bytes ordered(List<AttributeValue> values) {
    var out = new ByteWriter(ROOM);
    for (AttributeValue value : values) KeyPart.write(out, value);
    return Bytes.owning(out.toArray());
  }
}
