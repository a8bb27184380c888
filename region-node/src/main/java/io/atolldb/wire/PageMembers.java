package io.atolldb.wire;

import io.atolldb.fault.Refusal;
import io.atolldb.request.SentExpectation;
import io.atolldb.request.SentItem;
import io.atolldb.request.SentPage;
import io.atolldb.request.SentPlaceholders;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// Collects the members that Query and Scan have in common.
final class PageMembers {

  private @Nullable String tableName;
  private @Nullable String indexName;
  private @Nullable String select;
  private @Nullable List<String> attributesToGet;
  private @Nullable Integer limit;
  private boolean consistentRead;
  private @Nullable SortedMap<String, SentExpectation> filter;
  private @Nullable String conditionalOperator;
  private @Nullable SentItem exclusiveStartKey;
  private @Nullable String returnConsumedCapacity;
  private @Nullable String projectionExpression;
  private @Nullable String filterExpression;
  private @Nullable SortedMap<String, String> names;
  private @Nullable SentItem values;

  /// Takes a member that is common, skips any other. `filterMember` is what the operation calls its
  /// filter of the time before expressions.
  void take(String member, String filterMember, JsonBody body) throws Refusal {
    switch (member) {
      case "TableName" -> tableName = body.text();
      case "IndexName" -> indexName = body.text();
      case "Select" -> select = body.text();
      case "AttributesToGet" -> attributesToGet = body.texts();
      case "Limit" -> limit = body.integer();
      case "ConsistentRead" -> consistentRead = body.truth();
      case "ConditionalOperator" -> conditionalOperator = body.text();
      case "ExclusiveStartKey" -> exclusiveStartKey = AttributeValueReader.item(body);
      case "ReturnConsumedCapacity" -> returnConsumedCapacity = body.text();
      case "ProjectionExpression" -> projectionExpression = body.text();
      case "FilterExpression" -> filterExpression = body.text();
      case "ExpressionAttributeNames" -> names = body.textMap();
      case "ExpressionAttributeValues" -> values = AttributeValueReader.item(body);
      default -> {
        if (member.equals(filterMember)) filter = LegacyJson.expected(body);
        else body.skip();
      }
    }
  }

  SentPage page() {
    return new SentPage(
        tableName,
        indexName,
        select,
        attributesToGet,
        limit,
        consistentRead,
        filter,
        conditionalOperator,
        exclusiveStartKey,
        returnConsumedCapacity,
        projectionExpression,
        filterExpression,
        new SentPlaceholders(names, values));
  }
}
