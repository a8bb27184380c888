package clients;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** The AWS SDK for Java v2, synchronous: notes of authors, in order. */
public final class Notes {

  private static final String TABLE = "notes-java";

  private Notes() {}

  public static void main(String[] arguments) {
    try (DynamoDbClient client = DynamoDbClient.create()) {
      createTable(client);
      writeReadAndChange(client);
      pages(client);
      client.deleteTable(delete -> delete.tableName(TABLE));
      client.waiter().waitUntilTableNotExists(ask -> ask.tableName(TABLE));
      Expect.refused(
          ResourceNotFoundException.class, () -> client.describeTable(ask -> ask.tableName(TABLE)));
    }
    System.out.println("OK");
  }

  private static void createTable(DynamoDbClient client) {
    client.createTable(create ->
        create
            .tableName(TABLE)
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .attributeDefinitions(
                author -> author.attributeName("author").attributeType(ScalarAttributeType.S),
                number -> number.attributeName("number").attributeType(ScalarAttributeType.N))
            .keySchema(
                author -> author.attributeName("author").keyType(KeyType.HASH),
                number -> number.attributeName("number").keyType(KeyType.RANGE)));
    client.waiter().waitUntilTableExists(ask -> ask.tableName(TABLE));
  }

  private static Map<String, AttributeValue> key(String author, int number) {
    return Map.of(
        "author", AttributeValue.fromS(author),
        "number", AttributeValue.fromN(Integer.toString(number)));
  }

  private static void writeReadAndChange(DynamoDbClient client) {
    var note = new HashMap<>(key("Björk", 1));
    note.put("text", AttributeValue.fromS("Jóga"));
    note.put("bytes", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {0, -1})));
    note.put("marks", AttributeValue.fromSs(List.of("a", "b")));
    note.put("in", AttributeValue.fromM(Map.of("list", AttributeValue.fromL(List.of()))));
    note.put("none", AttributeValue.fromNul(true));
    client.putItem(put -> put.tableName(TABLE).item(note));
    var read =
        client.getItem(get -> get.tableName(TABLE).key(key("Björk", 1)).consistentRead(true));
    Expect.equal(note, read.item());
    Expect.equal(52, read.responseMetadata().requestId().length());

    var changed =
        client.updateItem(update ->
            update
                .tableName(TABLE)
                .key(key("Björk", 1))
                .updateExpression("SET #in.added = :m, seen = if_not_exists(seen, :o) + :o")
                .expressionAttributeNames(Map.of("#in", "in"))
                .expressionAttributeValues(
                    Map.of(":m", AttributeValue.fromBool(true), ":o", AttributeValue.fromN("1")))
                .returnValues(ReturnValue.UPDATED_NEW));
    Expect.equal("2", changed.attributes().get("seen").n());
    Expect.equal(
        Map.of("added", AttributeValue.fromBool(true)), changed.attributes().get("in").m());
    var refusal =
        Expect.refused(
            ConditionalCheckFailedException.class,
            () ->
                client.deleteItem(delete ->
                    delete
                        .tableName(TABLE)
                        .key(key("Björk", 1))
                        .conditionExpression("seen > :many")
                        .expressionAttributeValues(Map.of(":many", AttributeValue.fromN("5")))
                        .returnValuesOnConditionCheckFailure(
                            ReturnValuesOnConditionCheckFailure.ALL_OLD)));
    Expect.equal("2", refusal.item().get("seen").n());
  }

  private static void pages(DynamoDbClient client) {
    for (int from = 0; from < 50; from += 25) {
      var puts = new ArrayList<WriteRequest>();
      for (int number = from; number < from + 25; number++) {
        var item = new HashMap<>(key("pages", number));
        item.put("text", AttributeValue.fromS("x".repeat(40_000)));
        puts.add(
            WriteRequest.builder().putRequest(PutRequest.builder().item(item).build()).build());
      }
      var answer = client.batchWriteItem(write -> write.requestItems(Map.of(TABLE, puts)));
      Expect.equal(Map.of(), answer.unprocessedItems());
    }
    var pages =
        client.queryPaginator(query ->
            query
                .tableName(TABLE)
                .keyConditionExpression("author = :a AND #n >= :from")
                .expressionAttributeNames(Map.of("#n", "number"))
                .expressionAttributeValues(
                    Map.of(":a", AttributeValue.fromS("pages"), ":from", AttributeValue.fromN("5")))
                .projectionExpression("#n"));
    var numbers =
        pages.items().stream().map(item -> Integer.valueOf(item.get("number").n())).toList();
    Expect.equal(IntStream.range(5, 50).boxed().toList(), numbers);
    Expect.equal(true, pages.stream().count() > 1);
  }
}
