package clients;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ReplicaStatus;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/**
 * The Kinesis Client Library with the DynamoDB Streams adapter: parcels are changed in two regions,
 * and a worker in one of them sees every change once, also when it is replaced by another worker.
 *
 * <p>Arguments: the name of a second region, and its endpoint.
 */
public final class Deliveries {

  private static final String TABLE = "deliveries-java";
  private static final String APPLICATION = "deliveries-reader";

  private Deliveries() {}

  /** Ends the process itself, because the library leaves threads behind that would keep it. */
  public static void main(String[] arguments) {
    try {
      deliverAndRead(arguments);
      System.out.println("OK");
      System.exit(0);
    } catch (RuntimeException | AssertionError failed) {
      failed.printStackTrace();
      System.exit(1);
    }
  }

  private static void deliverAndRead(String[] arguments) {
    Region there = Region.of(arguments[0]);
    try (DynamoDbClient home = DynamoDbClient.create();
        DynamoDbClient other =
            DynamoDbClient.builder()
                .region(there)
                .endpointOverride(URI.create(arguments[1]))
                .build()) {
      String stream = createTable(home, there);
      Map<String, List<String>> first = new TreeMap<>();
      try (var worker = new DeliveryReader(APPLICATION, "worker-1", stream)) {
        deliver(home, other, "a", first);
        Await.until(() -> worker.read().size() >= 18);
        Expect.equal(first, byParcel(worker.read()));
      }
      Map<String, List<String>> second = new TreeMap<>();
      deliver(home, other, "b", second); // nobody reads
      try (var worker = new DeliveryReader(APPLICATION, "worker-2", stream)) {
        Await.until(() -> worker.read().size() >= 18);
        Expect.equal(second, byParcel(worker.read()));
      }
      var leases = home.scan(scan -> scan.tableName(APPLICATION)).items();
      Expect.equal(true, leases.stream().anyMatch(lease -> lease.containsKey("checkpoint")));
      cleanUp(home, other, there);
    }
  }

  /** Six parcels are sent here, moved there, moved on here, and every second one arrives there. */
  private static void deliver(
      DynamoDbClient home,
      DynamoDbClient other,
      String series,
      Map<String, List<String>> expected) {
    for (int number = 0; number < 6; number++) {
      String parcel = series + number;
      var events = new ArrayList<>(List.of("INSERT → sent", "MODIFY sent → harbour"));
      put(home, parcel, "sent");
      Await.until(() -> "sent".equals(place(other, parcel)));
      put(other, parcel, "harbour");
      put(other, parcel, "harbour"); // changes nothing, so no stream shows it
      if (number % 2 == 0) {
        other.deleteItem(delete -> delete.tableName(TABLE).key(key(parcel)));
        events.add("REMOVE harbour →");
      } else {
        Await.until(() -> "harbour".equals(place(home, parcel)));
        put(home, parcel, "at the door");
        events.add("MODIFY harbour → at the door");
      }
      expected.put(parcel, events);
    }
  }

  private static Map<String, List<String>> byParcel(List<Record> records) {
    Map<String, List<String>> events = new TreeMap<>();
    for (Record record : records) {
      var change = record.dynamodb();
      String event =
          record.eventNameAsString()
              + (change.hasOldImage() ? " " + change.oldImage().get("place").s() : "")
              + " →"
              + (change.hasNewImage() ? " " + change.newImage().get("place").s() : "");
      events.computeIfAbsent(change.keys().get("parcel").s(), any -> new ArrayList<>()).add(event);
    }
    return events;
  }

  private static String createTable(DynamoDbClient home, Region there) {
    home.createTable(create ->
        create
            .tableName(TABLE)
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .attributeDefinitions(
                parcel -> parcel.attributeName("parcel").attributeType(ScalarAttributeType.S))
            .keySchema(parcel -> parcel.attributeName("parcel").keyType(KeyType.HASH))
            .streamSpecification(stream ->
                stream.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)));
    home.waiter().waitUntilTableExists(ask -> ask.tableName(TABLE));
    home.updateTable(update ->
        update
            .tableName(TABLE)
            .replicaUpdates(replica -> replica.create(in -> in.regionName(there.id()))));
    Await.until(() ->
        home.describeTable(ask -> ask.tableName(TABLE)).table().replicas().stream()
            .anyMatch(replica ->
                replica.regionName().equals(there.id())
                    && replica.replicaStatus() == ReplicaStatus.ACTIVE));
    return home.describeTable(ask -> ask.tableName(TABLE)).table().latestStreamArn();
  }

  private static void cleanUp(DynamoDbClient home, DynamoDbClient other, Region there) {
    home.updateTable(update ->
        update
            .tableName(TABLE)
            .replicaUpdates(replica -> replica.delete(in -> in.regionName(there.id()))));
    other.waiter().waitUntilTableNotExists(ask -> ask.tableName(TABLE));
    home.deleteTable(delete -> delete.tableName(TABLE));
    for (String table : home.listTables().tableNames()) {
      if (table.startsWith(APPLICATION)) home.deleteTable(delete -> delete.tableName(table));
    }
  }

  private static void put(DynamoDbClient client, String parcel, String place) {
    client.putItem(put ->
        put.tableName(TABLE)
            .item(
                Map.of(
                    "parcel", AttributeValue.fromS(parcel),
                    "place", AttributeValue.fromS(place))));
  }

  private static Map<String, AttributeValue> key(String parcel) {
    return Map.of("parcel", AttributeValue.fromS(parcel));
  }

  private static String place(DynamoDbClient client, String parcel) {
    var item = client.getItem(get -> get.tableName(TABLE).key(key(parcel))).item();
    return item.containsKey("place") ? item.get("place").s() : "nowhere";
  }
}
