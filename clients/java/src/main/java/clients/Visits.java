package clients;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Expiry and streams: visits of a web site are forgotten, and the stream tells who forgot them. */
public final class Visits {

  private static final String TABLE = "visits-java";

  private Visits() {}

  public static void main(String[] arguments) {
    try (DynamoDbClient client = DynamoDbClient.create();
        DynamoDbStreamsClient streams = DynamoDbStreamsClient.create()) {
      createTable(client);
      visit(client, "Ada", Instant.now().plusSeconds(3_600));
      visit(client, "Bo", Instant.now().minusSeconds(10));
      visit(client, "Cy", Instant.now().minusSeconds(10));
      Await.until(() -> client.scan(scan -> scan.tableName(TABLE)).count() == 1);
      client.deleteItem(delete -> delete.tableName(TABLE).key(visitor("Ada")));
      var told = new ArrayList<Record>();
      Await.until(() -> {
        told.clear();
        told.addAll(StreamOfTable.readAll(streams, TABLE));
        return told.size() >= 6;
      });
      read(told);
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
                visitor -> visitor.attributeName("visitor").attributeType(ScalarAttributeType.S))
            .keySchema(visitor -> visitor.attributeName("visitor").keyType(KeyType.HASH))
            .streamSpecification(
                stream -> stream.streamEnabled(true).streamViewType(StreamViewType.OLD_IMAGE)));
    client.waiter().waitUntilTableExists(ask -> ask.tableName(TABLE));
    client.updateTimeToLive(update ->
        update
            .tableName(TABLE)
            .timeToLiveSpecification(spec -> spec.enabled(true).attributeName("until")));
    Await.until(() ->
        client
                .describeTimeToLive(ask -> ask.tableName(TABLE))
                .timeToLiveDescription()
                .timeToLiveStatus()
            == TimeToLiveStatus.ENABLED);
  }

  private static Map<String, AttributeValue> visitor(String name) {
    return Map.of("visitor", AttributeValue.fromS(name));
  }

  private static void visit(DynamoDbClient client, String name, Instant until) {
    var item = new HashMap<>(visitor(name));
    item.put("until", AttributeValue.fromN("" + until.getEpochSecond()));
    client.putItem(put -> put.tableName(TABLE).item(item));
  }

  private static void read(List<Record> told) {
    Expect.equal(6, told.size());
    Expect.equal(
        List.of("Ada INSERT", "Bo INSERT", "Cy INSERT"),
        told.stream().limit(3).map(Visits::line).toList());
    Expect.equal(
        List.of("Bo REMOVE by dynamodb.amazonaws.com", "Cy REMOVE by dynamodb.amazonaws.com"),
        told.subList(3, 5).stream().map(Visits::line).sorted().toList());
    Expect.equal("Ada REMOVE", line(told.get(5)));
    Expect.equal(true, told.get(5).dynamodb().oldImage().containsKey("until"));
    for (int at = 1; at < told.size(); at++) {
      String before = told.get(at - 1).dynamodb().sequenceNumber();
      Expect.equal(true, before.compareTo(told.get(at).dynamodb().sequenceNumber()) < 0);
    }
  }

  private static String line(Record record) {
    String who = record.dynamodb().keys().get("visitor").s();
    String by = record.userIdentity() == null ? "" : " by " + record.userIdentity().principalId();
    return who + " " + record.eventName() + by;
  }
}
