package io.atolldb.request;

import io.atolldb.expression.Condition;
import io.atolldb.expression.ConditionAttributes;
import io.atolldb.fault.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// `QueryFilter` and `ScanFilter`, the filters of the time before expressions, and what holds for
/// filters of queries in either form.
final class Filters {

  private Filters() {}

  /// Checks what the API's model says about single members.
  static void checkWords(
      String member,
      @Nullable SortedMap<String, SentExpectation> filter,
      @Nullable String conditionalOperator)
      throws Refusal {
    checkOperators(member, filter);
    var _ = Choice.CONDITIONAL_OPERATOR.of(conditionalOperator);
  }

  /// Of filters, and of key conditions of their time.
  static void checkOperators(String member, @Nullable SortedMap<String, SentExpectation> conditions)
      throws Refusal {
    if (conditions == null) return;
    for (Map.Entry<String, SentExpectation> entry : conditions.entrySet()) {
      String operator = entry.getValue().comparisonOperator();
      String at = member + "." + entry.getKey() + ".member.ComparisonOperator";
      var _ = Choice.COMPARISON_OPERATOR.of(Constraints.present(at, operator));
    }
  }

  /// What a filter of the time before expressions lets pass.
  static Condition legacy(
      @Nullable SortedMap<String, SentExpectation> filter, @Nullable String conditionalOperator)
      throws Refusal {
    var conditions = new ArrayList<Condition>();
    if (filter != null) {
      for (Map.Entry<String, SentExpectation> entry : filter.entrySet()) {
        LegacyNames.require(entry.getKey());
        SentExpectation sent = entry.getValue();
        LegacyOperator operator = Choice.COMPARISON_OPERATOR.of(sent.comparisonOperator());
        SentValues values = sent.attributeValueList();
        conditions.add(
            LegacyConditions.compared(
                entry.getKey(), operator, values == null ? List.of() : values.valid()));
      }
    }
    return LegacyConditions.joined(conditions, conditionalOperator);
  }

  /// The filter of a query is for what its key condition cannot say.
  static void requireNoKey(Predicate<String> keys, SentPage page, Condition filter) throws Refusal {
    for (String attribute : ConditionAttributes.of(filter)) {
      if (!keys.test(attribute)) continue;
      throw Refusal.invalid(
          (page.filter() == null ? "Filter Expression" : "QueryFilter")
              + " can only contain non-primary key attributes: Primary key attribute: "
              + attribute);
    }
  }
}
