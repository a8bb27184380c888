package io.atolldb.request;

import io.atolldb.expression.KeyTest;
import io.atolldb.expression.KeyTests;
import io.atolldb.fault.Refusal;
import io.atolldb.item.AttributeValue;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Turns `KeyConditions` into tests of key attributes.
final class LegacyKeys {

  private LegacyKeys() {}

  static KeyTests of(SortedMap<String, SentExpectation> conditions) throws Refusal {
    var tests = new TreeMap<String, KeyTest>();
    for (Map.Entry<String, SentExpectation> entry : conditions.entrySet()) {
      tests.put(entry.getKey(), of(entry.getValue()));
    }
    return new KeyTests(tests);
  }

  private static KeyTest of(SentExpectation sent) throws Refusal {
    LegacyOperator operator = Choice.COMPARISON_OPERATOR.of(sent.comparisonOperator());
    SentValues list = sent.attributeValueList();
    List<AttributeValue> values = list == null ? List.of() : list.valid();
    LegacyConditions.requireComparable(operator, values);
    return switch (operator) {
      case EQ -> new KeyTest.Equal(values.getFirst());
      case LT -> new KeyTest.Less(values.getFirst());
      case LE -> new KeyTest.LessOrEqual(values.getFirst());
      case GT -> new KeyTest.Greater(values.getFirst());
      case GE -> new KeyTest.GreaterOrEqual(values.getFirst());
      case BEGINS_WITH -> new KeyTest.BeginsWith(values.getFirst());
      case BETWEEN -> new KeyTest.Between(values.getFirst(), values.getLast());
      case NE, NOT_NULL, NULL, CONTAINS, NOT_CONTAINS, IN ->
          throw Refusal.invalid("Attempted conditional constraint is not an indexable operation");
    };
  }
}
