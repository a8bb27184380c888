package io.atolldb.request;

import io.atolldb.expression.Condition;
import io.atolldb.expression.Projection;
import io.atolldb.fault.Refusal;
import java.util.List;

/// Checks that Query and Scan share.
final class Pages {

  private static final int INDEX_NAME_LENGTH_MIN = 3;
  private static final int INDEX_NAME_LENGTH_MAX = 255;

  private Pages() {}

  /// Checks the members that come first in the API's model, and returns the first of all.
  static String tableName(SentPage page) throws Refusal {
    String tableName = Constraints.tableName(page.tableName());
    String indexName = page.indexName();
    if (indexName != null) {
      Constraints.length(
          "IndexName", indexName.length(), INDEX_NAME_LENGTH_MIN, INDEX_NAME_LENGTH_MAX);
    }
    var _ = Choice.SELECT.of(page.select());
    Projections.checkLength(page.attributesToGet());
    Constraints.range("Limit", page.limit(), 1, Integer.MAX_VALUE);
    return tableName;
  }

  static Projection projection(Expressions expressions, SentPage page) throws Refusal {
    List<String> attributes = page.attributesToGet();
    return attributes == null
        ? expressions.projection(page.projectionExpression())
        : Projections.ofAttributes(attributes);
  }

  static Condition filter(Expressions expressions, SentPage page) throws Refusal {
    if (page.filter() == null && page.conditionalOperator() == null) {
      return expressions.filter(page.filterExpression());
    }
    return Filters.legacy(page.filter(), page.conditionalOperator());
  }
}
