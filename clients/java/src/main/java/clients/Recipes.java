package clients;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementErrorCodeEnum;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.DuplicateItemException;
import software.amazon.awssdk.services.dynamodb.model.ExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** PartiQL: recipes by statement, in pages, in batches and in one transaction. */
public final class Recipes {

  private static final String TABLE = "recipes-java";

  private Recipes() {}

  public static void main(String[] arguments) {
    try (DynamoDbClient client = DynamoDbClient.create()) {
      client.createTable(create ->
          create
              .tableName(TABLE)
              .billingMode(BillingMode.PAY_PER_REQUEST)
              .attributeDefinitions(
                  course -> course.attributeName("course").attributeType(ScalarAttributeType.S),
                  dish -> dish.attributeName("dish").attributeType(ScalarAttributeType.S))
              .keySchema(
                  course -> course.attributeName("course").keyType(KeyType.HASH),
                  dish -> dish.attributeName("dish").keyType(KeyType.RANGE)));
      client.waiter().waitUntilTableExists(ask -> ask.tableName(TABLE));
      one(client);
      pages(client);
      batch(client);
      transaction(client);
      client.deleteTable(delete -> delete.tableName(TABLE));
    }
    System.out.println("OK");
  }

  private static ExecuteStatementResponse run(
      DynamoDbClient client, String statement, String... parameters) {
    var values = List.of(parameters).stream().map(AttributeValue::fromS).toList();
    return client.executeStatement(ask -> {
      ask.statement(statement);
      if (!values.isEmpty()) ask.parameters(values);
    });
  }

  private static void one(DynamoDbClient client) {
    String insert =
        "INSERT INTO \"recipes-java\" VALUE {'course': ?, 'dish': ?, 'minutes': 40,"
            + " 'needs': ['cod', 'salt'], 'for': {'people': 4}}";
    run(client, insert, "main", "bacalhau");
    Expect.refused(DuplicateItemException.class, () -> run(client, insert, "main", "bacalhau"));
    var changed =
        run(
            client,
            "UPDATE \"recipes-java\" SET minutes = minutes + 5"
                + " SET needs = list_append(needs, ['oil']) REMOVE \"for\".people"
                + " WHERE course = 'main' AND dish = ? RETURNING ALL NEW *",
            "bacalhau");
    Expect.equal("45", changed.items().get(0).get("minutes").n());
    Expect.equal("oil", changed.items().get(0).get("needs").l().get(2).s());
    Expect.equal(Map.of(), changed.items().get(0).get("for").m());
    var read =
        run(
            client,
            "SELECT dish, needs[0] FROM \"recipes-java\""
                + " WHERE course = 'main' AND begins_with(dish, 'bac') AND minutes IN (44, 45)");
    Expect.equal("bacalhau", read.items().get(0).get("dish").s());
  }

  private static void pages(DynamoDbClient client) {
    for (int number = 0; number < 12; number++) {
      run(
          client,
          "INSERT INTO \"recipes-java\" VALUE {'course': 'soup', 'dish': ?}",
          "soup-%02d".formatted(number));
    }
    var dishes = new ArrayList<String>();
    String next = null;
    do {
      String token = next;
      var page =
          client.executeStatement(ask ->
              ask.statement(
                      "SELECT dish FROM \"recipes-java\" WHERE course = 'soup'"
                          + " AND dish BETWEEN 'soup-02' AND 'soup-09' ORDER BY dish DESC")
                  .limit(3)
                  .nextToken(token));
      page.items().forEach(item -> dishes.add(item.get("dish").s()));
      next = page.nextToken();
    } while (next != null);
    Expect.equal(8, dishes.size());
    Expect.equal(List.of("soup-09", "soup-08"), dishes.subList(0, 2));
  }

  private static void batch(DynamoDbClient client) {
    var answers =
        client
            .batchExecuteStatement(batch ->
                batch.statements(
                    one ->
                        one.statement(
                            "DELETE FROM \"recipes-java\""
                                + " WHERE course = 'soup' AND dish = 'soup-00'"),
                    two ->
                        two.statement(
                            "INSERT INTO \"recipes-java\""
                                + " VALUE {'course': 'soup', 'dish': 'soup-01'}")))
            .responses();
    Expect.equal(true, answers.get(0).error() == null);
    Expect.equal(BatchStatementErrorCodeEnum.DUPLICATE_ITEM, answers.get(1).error().code());
  }

  private static void transaction(DynamoDbClient client) {
    var refusal =
        Expect.refused(
            TransactionCanceledException.class,
            () ->
                client.executeTransaction(transaction ->
                    transaction.transactStatements(
                        one ->
                            one.statement(
                                "DELETE FROM \"recipes-java\""
                                    + " WHERE course = 'soup' AND dish = 'soup-05'"),
                        two ->
                            two.statement(
                                "EXISTS(SELECT * FROM \"recipes-java\""
                                    + " WHERE course = 'soup' AND dish = 'soup-00'"
                                    + " AND minutes IS NOT MISSING)"))));
    Expect.equal("ConditionalCheckFailed", refusal.cancellationReasons().get(1).code());
    Expect.equal(
        11, run(client, "SELECT * FROM \"recipes-java\" WHERE course = 'soup'").items().size());
  }
}
