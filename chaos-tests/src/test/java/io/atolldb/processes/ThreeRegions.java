package io.atolldb.processes;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ReplicaDescription;
import software.amazon.awssdk.services.dynamodb.model.ReplicaStatus;
import software.amazon.awssdk.services.dynamodb.model.ReplicationGroupUpdate;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

/// Three regions that know each other, and an unmodified AWS client for each.
final class ThreeRegions implements AutoCloseable {

  static final List<String> NAMES = List.of("us-east-1", "eu-west-1", "ap-northeast-1");
  private static final long LIMIT_MILLIS = 120_000;

  final List<RegionProcess> regions = new ArrayList<>();
  final List<DynamoDbClient> clients = new ArrayList<>();

  ThreeRegions(Path folder) {
    for (String name : NAMES) regions.add(new RegionProcess(name, folder));
    var starting = new ArrayList<CompletableFuture<String>>();
    for (RegionProcess region : regions) {
      region.knows(regions.stream().filter(other -> other != region).toList());
      starting.add(region.start());
    }
    for (int at = 0; at < regions.size(); at++) regions.get(at).await(starting.get(at));
    for (RegionProcess region : regions) clients.add(client(region));
  }

  static DynamoDbClient client(RegionProcess region) {
    return client(region.data(), region.region);
  }

  static DynamoDbClient client(URI endpoint, String region) {
    return DynamoDbClient.builder()
        .endpointOverride(endpoint)
        .region(Region.of(region))
        .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(Duration.ofSeconds(30)))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
        .build();
  }

  RegionProcess region(int at) {
    return regions.get(at);
  }

  DynamoDbClient client(int at) {
    return clients.get(at);
  }

  void createTable(int at, String table) {
    client(at)
        .createTable(create ->
            create
                .tableName(table)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                    AttributeDefinition.builder()
                        .attributeName("id")
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .keySchema(
                    KeySchemaElement.builder().attributeName("id").keyType(KeyType.HASH).build()));
  }

  /// Asks region `at` for a replica in region `other`, without waiting for it.
  void beginReplica(int at, String table, int other) {
    client(at)
        .updateTable(update ->
            update
                .tableName(table)
                .replicaUpdates(
                    ReplicationGroupUpdate.builder()
                        .create(create -> create.regionName(regions.get(other).region))
                        .build()));
  }

  void awaitReplica(int at, String table, int other) {
    String name = regions.get(other).region;
    eventually(
        "the replica in " + name + " is active",
        () -> {
          var described = client(at).describeTable(ask -> ask.tableName(table)).table();
          return described.tableStatus() == TableStatus.ACTIVE
              && described.replicas().stream().anyMatch(replica -> isActive(replica, name));
        });
  }

  private static boolean isActive(ReplicaDescription replica, String region) {
    return replica.regionName().equals(region) && replica.replicaStatus() == ReplicaStatus.ACTIVE;
  }

  void createGlobalTable(String table) {
    createTable(0, table);
    for (int other = 1; other < regions.size(); other++) {
      beginReplica(0, table, other);
      awaitReplica(0, table, other);
    }
  }

  void awaitEqualDigests(String table) {
    eventually(
        "all digests of " + table + " are equal",
        () -> regions.stream().map(region -> region.admin().digest(table)).distinct().count() == 1);
  }

  /// Looks again and again until it holds, and fails when it does not in time.
  static void eventually(String what, BooleanSupplier holds) {
    long end = System.nanoTime() + Duration.ofMillis(LIMIT_MILLIS).toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > end) throw new AssertionError("not in time: " + what);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  @Override
  public void close() {
    clients.forEach(DynamoDbClient::close);
    regions.parallelStream().forEach(RegionProcess::close);
  }
}
