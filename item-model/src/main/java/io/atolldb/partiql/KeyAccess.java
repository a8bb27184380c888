package io.atolldb.partiql;

import io.atolldb.expression.Condition;
import io.atolldb.expression.Condition.Comparator;
import io.atolldb.expression.InvalidExpression;
import io.atolldb.expression.KeyTest;
import io.atolldb.expression.Operand;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.Bytes;
import io.atolldb.item.KeyCodec;
import io.atolldb.item.KeyRange;
import io.atolldb.table.KeyAttribute;
import io.atolldb.table.KeySchema;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Which keys have to be read to find every item that fulfils a condition: those of a few
/// partitions, if the condition names partition keys by `=`, `IN` or `OR` of these, and of each
/// only the runs of sort keys that it leaves. What is read may still fail the condition.
public final class KeyAccess {

  /// What is to be read of one partition.
  public record Partition(AttributeValue value, List<KeyRange> ranges) {
    public Partition {
      ranges = List.copyOf(ranges);
    }
  }

  private final KeySchema keys;

  private KeyAccess(KeySchema keys) {
    this.keys = keys;
  }

  /// In the order of the partition values, without those that cannot hold a match. Null if every
  /// partition can.
  public static @Nullable List<Partition> of(Condition where, KeySchema keys)
      throws InvalidExpression {
    List<AttributeValue> values = KeyValues.of(where, keys.partition().name());
    if (values == null) {
      KeyTypes.check(where, keys);
      return null;
    }
    if (values.size() > StatementLimits.PARTITIONS_MAX) {
      throw ConditionBinder.tooManyOperands(values.size());
    }
    var access = new KeyAccess(keys);
    var partitions = new TreeMap<Bytes, Partition>();
    for (AttributeValue value : values) {
      if (!keys.partition().type().accepts(value)) throw wrongType(keys.partition());
      List<KeyRange> ranges = access.ranges(where, value);
      if (ranges.isEmpty()) continue;
      partitions.put(KeyValues.ordered(value), new Partition(value, ranges));
    }
    return new ArrayList<>(partitions.values());
  }

  static InvalidExpression wrongType(KeyAttribute attribute) {
    return new InvalidExpression(
        "Key attribute's data type should match its data type in table's schema: Key "
            + attribute.name());
  }

  private List<KeyRange> ranges(Condition condition, AttributeValue partition)
      throws InvalidExpression {
    return switch (condition) {
      case Condition.And(var left, var right) ->
          KeyRanges.intersection(ranges(left, partition), ranges(right, partition));
      case Condition.Or(var left, var right) ->
          KeyRanges.union(ranges(left, partition), ranges(right, partition));
      case Condition.Comparison(var left, var by, var right) ->
          compared(left, by, right, partition);
      case Condition.Between(var subject, var lowest, var highest) ->
          isSort(subject)
                  && lowest instanceof Operand.Constant(var low)
                  && highest instanceof Operand.Constant(var high)
              ? tested(new KeyTest.Between(low, high), partition)
              : whole(partition);
      case Condition.In(var subject, var candidates) -> in(subject, candidates, partition);
      case Condition.BeginsWith(var subject, var prefix) ->
          isSort(subject) && prefix instanceof Operand.Constant(var value)
              ? tested(new KeyTest.BeginsWith(value), partition)
              : whole(partition);
      case Condition.Not _, Condition.Always _, Condition.Contains _ -> whole(partition);
      case Condition.AttributeExists _, Condition.AttributeNotExists _ -> whole(partition);
      case Condition.AttributeType _ -> whole(partition);
    };
  }

  private static List<KeyRange> whole(AttributeValue partition) {
    return List.of(KeyCodec.partition(partition));
  }

  private boolean isSort(Operand operand) {
    KeyAttribute sort = keys.sort();
    return sort != null && KeyValues.isAttribute(operand, sort.name());
  }

  private List<KeyRange> compared(
      Operand left, Comparator by, Operand right, AttributeValue partition)
      throws InvalidExpression {
    if (left instanceof Operand.Constant && right instanceof Operand.Path) {
      return compared(right, flipped(by), left, partition);
    }
    if (!(right instanceof Operand.Constant(var value))) return whole(partition);
    if (by == Comparator.EQUAL && KeyValues.isAttribute(left, keys.partition().name())) {
      return partition.equals(value) ? whole(partition) : List.of();
    }
    KeyTest test = isSort(left) ? test(by, value) : null;
    return test == null ? whole(partition) : tested(test, partition);
  }

  private static Comparator flipped(Comparator by) {
    return switch (by) {
      case EQUAL, NOT_EQUAL -> by;
      case LESS -> Comparator.GREATER;
      case LESS_OR_EQUAL -> Comparator.GREATER_OR_EQUAL;
      case GREATER -> Comparator.LESS;
      case GREATER_OR_EQUAL -> Comparator.LESS_OR_EQUAL;
    };
  }

  private static @Nullable KeyTest test(Comparator by, AttributeValue value) {
    return switch (by) {
      case EQUAL -> new KeyTest.Equal(value);
      case NOT_EQUAL -> null;
      case LESS -> new KeyTest.Less(value);
      case LESS_OR_EQUAL -> new KeyTest.LessOrEqual(value);
      case GREATER -> new KeyTest.Greater(value);
      case GREATER_OR_EQUAL -> new KeyTest.GreaterOrEqual(value);
    };
  }

  private List<KeyRange> in(Operand subject, List<Operand> candidates, AttributeValue partition) {
    List<AttributeValue> values = KeyValues.constants(candidates);
    if (values == null) return whole(partition);
    if (KeyValues.isAttribute(subject, keys.partition().name())) {
      return values.contains(partition) ? whole(partition) : List.of();
    }
    KeyAttribute sort = keys.sort();
    if (sort == null || !isSort(subject)) return whole(partition);
    List<KeyRange> ranges = List.of();
    for (AttributeValue value : values) {
      if (!sort.type().accepts(value)) continue; // No sort key equals it.
      ranges = KeyRanges.union(ranges, KeyRanges.of(KeyCodec.equalTo(partition, value)));
    }
    return ranges;
  }

  private List<KeyRange> tested(KeyTest test, AttributeValue partition) throws InvalidExpression {
    KeyAttribute sort = keys.sort();
    if (sort == null) throw new IllegalStateException("a test of no sort key: " + test);
    if (!sort.type().accepts(test.operand())) throw wrongType(sort);
    return KeyRanges.of(
        switch (test) {
          case KeyTest.Equal(var value) -> KeyCodec.equalTo(partition, value);
          case KeyTest.Less(var value) -> KeyCodec.lessThan(partition, value);
          case KeyTest.LessOrEqual(var value) -> KeyCodec.atMost(partition, value);
          case KeyTest.Greater(var value) -> KeyCodec.greaterThan(partition, value);
          case KeyTest.GreaterOrEqual(var value) -> KeyCodec.atLeast(partition, value);
          case KeyTest.Between(var low, var high) -> KeyCodec.between(partition, low, high);
          case KeyTest.BeginsWith(var prefix) -> beginning(sort, partition, prefix);
        });
  }

  /// No number begins with anything.
  private static KeyRange beginning(
      KeyAttribute sort, AttributeValue partition, AttributeValue prefix) throws InvalidExpression {
    if (prefix instanceof AttributeValue.NumberValue) throw wrongType(sort);
    return KeyCodec.beginningWith(partition, prefix);
  }
}
