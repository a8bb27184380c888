package clients;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** The AWS SDK for Java v2, asynchronous (Netty): votes that come all at once. */
public final class Votes {

  private static final String TABLE = "votes-java";
  private static final int VOTES = 300;

  private Votes() {}

  public static void main(String[] arguments) {
    try (DynamoDbAsyncClient client = DynamoDbAsyncClient.create()) {
      client
          .createTable(create ->
              create
                  .tableName(TABLE)
                  .billingMode(BillingMode.PAY_PER_REQUEST)
                  .attributeDefinitions(
                      song -> song.attributeName("song").attributeType(ScalarAttributeType.S))
                  .keySchema(song -> song.attributeName("song").keyType(KeyType.HASH)))
          .thenCompose(made -> client.waiter().waitUntilTableExists(ask -> ask.tableName(TABLE)))
          .join();
      List<CompletableFuture<UpdateItemResponse>> votes =
          IntStream.range(0, VOTES).mapToObj(vote -> vote(client, "song-" + vote % 3)).toList();
      votes.forEach(CompletableFuture::join);

      var count = new AtomicInteger();
      client
          .scanPaginator(scan -> scan.tableName(TABLE).limit(2))
          .items()
          .subscribe(song -> count.addAndGet(Integer.parseInt(song.get("votes").n())))
          .join();
      Expect.equal(VOTES, count.get());
      client.deleteTable(delete -> delete.tableName(TABLE)).join();
    }
    System.out.println("OK");
  }

  private static CompletableFuture<UpdateItemResponse> vote(
      DynamoDbAsyncClient client, String song) {
    return client.updateItem(update ->
        update
            .tableName(TABLE)
            .key(Map.of("song", AttributeValue.fromS(song)))
            .updateExpression("ADD votes :one")
            .expressionAttributeValues(Map.of(":one", AttributeValue.fromN("1"))));
  }
}
