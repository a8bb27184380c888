package clients;

import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.IdempotentParameterMismatchException;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** Transactions: money goes from one account to another wholly, once, or not at all. */
public final class Transfers {

  private static final String TABLE = "accounts-java";

  private Transfers() {}

  public static void main(String[] arguments) {
    try (DynamoDbClient client = DynamoDbClient.create()) {
      createTable(client);
      once(client);
      orNotAtAll(client);
      allAtOnce(client);
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
                name -> name.attributeName("name").attributeType(ScalarAttributeType.S))
            .keySchema(name -> name.attributeName("name").keyType(KeyType.HASH)));
    client.waiter().waitUntilTableExists(ask -> ask.tableName(TABLE));
    client.transactWriteItems(write ->
        write.transactItems(
            item -> item.put(put -> put.tableName(TABLE).item(account("Ada", 100))),
            item -> item.put(put -> put.tableName(TABLE).item(account("Bo", 0)))));
  }

  private static Map<String, AttributeValue> account(String name, int balance) {
    return Map.of(
        "name", AttributeValue.fromS(name), "balance", AttributeValue.fromN("" + balance));
  }

  private static Map<String, AttributeValue> name(String name) {
    return Map.of("name", AttributeValue.fromS(name));
  }

  private static TransactWriteItemsRequest transfer(int amount, String token) {
    var values = Map.of(":a", AttributeValue.fromN("" + amount));
    return TransactWriteItemsRequest.builder()
        .clientRequestToken(token)
        .transactItems(
            item ->
                item.update(from ->
                    from.tableName(TABLE)
                        .key(name("Ada"))
                        .updateExpression("SET balance = balance - :a")
                        .conditionExpression("balance >= :a")
                        .expressionAttributeValues(values)
                        .returnValuesOnConditionCheckFailure(
                            ReturnValuesOnConditionCheckFailure.ALL_OLD)),
            item ->
                item.update(to ->
                    to.tableName(TABLE)
                        .key(name("Bo"))
                        .updateExpression("SET balance = balance + :a")
                        .conditionExpression("attribute_exists(balance)")
                        .expressionAttributeValues(values)))
        .build();
  }

  private static String balances(DynamoDbClient client) {
    var items =
        client.transactGetItems(get ->
            get.transactItems(
                item -> item.get(of -> of.tableName(TABLE).key(name("Ada"))),
                item -> item.get(of -> of.tableName(TABLE).key(name("Bo")))));
    return items.responses().get(0).item().get("balance").n()
        + " "
        + items.responses().get(1).item().get("balance").n();
  }

  /** The answer was lost, so the program asks again with the token it had. */
  private static void once(DynamoDbClient client) {
    String token = UUID.randomUUID().toString();
    client.transactWriteItems(transfer(30, token));
    client.transactWriteItems(transfer(30, token));
    Expect.equal("70 30", balances(client));
    Expect.refused(
        IdempotentParameterMismatchException.class,
        () -> client.transactWriteItems(transfer(31, token)));
  }

  private static void orNotAtAll(DynamoDbClient client) {
    var refusal =
        Expect.refused(
            TransactionCanceledException.class,
            () -> client.transactWriteItems(transfer(1_000, "too-much")));
    var reasons = refusal.cancellationReasons();
    Expect.equal("ConditionalCheckFailed", reasons.get(0).code());
    Expect.equal("The conditional request failed", reasons.get(0).message());
    Expect.equal(account("Ada", 70), reasons.get(0).item());
    Expect.equal("None", reasons.get(1).code());
    Expect.equal(
        "Transaction cancelled, please refer cancellation reasons for specific reasons"
            + " [ConditionalCheckFailed, None]",
        refusal.awsErrorDetails().errorMessage());
    Expect.equal("70 30", balances(client));
  }

  /** Many want the last of the money; the sum stays what it was. */
  private static void allAtOnce(DynamoDbClient client) {
    int done =
        IntStream.range(0, 40)
            .parallel()
            .map(one -> {
              try {
                client.transactWriteItems(transfer(7, UUID.randomUUID().toString()));
                return 1;
              } catch (TransactionCanceledException refused) {
                return 0;
              }
            })
            .sum();
    Expect.equal(10, done);
    Expect.equal("0 100", balances(client));
  }
}
