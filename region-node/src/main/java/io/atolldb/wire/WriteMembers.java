package io.atolldb.wire;

import io.atolldb.fault.Refusal;
import io.atolldb.request.SentCondition;
import io.atolldb.request.SentExpectation;
import io.atolldb.request.SentItem;
import io.atolldb.request.SentPlaceholders;
import io.atolldb.request.SentReturns;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// Collects the members that the operations which write have in common.
final class WriteMembers {

  @Nullable String tableName;
  private @Nullable String conditionExpression;
  private @Nullable SortedMap<String, SentExpectation> expected;
  private @Nullable String conditionalOperator;
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
      case "Expected" -> expected = LegacyJson.expected(body);
      case "ConditionalOperator" -> conditionalOperator = body.text();
      default -> body.skip();
    }
  }

  /// The same for requests that write several items: of these members they have two.
  void takeOfSeveral(String member, JsonBody body) throws Refusal {
    switch (member) {
      case "ReturnConsumedCapacity", "ReturnItemCollectionMetrics" -> take(member, body);
      default -> body.skip();
    }
  }

  SentCondition condition() {
    return new SentCondition(conditionExpression, expected, conditionalOperator);
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
