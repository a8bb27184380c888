package io.atolldb.request;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// What Query and Scan have in common, as sent: the table, which of the items that are read are
/// answered, how many and in what shape. `filter` is `QueryFilter` or `ScanFilter`.
public record SentPage(
    @Nullable String tableName,
    @Nullable String indexName,
    @Nullable String select,
    @Nullable List<String> attributesToGet,
    @Nullable Integer limit,
    boolean consistentRead,
    @Nullable SortedMap<String, SentExpectation> filter,
    @Nullable String conditionalOperator,
    @Nullable SentItem exclusiveStartKey,
    @Nullable String returnConsumedCapacity,
    @Nullable String projectionExpression,
    @Nullable String filterExpression,
    SentPlaceholders placeholders) {

  /// The members of the time before expressions that were sent.
  List<String> legacyMembers(String filterMember) {
    var members = new ArrayList<String>();
    if (attributesToGet != null) members.add("AttributesToGet");
    if (filter != null) members.add(filterMember);
    if (conditionalOperator != null) members.add("ConditionalOperator");
    return members;
  }
}
