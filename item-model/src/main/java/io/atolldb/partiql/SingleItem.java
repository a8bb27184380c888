package io.atolldb.partiql;

import io.atolldb.expression.Condition;
import io.atolldb.expression.Condition.Comparator;
import io.atolldb.expression.InvalidExpression;
import io.atolldb.expression.Operand;
import io.atolldb.item.AttributeValue;
import io.atolldb.item.Item;
import io.atolldb.table.KeyAttribute;
import io.atolldb.table.KeySchema;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The one item that a condition speaks of, because `AND` joins equalities of all key attributes in
/// it.
///
/// @param key holds the key attributes alone
/// @param conditional whether the condition asks for more than the key
public record SingleItem(Item key, boolean conditional) {

  /// Null if the condition may speak of several items, or of none. A key of a wrong type is
  /// refused.
  public static @Nullable SingleItem of(Condition where, KeySchema keys) throws InvalidExpression {
    return of(new Search(keys), where);
  }

  private static @Nullable SingleItem of(Search search, Condition where) throws InvalidExpression {
    KeySchema keys = search.keys;
    search.collect(where);
    if (search.twice != null) return null;
    KeyAttribute sort = keys.sort();
    if (search.found.size() < (sort == null ? 1 : 2)) return null;
    search.requireType(keys.partition());
    if (sort != null) search.requireType(sort);
    return new SingleItem(Item.owning(search.found), search.more);
  }

  /// Of a write: refused if there may be several items.
  public static SingleItem required(Condition where, KeySchema keys) throws InvalidExpression {
    var search = new Search(keys);
    SingleItem item = of(search, where);
    if (item != null) return item;
    if (search.twice != null) {
      throw new InvalidExpression(
          "Multiple conditions on same key "
              + search.twice
              + ". Only single item Update/Insert/Delete are supported");
    }
    throw new InvalidExpression(
        "Where clause does not contain a mandatory equality on all key attributes");
  }

  private static final class Search {

    final KeySchema keys;
    final TreeMap<String, AttributeValue> found = new TreeMap<>();
    boolean more;

    /// A key attribute that should have two values at once.
    @Nullable String twice;

    Search(KeySchema keys) {
      this.keys = keys;
    }

    void collect(Condition condition) {
      if (condition instanceof Condition.And(var left, var right)) {
        collect(left);
        collect(right);
      } else if (condition instanceof Condition.Comparison(var left, var by, var right)
          && by == Comparator.EQUAL) {
        if (!take(left, right) && !take(right, left)) more = true;
      } else {
        more = true;
      }
    }

    private boolean take(Operand one, Operand other) {
      if (!(one instanceof Operand.Path(var path)) || !path.steps().isEmpty()) return false;
      if (!(other instanceof Operand.Constant(var value))) return false;
      if (!keys.isKey(path.attribute())) return false;
      AttributeValue before = found.put(path.attribute(), value);
      if (before != null && !before.equals(value)) twice = path.attribute();
      return true;
    }

    void requireType(KeyAttribute attribute) throws InvalidExpression {
      AttributeValue value = found.get(attribute.name());
      if (value != null && attribute.type().accepts(value)) return;
      throw KeyAccess.wrongType(attribute);
    }
  }
}
