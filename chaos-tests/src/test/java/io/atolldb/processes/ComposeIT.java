package io.atolldb.processes;

import static io.atolldb.processes.ThreeRegions.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ReplicaStatus;
import software.amazon.awssdk.services.dynamodb.model.ReplicationGroupUpdate;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

/// What `docker-compose.yml` promises: regions in containers of their own, one of which is taken
/// off the network between them and put back.
class ComposeIT {

  private static final String TABLE = "islands";
  private static final int US = 0;
  private static final int EU = 1;
  private static final int AP = 2;

  private static ComposedRegions world;

  @BeforeAll
  static void start() {
    assumeTrue(
        DockerClientFactory.instance().isDockerAvailable(),
        "no container engine answers here, so docker-compose.yml was not tried");
    assumeTrue(
        Files.exists(ComposedRegions.FOLDER.resolve("region-node/target/region-node.jar")),
        "the image is made of region-node.jar, which is not built");
    world = new ComposedRegions();
  }

  @AfterAll
  static void stop() {
    if (world != null) world.close();
  }

  @Test
  void aRegionThatIsTakenOffTheNetworkGoesOnAndConvergesWhenItIsBack() {
    createGlobalTable();
    put(US, "before", "sent to all");
    for (int at = US; at <= AP; at++) awaitText(at, "before", "sent to all");

    world.cutOff(AP);
    put(US, "shared", "written in us-east-1");
    put(AP, "shared", "written in ap-northeast-1");
    put(US, "us-only", "us");
    put(AP, "ap-only", "ap");
    awaitText(EU, "us-only", "us");
    assertThat(text(AP, "us-only")).as("the cut is one").isEmpty();
    assertThat(text(EU, "ap-only")).as("the cut is one").isEmpty();

    world.reconnect(AP);
    long reconnected = System.nanoTime();
    eventually("all digests are equal", ComposeIT::digestsAreEqual);
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - reconnected);
    System.out.println("compose: equal " + millis + " ms after the network was back");

    for (int at = US; at <= AP; at++) {
      assertThat(text(at, "shared")).isEqualTo("written in ap-northeast-1");
      assertThat(text(at, "us-only")).isEqualTo("us");
      assertThat(text(at, "ap-only")).isEqualTo("ap");
      var conflicts = world.admin(at).get("/conflicts?table=" + TABLE).get("conflicts");
      assertThat(conflicts.size()).isEqualTo(1);
      assertThat(conflicts.get(0).get("lost").get("image").get("text").get("S").asString())
          .isEqualTo("written in us-east-1");
    }
  }

  private static boolean digestsAreEqual() {
    return IntStream.rangeClosed(US, AP)
            .mapToObj(at -> world.admin(at).digest(TABLE))
            .distinct()
            .count()
        == 1;
  }

  private static void createGlobalTable() {
    DynamoDbClient client = world.client(US);
    client.createTable(create ->
        create
            .tableName(TABLE)
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .attributeDefinitions(
                AttributeDefinition.builder()
                    .attributeName("id")
                    .attributeType(ScalarAttributeType.S)
                    .build())
            .keySchema(
                KeySchemaElement.builder().attributeName("id").keyType(KeyType.HASH).build()));
    for (int at : new int[] {EU, AP}) {
      String region = ThreeRegions.NAMES.get(at);
      var create = ReplicationGroupUpdate.builder().create(c -> c.regionName(region)).build();
      client.updateTable(update -> update.tableName(TABLE).replicaUpdates(create));
      eventually("the replica in " + region + " is active", () -> isActive(region));
    }
  }

  private static boolean isActive(String region) {
    var table = world.client(US).describeTable(ask -> ask.tableName(TABLE)).table();
    return table.tableStatus() == TableStatus.ACTIVE
        && table.replicas().stream()
            .anyMatch(replica ->
                replica.regionName().equals(region)
                    && replica.replicaStatus() == ReplicaStatus.ACTIVE);
  }

  private static void put(int at, String id, String text) {
    var item = Map.of("id", AttributeValue.fromS(id), "text", AttributeValue.fromS(text));
    world.client(at).putItem(put -> put.tableName(TABLE).item(item));
  }

  private static String text(int at, String id) {
    var key = Map.of("id", AttributeValue.fromS(id));
    var item = world.client(at).getItem(get -> get.tableName(TABLE).key(key)).item();
    return item.isEmpty() ? "" : item.get("text").s();
  }

  private static void awaitText(int at, String id, String text) {
    eventually(id + " is in region " + at, () -> text(at, id).equals(text));
  }
}
