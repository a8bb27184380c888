package io.atolldb.benchmarks;

import java.io.IOException;
import java.util.SplittableRandom;

/// The table that is loaded, and what is in it: `id` and, where collections are read, `n` are the
/// key; `text` fills the item up. One index has `n` as its key, another `kind`, both with all
/// attributes.
final class LoadItems {

  private static final int DONE = 200;
  private static final int BATCH_ITEMS = 25;
  private static final int KINDS = 1_000;

  /// Names and values of the attributes, without the text.
  private static final int BESIDE_TEXT_BYTES = 24;

  private final LoadPlan plan;
  private final boolean collections;

  LoadItems(LoadPlan plan) {
    this.plan = plan;
    this.collections = plan.workload().readsCollections();
  }

  String id(int key) {
    return "{\"S\":\"key-" + (collections ? key / Workload.COLLECTION_ITEMS : key) + "\"}";
  }

  String item(int key, SplittableRandom dice) {
    int n = collections ? key % Workload.COLLECTION_ITEMS : dice.nextInt(plan.keys());
    String kind = plan.indexes() < 2 ? "" : "\"kind\":{\"S\":\"" + key % KINDS + "\"},";
    String text = "x".repeat(Math.max(1, plan.itemBytes() - BESIDE_TEXT_BYTES - kind.length() / 2));
    return "{\"id\":%s,\"n\":{\"N\":\"%d\"},%s\"text\":{\"S\":\"%s\"}}"
        .formatted(id(key), n, kind, text);
  }

  /// Makes the table and fills it, unless it is there already, and sees that it has its replicas.
  void prepare() throws IOException {
    createAndFill();
    for (String region : plan.replicas()) {
      var _ = new GlobalTable(plan.endpoint(), plan.table()).addReplica(region);
    }
  }

  private void createAndFill() throws IOException {
    try (var connection = new DynamoConnection(plan.endpoint())) {
      if (connection.call(connection.request("CreateTable", table())) != DONE) {
        if (connection.body().contains("ResourceInUseException")) return;
        throw new IOException(connection.body());
      }
      var dice = new SplittableRandom(0);
      for (int key = 0; key < plan.keys(); key += BATCH_ITEMS) {
        if (connection.call(connection.request("BatchWriteItem", batch(key, dice))) != DONE) {
          throw new IOException(connection.body());
        }
      }
    }
  }

  private String batch(int first, SplittableRandom dice) {
    var puts = new StringBuilder("{\"RequestItems\":{\"" + plan.table() + "\":[");
    for (int key = first; key < Math.min(first + BATCH_ITEMS, plan.keys()); key++) {
      puts.append(key == first ? "" : ",")
          .append("{\"PutRequest\":{\"Item\":")
          .append(item(key, dice))
          .append("}}");
    }
    return puts.append("]}}").toString();
  }

  private String table() {
    var attributes = new StringBuilder(attribute("id", "S"));
    if (collections || plan.indexes() > 0) attributes.append(',').append(attribute("n", "N"));
    if (plan.indexes() > 1) attributes.append(',').append(attribute("kind", "S"));
    String keys = key("id", "HASH") + (collections ? "," + key("n", "RANGE") : "");
    String indexes = plan.indexes() > 0 ? index("n") : "";
    if (plan.indexes() > 1) indexes += "," + index("kind");
    return "{\"TableName\":\"%s\",\"BillingMode\":\"PAY_PER_REQUEST\",\"AttributeDefinitions\":[%s],\"KeySchema\":[%s]%s}"
        .formatted(
            plan.table(),
            attributes,
            keys,
            indexes.isEmpty() ? "" : ",\"GlobalSecondaryIndexes\":[" + indexes + "]");
  }

  private static String attribute(String name, String type) {
    return "{\"AttributeName\":\"%s\",\"AttributeType\":\"%s\"}".formatted(name, type);
  }

  private static String key(String name, String type) {
    return "{\"AttributeName\":\"%s\",\"KeyType\":\"%s\"}".formatted(name, type);
  }

  private static String index(String on) {
    return "{\"IndexName\":\"by-%s\",\"KeySchema\":[%s],\"Projection\":{\"ProjectionType\":\"ALL\"}}"
        .formatted(on, key(on, "HASH"));
  }
}
