package clients;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.Select;

/** Indexes: made with the table and after it, sparse, projected, read in pages, taken away. */
public final class Boats {

  private static final String TABLE = "boats-java";

  private Boats() {}

  public static void main(String[] arguments) {
    try (DynamoDbClient client = DynamoDbClient.create()) {
      createTable(client);
      fill(client);
      readIndexes(client);
      addAnIndex(client);
      client.deleteTable(delete -> delete.tableName(TABLE));
    }
    System.out.println("OK");
  }

  private static void createTable(DynamoDbClient client) {
    client.createTable(create ->
        create
            .tableName(TABLE)
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .attributeDefinitions(
                string("keeper"), string("boat"), string("port"), number("metres"))
            .keySchema(
                keeper -> keeper.attributeName("keeper").keyType(KeyType.HASH),
                boat -> boat.attributeName("boat").keyType(KeyType.RANGE))
            .localSecondaryIndexes(index ->
                index
                    .indexName("by-length")
                    .keySchema(
                        keeper -> keeper.attributeName("keeper").keyType(KeyType.HASH),
                        metres -> metres.attributeName("metres").keyType(KeyType.RANGE))
                    .projection(keys -> keys.projectionType(ProjectionType.KEYS_ONLY)))
            .globalSecondaryIndexes(index ->
                index
                    .indexName("in-port")
                    .keySchema(
                        port -> port.attributeName("port").keyType(KeyType.HASH),
                        metres -> metres.attributeName("metres").keyType(KeyType.RANGE))
                    .projection(some ->
                        some.projectionType(ProjectionType.INCLUDE).nonKeyAttributes("rig"))));
    client.waiter().waitUntilTableExists(ask -> ask.tableName(TABLE));
  }

  private static AttributeDefinition string(String name) {
    return AttributeDefinition.builder()
        .attributeName(name)
        .attributeType(ScalarAttributeType.S)
        .build();
  }

  private static AttributeDefinition number(String name) {
    return AttributeDefinition.builder()
        .attributeName(name)
        .attributeType(ScalarAttributeType.N)
        .build();
  }

  /** Thirty boats of two owners; every third is at sea, so it is in no port. */
  private static void fill(DynamoDbClient client) {
    for (int number = 0; number < 30; number++) {
      var boat = new HashMap<String, AttributeValue>();
      boat.put("keeper", AttributeValue.fromS(number % 2 == 0 ? "Ada" : "Bo"));
      boat.put("boat", AttributeValue.fromS("boat-%02d".formatted(number)));
      boat.put("metres", AttributeValue.fromN("" + (40 - number)));
      boat.put("rig", AttributeValue.fromS("sloop"));
      boat.put("log", AttributeValue.fromS("wind ".repeat(20)));
      if (number % 3 != 0) boat.put("port", AttributeValue.fromS("Tromsø"));
      client.putItem(put -> put.tableName(TABLE).item(boat));
    }
  }

  private static void readIndexes(DynamoDbClient client) {
    var port = Map.of(":p", AttributeValue.fromS("Tromsø"));
    var inPort = new ArrayList<Integer>();
    var pages =
        client.queryPaginator(query ->
            query
                .tableName(TABLE)
                .indexName("in-port")
                .keyConditionExpression("port = :p")
                .expressionAttributeValues(port)
                .limit(6));
    for (var boat : pages.items()) {
      Expect.equal(5, boat.size()); // the keys of both, and the rig
      inPort.add(Integer.valueOf(boat.get("metres").n()));
    }
    Expect.equal(20, inPort.size());
    Expect.equal(inPort.stream().sorted().toList(), inPort);

    var behind =
        client.query(query ->
            query
                .tableName(TABLE)
                .indexName("by-length")
                .keyConditionExpression("keeper = :o AND metres > :m")
                .expressionAttributeValues(
                    Map.of(":o", AttributeValue.fromS("Ada"), ":m", AttributeValue.fromN("30")))
                .select(Select.ALL_ATTRIBUTES)
                .consistentRead(true));
    Expect.equal(5, behind.count());
    Expect.equal(true, behind.items().get(0).containsKey("log"));

    var refusal =
        Expect.refused(
            DynamoDbException.class,
            () ->
                client.query(query ->
                    query
                        .tableName(TABLE)
                        .indexName("in-port")
                        .keyConditionExpression("port = :p")
                        .expressionAttributeValues(port)
                        .consistentRead(true)));
    Expect.equal("ValidationException", refusal.awsErrorDetails().errorCode());
  }

  /** An index that comes later is filled from what is there, and kept from then on. */
  private static void addAnIndex(DynamoDbClient client) {
    client.updateTable(update ->
        update
            .tableName(TABLE)
            .attributeDefinitions(string("rig"), string("port"), number("metres"))
            .globalSecondaryIndexUpdates(change ->
                change.create(index ->
                    index
                        .indexName("by-rig")
                        .keySchema(rig -> rig.attributeName("rig").keyType(KeyType.HASH))
                        .projection(all -> all.projectionType(ProjectionType.ALL)))));
    Await.until(() ->
        client.describeTable(ask -> ask.tableName(TABLE)).table().globalSecondaryIndexes().stream()
            .allMatch(index -> index.indexStatus() == IndexStatus.ACTIVE));
    Expect.equal(30, rigged(client, "sloop"));
    client.updateItem(update ->
        update
            .tableName(TABLE)
            .key(
                Map.of(
                    "keeper", AttributeValue.fromS("Ada"),
                    "boat", AttributeValue.fromS("boat-00")))
            .updateExpression("SET rig = :r REMOVE port")
            .expressionAttributeValues(Map.of(":r", AttributeValue.fromS("ketch"))));
    Expect.equal(List.of(29, 1), List.of(rigged(client, "sloop"), rigged(client, "ketch")));
    client.updateTable(update ->
        update
            .tableName(TABLE)
            .globalSecondaryIndexUpdates(
                change -> change.delete(index -> index.indexName("by-rig"))));
    Await.until(() ->
        client.describeTable(ask -> ask.tableName(TABLE)).table().globalSecondaryIndexes().size()
            == 1);
  }

  private static int rigged(DynamoDbClient client, String rig) {
    return client
        .query(query ->
            query
                .tableName(TABLE)
                .indexName("by-rig")
                .keyConditionExpression("rig = :r")
                .expressionAttributeValues(Map.of(":r", AttributeValue.fromS(rig))))
        .count();
  }
}
