package io.atolldb.wire;

import io.atolldb.wire.WireClient.Reply;

/// The sentences that tests about tables have in common.
final class TableStories {

  static final String CONSTRAINT =
      "1 validation error detected: Value at '%s' failed to satisfy constraint: Member must %s";

  private TableStories() {}

  /// A table with a partition key `pk` and whatever else is said.
  static String tableOf(String name, String members) {
    return "{\"TableName\":\"%s\",\"AttributeDefinitions\":[{\"AttributeName\":\"pk\",\"AttributeType\":\"S\"}],\"KeySchema\":[{\"AttributeName\":\"pk\",\"KeyType\":\"HASH\"}],%s}"
        .formatted(name, members);
  }

  static String onDemand(String name) {
    return tableOf(name, "\"BillingMode\":\"PAY_PER_REQUEST\"");
  }

  static String provisioned(String name) {
    return tableOf(
        name, "\"ProvisionedThroughput\":{\"ReadCapacityUnits\":10,\"WriteCapacityUnits\":5}");
  }

  static String fault(String type, String message) {
    return "{\"__type\":\"com.amazonaws.dynamodb.v20120810#%s\",\"message\":\"%s\"}"
        .formatted(type, message);
  }

  static String notFound(String table) {
    return fault(
        "ResourceNotFoundException",
        "Requested resource not found: Table: " + table + " not found");
  }

  static String constraint(String member, String rule) {
    return Reply.validation(CONSTRAINT.formatted(member, rule));
  }

  static String invalid(String message) {
    return Reply.validation("One or more parameter values were invalid: " + message);
  }
}
