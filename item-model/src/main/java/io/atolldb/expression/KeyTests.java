package io.atolldb.expression;

import io.atolldb.item.AttributeValue;
import io.atolldb.table.IndexKeys;
import io.atolldb.table.KeyAttribute;
import io.atolldb.table.KeySchema;
import io.atolldb.table.ScalarType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// A key condition as a request states it: a test for each of some attributes, before it is known
/// which of them are the table's key.
public record KeyTests(SortedMap<String, KeyTest> byAttribute) {

  public KeyTests {
    byAttribute = Collections.unmodifiableSortedMap(new TreeMap<>(byAttribute));
  }

  /// Binds the tests to a key: `=` on its partition key, at most one test on its sort key, nothing
  /// else.
  public KeyCondition bind(KeySchema keys) throws InvalidExpression {
    int count = byAttribute.size();
    if (count < 1 || count > 2) throw new InvalidExpression(Wording.KEY_CONDITION_COUNT);
    KeyAttribute sort = keys.sort();
    if (count == 2 && sort == null) throw new InvalidExpression(Wording.KEY_NOT_SUPPORTED);
    KeyTest onPartition = testOf(keys.partition());
    KeyTest onSort = count == 2 && sort != null ? testOf(sort) : null;
    if (!(onPartition instanceof KeyTest.Equal(var partition))) {
      throw new InvalidExpression(Wording.KEY_NOT_SUPPORTED);
    }
    checkType(keys.partition().type(), partition);
    if (sort != null && onSort != null) checkTest(sort.type(), onSort);
    return new KeyCondition(partition, onSort);
  }

  /// Binds the tests to an index: `=` on every partition attribute; then tests of sort attributes
  /// from left to right without a gap, of which all but the last are `=`; nothing else.
  public IndexCondition bind(IndexKeys keys) throws InvalidExpression {
    requireCount(keys);
    var partition = new ArrayList<AttributeValue>();
    for (KeyAttribute attribute : keys.partition()) {
      KeyTest test = testOf(attribute);
      if (!(test instanceof KeyTest.Equal(var value))) {
        throw new InvalidExpression(Wording.KEY_NOT_SUPPORTED);
      }
      checkType(attribute.type(), value);
      partition.add(value);
    }
    var equal = new ArrayList<AttributeValue>();
    KeyTest last = null;
    int left = byAttribute.size() - partition.size();
    for (int at = 0; at < left; at++) {
      KeyAttribute attribute = keys.sort().get(at);
      KeyTest test = testOf(attribute);
      checkTest(attribute.type(), test);
      if (at + 1 == left) last = test;
      else if (test instanceof KeyTest.Equal(var value)) equal.add(value);
      else throw new InvalidExpression(Wording.KEY_NOT_SUPPORTED);
    }
    return new IndexCondition(partition, equal, last);
  }

  /// An index with one key attribute of each kind is refused in the words of a table.
  private void requireCount(IndexKeys keys) throws InvalidExpression {
    int count = byAttribute.size();
    boolean plain = keys.partition().size() == 1 && keys.sort().size() <= 1;
    if (plain && (count < 1 || count > 2)) {
      throw new InvalidExpression(Wording.KEY_CONDITION_COUNT);
    }
    if (count > keys.size()) throw new InvalidExpression(Wording.KEY_NOT_SUPPORTED);
  }

  private KeyTest testOf(KeyAttribute attribute) throws InvalidExpression {
    KeyTest test = byAttribute.get(attribute.name());
    if (test == null) throw new InvalidExpression(Wording.keyMissed(attribute.name()));
    return test;
  }

  private static void checkTest(ScalarType type, KeyTest test) throws InvalidExpression {
    checkType(type, test.operand());
    if (test instanceof KeyTest.Between(_, var highest)) checkType(type, highest);
  }

  private static void checkType(ScalarType type, AttributeValue value) throws InvalidExpression {
    if (!type.accepts(value)) throw new InvalidExpression(Wording.KEY_TYPE);
  }
}
