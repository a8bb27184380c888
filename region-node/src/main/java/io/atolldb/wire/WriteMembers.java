package io.atolldb.wire;

import io.atolldb.fault.Refusal;
import io.atolldb.request.SentItem;
import io.atolldb.request.SentPlaceholders;
import io.atolldb.request.SentReturns;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// Collects the members that PutItem, UpdateItem and DeleteItem have in common.
final class WriteMembers {

  @Nullable String tableName;
  @Nullable String conditionExpression;
  final List<String> legacy = new ArrayList<>();
  private @Nullable SortedMap<String, String> names;
  private @Nullable SentItem values;
  private @Nullable String returnValues;
  private @Nullable String returnConsumedCapacity;
  private @Nullable String returnItemCollectionMetrics;
  private @Nullable String returnValuesOnConditionCheckFailure;

  /// Takes a member that is common, skips any other.
  void take(String member, JsonBody body) throws Refusal {
    switch (member) {
      case "TableName" -> tableName = body.text();
      case "ConditionExpression" -> conditionExpression = body.text();
      case "ExpressionAttributeNames" -> names = body.textMap();
      case "ExpressionAttributeValues" -> values = AttributeValueReader.item(body);
      case "ReturnValues" -> returnValues = body.text();
      case "ReturnConsumedCapacity" -> returnConsumedCapacity = body.text();
      case "ReturnItemCollectionMetrics" -> returnItemCollectionMetrics = body.text();
      case "ReturnValuesOnConditionCheckFailure" ->
          returnValuesOnConditionCheckFailure = body.text();
      case "Expected", "ConditionalOperator" -> {
        legacy.add(member);
        body.skip();
      }
      default -> body.skip();
    }
  }

  SentPlaceholders placeholders() {
    return new SentPlaceholders(names, values);
  }

  SentReturns returns() {
    return new SentReturns(
        returnValues,
        returnConsumedCapacity,
        returnItemCollectionMetrics,
        returnValuesOnConditionCheckFailure);
  }
}
