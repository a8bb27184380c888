package io.atolldb.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/// What a connection asks for, again and again.
enum Workload {
  /// One item replaced; the attribute `n`, which an index is on, changes.
  PUT,
  GET,
  UPDATE,
  /// All items of one collection.
  QUERY,
  /// The table from its beginning to its end, each connection a segment of it.
  SCAN,
  /// Ten items replaced in one transaction.
  TRANSACT;

  /// Items of one collection in the table that is queried.
  static final int COLLECTION_ITEMS = 100;

  private static final int TRANSACTION_ITEMS = 10;

  static Workload named(String name) {
    for (Workload workload : values()) {
      if (workload.label().equals(name)) return workload;
    }
    String all = Arrays.stream(values()).map(Workload::label).collect(Collectors.joining(", "));
    throw new IllegalArgumentException("operation is one of " + all + ", not " + name);
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The usual name of the table.
  String table() {
    return readsCollections() ? "load-collections" : "load";
  }

  boolean readsCollections() {
    return this == QUERY;
  }

  boolean readsPages() {
    return this == QUERY || this == SCAN;
  }

  String operation() {
    return switch (this) {
      case PUT -> "PutItem";
      case GET -> "GetItem";
      case UPDATE -> "UpdateItem";
      case QUERY -> "Query";
      case SCAN -> "Scan";
      case TRANSACT -> "TransactWriteItems";
    };
  }

  /// The body of a request. `after`: for a scan, its `LastEvaluatedKey` as JSON; empty to begin.
  String body(LoadPlan plan, SplittableRandom dice, int lane, String after) {
    int key = dice.nextInt(plan.keys());
    var items = new LoadItems(plan);
    String table = "{\"TableName\":\"" + plan.table() + "\",";
    return switch (this) {
      case PUT -> table + "\"Item\":" + items.item(key, dice) + "}";
      case GET -> table + "\"Key\":{\"id\":" + items.id(key) + "}}";
      case UPDATE ->
          table
              + "\"Key\":{\"id\":"
              + items.id(key)
              + "},\"UpdateExpression\":\"ADD n :one\","
              + "\"ExpressionAttributeValues\":{\":one\":{\"N\":\"1\"}}}";
      case QUERY ->
          table
              + "\"KeyConditionExpression\":\"id = :id\",\"ExpressionAttributeValues\":{\":id\":"
              + items.id(key)
              + "}}";
      case SCAN ->
          table
              + "\"Segment\":%d,\"TotalSegments\":%d".formatted(lane, plan.connections())
              + (after.isEmpty() ? "}" : ",\"ExclusiveStartKey\":" + after + "}");
      case TRANSACT -> {
        var puts = new StringBuilder("{\"TransactItems\":[");
        for (int put = 0; put < TRANSACTION_ITEMS; put++) {
          int spread = (key + put * (plan.keys() / TRANSACTION_ITEMS)) % plan.keys();
          puts.append(put == 0 ? "" : ",")
              .append("{\"Put\":")
              .append(table)
              .append("\"Item\":")
              .append(items.item(spread, dice))
              .append("}}");
        }
        yield puts.append("]}").toString();
      }
    };
  }
}
