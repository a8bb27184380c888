package clients;

import com.amazonaws.services.dynamodbv2.AcquireLockOptions;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDBLockClient;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDBLockClientOptions;
import com.amazonaws.services.dynamodbv2.CreateDynamoDBTableOptions;
import com.amazonaws.services.dynamodbv2.LockItem;
import com.amazonaws.services.dynamodbv2.model.LockCurrentlyUnavailableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughput;

/** The DynamoDB lock client: two processes that want the same thing. */
public final class Locks {

  private static final String TABLE = "locks-java";

  private Locks() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    try (DynamoDbClient client = DynamoDbClient.create()) {
      AmazonDynamoDBLockClient.createLockTableInDynamoDB(
          CreateDynamoDBTableOptions.builder(
                  client,
                  ProvisionedThroughput.builder()
                      .readCapacityUnits(50L)
                      .writeCapacityUnits(50L)
                      .build(),
                  TABLE)
              .build());
      client.waiter().waitUntilTableExists(ask -> ask.tableName(TABLE));
      try (AmazonDynamoDBLockClient first = lockClient(client, "first");
          AmazonDynamoDBLockClient second = lockClient(client, "second")) {
        passOn(first, second);
      }
      Expect.equal(0, client.scan(scan -> scan.tableName(TABLE)).count());
      client.deleteTable(delete -> delete.tableName(TABLE));
    }
    System.out.println("OK");
  }

  private static void passOn(AmazonDynamoDBLockClient first, AmazonDynamoDBLockClient second)
      throws InterruptedException {
    LockItem held = first.acquireLock(pier("held by first"));
    Expect.refused(LockCurrentlyUnavailableException.class, () -> tryFor(second));
    held.sendHeartBeat();
    Expect.equal(false, held.isExpired());
    Expect.equal(true, first.releaseLock(held));

    LockItem after = second.acquireLock(pier("held by second"));
    Expect.equal("second", after.getOwnerName());
    Expect.equal("held by second", text(first.getLock("pier", Optional.empty()).orElseThrow()));
    after.close();
    Expect.equal(true, first.acquireLock(pier("again")).getData().isPresent());
  }

  private static AmazonDynamoDBLockClient lockClient(DynamoDbClient client, String owner) {
    return new AmazonDynamoDBLockClient(
        AmazonDynamoDBLockClientOptions.builder(client, TABLE)
            .withTimeUnit(TimeUnit.MILLISECONDS)
            .withLeaseDuration(10_000L)
            .withHeartbeatPeriod(500L)
            .withOwnerName(owner)
            .withCreateHeartbeatBackgroundThread(true)
            .build());
  }

  private static AcquireLockOptions pier(String data) {
    return AcquireLockOptions.builder("pier")
        .withData(ByteBuffer.wrap(data.getBytes(StandardCharsets.UTF_8)))
        .withTimeUnit(TimeUnit.MILLISECONDS)
        .withAdditionalTimeToWaitForLock(1_000L)
        .withRefreshPeriod(100L)
        .withDeleteLockOnRelease(true)
        .build();
  }

  private static void tryFor(AmazonDynamoDBLockClient client) {
    try {
      client.acquireLock(
          AcquireLockOptions.builder("pier").withShouldSkipBlockingWait(true).build());
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  private static String text(LockItem lock) {
    return StandardCharsets.UTF_8.decode(lock.getData().orElseThrow()).toString();
  }
}
