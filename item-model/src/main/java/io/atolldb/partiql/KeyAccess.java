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
import io.atolldb.table.IndexKeyCodec;
import io.atolldb.table.IndexKeys;
import io.atolldb.table.KeyAttribute;
import io.atolldb.table.ScalarType;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Which keys of a table or an index have to be read to find every item that fulfils a condition:
/// those of a few partitions, if the condition names partition keys by `=`, `IN` or `OR` of these,
/// and of each only the runs of sort keys that it leaves. What is read may still fail the
/// condition.
public final class KeyAccess {

  /// What is to be read of one partition.
  public record Partition(List<AttributeValue> values, List<KeyRange> ranges) {
    public Partition {
      values = List.copyOf(values);
      ranges = List.copyOf(ranges);
    }
  }

  /// The attributes whose values are the same in all that is read: those of the partition, and
  /// leading sort attributes that the condition leaves one value.
  private final SortedMap<String, AttributeValue> fixed = new TreeMap<>();

  /// What all keys begin with that have these values.
  private final Bytes prefix;

  /// The next sort attribute; null if there is none.
  private final @Nullable KeyAttribute sort;

  private KeyAccess(IndexKeys keys, List<AttributeValue> values, List<AttributeValue> leading) {
    for (int at = 0; at < values.size(); at++) {
      fixed.put(keys.partition().get(at).name(), values.get(at));
    }
    for (int at = 0; at < leading.size(); at++) {
      fixed.put(keys.sort().get(at).name(), leading.get(at));
    }
    prefix = IndexKeyCodec.prefix(values, leading);
    sort = leading.size() < keys.sort().size() ? keys.sort().get(leading.size()) : null;
  }

  /// In the order of the partition values, without those that cannot hold a match. Null if every
  /// partition can.
  public static @Nullable List<Partition> of(Condition where, IndexKeys keys)
      throws InvalidExpression {
    List<List<AttributeValue>> all = partitions(where, keys);
    if (all == null) {
      KeyTypes.check(where, keys);
      return null;
    }
    List<AttributeValue> leading = leading(where, keys);
    var partitions = new TreeMap<Bytes, Partition>();
    for (List<AttributeValue> values : all) {
      List<KeyRange> ranges = new KeyAccess(keys, values, leading).ranges(where);
      if (ranges.isEmpty()) continue;
      partitions.put(KeyValues.ordered(values), new Partition(values, ranges));
    }
    return new ArrayList<>(partitions.values());
  }

  /// Every combination of values that the partition attributes can have.
  private static @Nullable List<List<AttributeValue>> partitions(Condition where, IndexKeys keys)
      throws InvalidExpression {
    List<List<AttributeValue>> all = List.of(List.of());
    for (KeyAttribute attribute : keys.partition()) {
      List<AttributeValue> values = KeyValues.of(where, attribute.name());
      if (values == null) return null;
      long count = (long) all.size() * values.size();
      if (count > StatementLimits.PARTITIONS_MAX) throw ConditionBinder.tooManyOperands(count);
      var longer = new ArrayList<List<AttributeValue>>();
      for (AttributeValue value : values) {
        if (!attribute.type().accepts(value)) throw wrongType(attribute);
        for (List<AttributeValue> some : all) {
          var more = new ArrayList<>(some);
          more.add(value);
          longer.add(more);
        }
      }
      all = longer;
    }
    return all;
  }

  /// The values of sort attributes, from the left, that can have no other, but for the last.
  private static List<AttributeValue> leading(Condition where, IndexKeys keys)
      throws InvalidExpression {
    var leading = new ArrayList<AttributeValue>();
    for (int at = 0; at + 1 < keys.sort().size(); at++) {
      KeyAttribute attribute = keys.sort().get(at);
      List<AttributeValue> values = KeyValues.of(where, attribute.name());
      if (values == null || values.size() != 1) break;
      if (!attribute.type().accepts(values.getFirst())) throw wrongType(attribute);
      leading.add(values.getFirst());
    }
    return leading;
  }

  static InvalidExpression wrongType(KeyAttribute attribute) {
    return new InvalidExpression(
        "Key attribute's data type should match its data type in table's schema: Key "
            + attribute.name());
  }

  private List<KeyRange> ranges(Condition condition) throws InvalidExpression {
    return switch (condition) {
      case Condition.And(var left, var right) ->
          KeyRanges.intersection(ranges(left), ranges(right));
      case Condition.Or(var left, var right) -> KeyRanges.union(ranges(left), ranges(right));
      case Condition.Comparison(var left, var by, var right) -> compared(left, by, right);
      case Condition.Between(var subject, var lowest, var highest) ->
          isSort(subject)
                  && lowest instanceof Operand.Constant(var low)
                  && highest instanceof Operand.Constant(var high)
              ? tested(new KeyTest.Between(low, high))
              : whole();
      case Condition.In(var subject, var candidates) -> in(subject, candidates);
      case Condition.BeginsWith(var subject, var beginning) ->
          isSort(subject) && beginning instanceof Operand.Constant(var value)
              ? tested(new KeyTest.BeginsWith(value))
              : whole();
      case Condition.Not _, Condition.Always _, Condition.Contains _ -> whole();
      case Condition.AttributeExists _, Condition.AttributeNotExists _ -> whole();
      case Condition.AttributeType _ -> whole();
    };
  }

  private List<KeyRange> whole() {
    return List.of(KeyRange.ofPrefix(prefix));
  }

  private boolean isSort(Operand operand) {
    return sort != null && KeyValues.isAttribute(operand, sort.name());
  }

  /// The value that the operand has in all that is read; null if it is not such an attribute.
  private @Nullable AttributeValue fixedValue(Operand operand) {
    return operand instanceof Operand.Path(var path) && path.steps().isEmpty()
        ? fixed.get(path.attribute())
        : null;
  }

  private List<KeyRange> compared(Operand left, Comparator by, Operand right)
      throws InvalidExpression {
    if (left instanceof Operand.Constant && right instanceof Operand.Path) {
      return compared(right, flipped(by), left);
    }
    if (!(right instanceof Operand.Constant(var value))) return whole();
    AttributeValue known = fixedValue(left);
    if (known != null && by == Comparator.EQUAL) {
      return known.equals(value) ? whole() : List.of();
    }
    KeyTest test = isSort(left) ? test(by, value) : null;
    return test == null ? whole() : tested(test);
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

  private List<KeyRange> in(Operand subject, List<Operand> candidates) {
    List<AttributeValue> values = KeyValues.constants(candidates);
    if (values == null) return whole();
    AttributeValue known = fixedValue(subject);
    if (known != null) return values.contains(known) ? whole() : List.of();
    if (sort == null || !isSort(subject)) return whole();
    List<KeyRange> ranges = List.of();
    for (AttributeValue value : values) {
      if (!sort.type().accepts(value)) continue; // No sort key equals it.
      ranges = KeyRanges.union(ranges, KeyRanges.of(KeyCodec.equalTo(prefix, value)));
    }
    return ranges;
  }

  private List<KeyRange> tested(KeyTest test) throws InvalidExpression {
    if (sort == null) throw new IllegalStateException("a test of no sort key: " + test);
    // No number begins with anything.
    boolean fits = !(test instanceof KeyTest.BeginsWith && sort.type() == ScalarType.N);
    if (!fits || !sort.type().accepts(test.operand())) throw wrongType(sort);
    return KeyRanges.of(
        switch (test) {
          case KeyTest.Equal(var value) -> KeyCodec.equalTo(prefix, value);
          case KeyTest.Less(var value) -> KeyCodec.lessThan(prefix, value);
          case KeyTest.LessOrEqual(var value) -> KeyCodec.atMost(prefix, value);
          case KeyTest.Greater(var value) -> KeyCodec.greaterThan(prefix, value);
          case KeyTest.GreaterOrEqual(var value) -> KeyCodec.atLeast(prefix, value);
          case KeyTest.Between(var low, var high) -> KeyCodec.between(prefix, low, high);
          case KeyTest.BeginsWith(var beginning) -> KeyCodec.beginningWith(prefix, beginning);
        });
  }
}
