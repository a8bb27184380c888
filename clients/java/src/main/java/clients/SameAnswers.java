package clients;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ReplicaStatus;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.Select;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * One table in several regions, filled in the first: every region gives the same answers, the same
 * refusals, the same bill, and in its stream the same story of each item.
 *
 * <p>Arguments: for each region beside the first, its name and its endpoint.
 */
public final class SameAnswers {

  private static final String TABLE = "same-java";
  private static final int SHIPS = 40;

  private SameAnswers() {}

  public static void main(String[] arguments) {
    Map<Region, URI> regions = new LinkedHashMap<>();
    Region first = Region.of(System.getenv("AWS_REGION"));
    regions.put(first, URI.create(System.getenv("AWS_ENDPOINT_URL_DYNAMODB")));
    for (int at = 0; at < arguments.length; at += 2) {
      regions.put(Region.of(arguments[at]), URI.create(arguments[at + 1]));
    }
    Map<Region, DynamoDbClient> clients = new LinkedHashMap<>();
    regions.forEach((region, endpoint) ->
        clients.put(
            region, DynamoDbClient.builder().region(region).endpointOverride(endpoint).build()));
    DynamoDbClient home = clients.get(first);
    createTable(home, regions);
    fill(home);
    var story = stories(first, regions.get(first));
    clients.forEach((region, client) -> {
      Await.until(() -> whole(client));
      compare(region, home, client);
      Await.until(() -> stories(region, regions.get(region)).equals(story));
    });
    drop(home, regions);
    clients.values().forEach(DynamoDbClient::close);
    System.out.println("OK");
  }

  private static void createTable(DynamoDbClient home, Map<Region, URI> regions) {
    home.createTable(create ->
        create
            .tableName(TABLE)
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .attributeDefinitions(
                attribute("harbour", ScalarAttributeType.S),
                attribute("ship", ScalarAttributeType.S),
                attribute("flag", ScalarAttributeType.S),
                attribute("tons", ScalarAttributeType.N))
            .keySchema(key("harbour", KeyType.HASH), key("ship", KeyType.RANGE))
            .globalSecondaryIndexes(index ->
                index
                    .indexName("by-flag")
                    .keySchema(key("flag", KeyType.HASH), key("tons", KeyType.RANGE))
                    .projection(Projection.builder().projectionType(ProjectionType.ALL).build()))
            .localSecondaryIndexes(index ->
                index
                    .indexName("by-tons")
                    .keySchema(key("harbour", KeyType.HASH), key("tons", KeyType.RANGE))
                    .projection(
                        Projection.builder().projectionType(ProjectionType.KEYS_ONLY).build()))
            .streamSpecification(stream ->
                stream.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)));
    home.waiter().waitUntilTableExists(ask -> ask.tableName(TABLE));
    home.updateTimeToLive(update ->
        update
            .tableName(TABLE)
            .timeToLiveSpecification(spec -> spec.enabled(true).attributeName("gone")));
    regions.keySet().stream()
        .skip(1)
        .forEach(region -> {
          home.updateTable(update ->
              update
                  .tableName(TABLE)
                  .replicaUpdates(replica -> replica.create(in -> in.regionName(region.id()))));
          Await.until(() ->
              home.describeTable(ask -> ask.tableName(TABLE)).table().replicas().stream()
                  .anyMatch(replica ->
                      replica.regionName().equals(region.id())
                          && replica.replicaStatus() == ReplicaStatus.ACTIVE));
        });
  }

  private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  private static Map<String, AttributeValue> ship(int number) {
    return Map.of(
        "harbour", AttributeValue.fromS(number % 3 == 0 ? "Bergen" : "Ålesund"),
        "ship", AttributeValue.fromS("%03d".formatted(number)));
  }

  private static void fill(DynamoDbClient home) {
    for (int number = 0; number < SHIPS; number++) {
      var item = new HashMap<>(ship(number));
      item.put("flag", AttributeValue.fromS(number % 2 == 0 ? "NO" : "IS"));
      item.put("crew", AttributeValue.fromSs(List.of("Åse", "Per", "n" + number)));
      if (number % 4 != 0) item.put("tons", AttributeValue.fromN("" + 1.5 * number));
      home.putItem(put -> put.tableName(TABLE).item(item));
    }
    for (int number = 0; number < SHIPS; number += 5) {
      var key = ship(number);
      home.updateItem(update ->
          update
              .tableName(TABLE)
              .key(key)
              .updateExpression("ADD tons :t, crew :c")
              .expressionAttributeValues(
                  Map.of(
                      ":t", AttributeValue.fromN("100"),
                      ":c", AttributeValue.fromSs(List.of("Mia")))));
    }
    home.deleteItem(delete -> delete.tableName(TABLE).key(ship(SHIPS - 1)));
  }

  /** The last that was done is the delete of one ship. */
  private static boolean whole(DynamoDbClient client) {
    return client.scan(scan -> scan.tableName(TABLE)).count() == SHIPS - 1;
  }

  private static void compare(Region region, DynamoDbClient home, DynamoDbClient other) {
    questions()
        .forEach((question, ask) -> {
          String expected = answer(ask, home);
          String found = answer(ask, other);
          if (!expected.equals(found)) {
            throw new AssertionError(
                question + ": " + region + " answers\n" + found + "\nand the first\n" + expected);
          }
        });
  }

  private static String answer(Function<DynamoDbClient, Object> ask, DynamoDbClient client) {
    try {
      return ask.apply(client).toString();
    } catch (DynamoDbException refusal) {
      var error = refusal.awsErrorDetails();
      return refusal.statusCode() + " " + error.errorCode() + ": " + error.errorMessage();
    }
  }

  private static Map<String, Function<DynamoDbClient, Object>> questions() {
    var questions = new LinkedHashMap<String, Function<DynamoDbClient, Object>>();
    reads(questions);
    pages(questions);
    refusals(questions);
    return questions;
  }

  private static void reads(Map<String, Function<DynamoDbClient, Object>> questions) {
    var bergen = Map.of(":h", AttributeValue.fromS("Bergen"));
    questions.put(
        "an item",
        client ->
            client.getItem(get ->
                get.tableName(TABLE)
                    .key(ship(5))
                    .consistentRead(true)
                    .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)));
    questions.put(
        "no item", client -> client.getItem(get -> get.tableName(TABLE).key(ship(SHIPS - 1))));
    questions.put(
        "a batch of items",
        client ->
            sorted(
                client
                    .batchGetItem(get ->
                        get.requestItems(
                            Map.of(
                                TABLE, KeysAndAttributes.builder().keys(ship(1), ship(2)).build())))
                    .responses()
                    .get(TABLE)));
    questions.put(
        "items at one moment",
        client ->
            client.transactGetItems(get ->
                get.transactItems(
                    item -> item.get(of -> of.tableName(TABLE).key(ship(3))),
                    item -> item.get(of -> of.tableName(TABLE).key(ship(4))))));
    questions.put(
        "a partition, filtered",
        client ->
            client.query(query ->
                query
                    .tableName(TABLE)
                    .keyConditionExpression("harbour = :h")
                    .filterExpression("attribute_not_exists(tons)")
                    .expressionAttributeValues(bergen)
                    .returnConsumedCapacity(ReturnConsumedCapacity.INDEXES)));
    questions.put(
        "a global index, backwards",
        client ->
            client.query(query ->
                query
                    .tableName(TABLE)
                    .indexName("by-flag")
                    .keyConditionExpression("flag = :f AND tons BETWEEN :a AND :b")
                    .expressionAttributeValues(
                        Map.of(
                            ":f", AttributeValue.fromS("NO"),
                            ":a", AttributeValue.fromN("9"),
                            ":b", AttributeValue.fromN("110")))
                    .scanIndexForward(false)
                    .returnConsumedCapacity(ReturnConsumedCapacity.INDEXES)));
    questions.put(
        "a local index, whole items",
        client ->
            client.query(query ->
                query
                    .tableName(TABLE)
                    .indexName("by-tons")
                    .keyConditionExpression("harbour = :h")
                    .expressionAttributeValues(bergen)
                    .select(Select.ALL_ATTRIBUTES)
                    .returnConsumedCapacity(ReturnConsumedCapacity.INDEXES)));
    questions.put(
        "a statement",
        client ->
            client.executeStatement(statement ->
                statement
                    .statement(
                        "SELECT ship, crew FROM \"same-java\".\"by-flag\""
                            + " WHERE flag = ? AND tons > 20 ORDER BY tons DESC")
                    .parameters(AttributeValue.fromS("IS"))));
    questions.put(
        "how long items live", client -> client.describeTimeToLive(ask -> ask.tableName(TABLE)));
    questions.put(
        "what the table is",
        client -> {
          var table = client.describeTable(ask -> ask.tableName(TABLE)).table();
          return List.of(
              table.keySchema(),
              table.attributeDefinitions(),
              table.itemCount(),
              table.tableSizeBytes(),
              table.globalSecondaryIndexes().stream()
                  .map(index -> index.toBuilder().indexArn("").build())
                  .toList(),
              table.localSecondaryIndexes().stream()
                  .map(index -> index.toBuilder().indexArn("").build())
                  .toList(),
              table.streamSpecification(),
              table.globalTableVersion());
        });
  }

  /** A batch is answered in no order. */
  private static List<String> sorted(List<Map<String, AttributeValue>> items) {
    return items.stream().map(Object::toString).sorted().toList();
  }

  private static void pages(Map<String, Function<DynamoDbClient, Object>> questions) {
    questions.put(
        "every page of a scan, in its order",
        client ->
            client.scanPaginator(scan -> scan.tableName(TABLE).limit(7)).stream()
                .map(page -> page.items() + " " + page.lastEvaluatedKey())
                .toList());
    questions.put(
        "the third of four segments",
        client -> client.scan(scan -> scan.tableName(TABLE).segment(2).totalSegments(4)));
    questions.put(
        "every page of an index",
        client ->
            client
                .scanPaginator(scan -> scan.tableName(TABLE).indexName("by-flag").limit(4))
                .stream()
                .map(page -> page.items() + " " + page.lastEvaluatedKey())
                .toList());
  }

  private static void refusals(Map<String, Function<DynamoDbClient, Object>> questions) {
    questions.put(
        "a condition that fails",
        client ->
            client.updateItem(update ->
                update
                    .tableName(TABLE)
                    .key(ship(5))
                    .updateExpression("SET flag = :f")
                    .conditionExpression("flag = :f")
                    .expressionAttributeValues(Map.of(":f", AttributeValue.fromS("DK")))
                    .returnValuesOnConditionCheckFailure(
                        ReturnValuesOnConditionCheckFailure.ALL_OLD)));
    questions.put(
        "a transaction that is cancelled",
        client ->
            client.transactWriteItems(write ->
                write.transactItems(
                    item -> item.delete(of -> of.tableName(TABLE).key(ship(6))),
                    item ->
                        item.conditionCheck(of ->
                            of.tableName(TABLE)
                                .key(ship(7))
                                .conditionExpression("attribute_not_exists(ship)")))));
    questions.put(
        "an index key of another type",
        client ->
            client.updateItem(update ->
                update
                    .tableName(TABLE)
                    .key(ship(5))
                    .updateExpression("SET tons = :t")
                    .expressionAttributeValues(Map.of(":t", AttributeValue.fromS("many")))));
    questions.put(
        "a key that is none",
        client ->
            client.getItem(get ->
                get.tableName(TABLE).key(Map.of("harbour", AttributeValue.fromS("Bergen")))));
    questions.put(
        "an expression that is none",
        client -> client.scan(scan -> scan.tableName(TABLE).filterExpression("tons >")));
    questions.put(
        "an item deleted again, and what it was",
        client ->
            client.deleteItem(delete ->
                delete.tableName(TABLE).key(ship(SHIPS - 1)).returnValues(ReturnValue.ALL_OLD)));
  }

  /** What the stream of a region tells of each ship, in order. */
  private static Map<String, List<String>> stories(Region region, URI endpoint) {
    try (var streams =
        DynamoDbStreamsClient.builder().region(region).endpointOverride(endpoint).build()) {
      Map<String, List<String>> stories = new TreeMap<>();
      for (var record : StreamOfTable.readAll(streams, TABLE)) {
        var change = record.dynamodb();
        stories
            .computeIfAbsent(change.keys().get("ship").s(), any -> new ArrayList<>())
            .add("%s %s → %s".formatted(record.eventName(), change.oldImage(), change.newImage()));
      }
      return stories;
    }
  }

  private static void drop(DynamoDbClient home, Map<Region, URI> regions) {
    regions.keySet().stream()
        .skip(1)
        .forEach(region ->
            Await.until(() -> {
              try {
                home.updateTable(update ->
                    update
                        .tableName(TABLE)
                        .replicaUpdates(
                            replica -> replica.delete(in -> in.regionName(region.id()))));
                return true;
              } catch (DynamoDbException busy) {
                return false;
              }
            }));
    Await.until(() -> home.describeTable(ask -> ask.tableName(TABLE)).table().replicas().isEmpty());
    home.deleteTable(delete -> delete.tableName(TABLE));
  }
}
