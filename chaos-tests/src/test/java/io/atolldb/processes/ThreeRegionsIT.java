package io.atolldb.processes;

import static io.atolldb.processes.ThreeRegions.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;
import tools.jackson.databind.JsonNode;

/// Three processes, three brokers, an unmodified AWS SDK.
class ThreeRegionsIT {

  @AutoClose private static ThreeRegions world;

  @BeforeAll
  static void start(@TempDir Path folder) {
    world = new ThreeRegions(folder);
  }

  @Test
  void whatIsWrittenInOneRegionIsReadQueriedAndChangedInTheOthers() {
    world.createGlobalTable("notes");
    put(0, "notes", "n-1", "über", 1);

    for (int at = 1; at < 3; at++) {
      int region = at;
      eventually("n-1 is in region " + at, () -> text(region, "notes", "n-1").equals("über"));
    }
    var queried =
        world
            .client(2)
            .query(query ->
                query
                    .tableName("notes")
                    .keyConditionExpression("id = :id")
                    .expressionAttributeValues(Map.of(":id", AttributeValue.fromS("n-1"))));
    assertThat(queried.items()).hasSize(1);

    world
        .client(1)
        .updateItem(update ->
            update
                .tableName("notes")
                .key(key("n-1"))
                .updateExpression("SET amount = amount + :one")
                .conditionExpression("amount = :seen")
                .expressionAttributeValues(
                    Map.of(":one", AttributeValue.fromN("1"), ":seen", AttributeValue.fromN("1"))));
    eventually("the update is in region 0", () -> number(0, "notes", "n-1").equals("2"));
    assertThatThrownBy(() ->
            world
                .client(0)
                .deleteItem(delete ->
                    delete
                        .tableName("notes")
                        .key(key("n-1"))
                        .conditionExpression("amount = :stale")
                        .expressionAttributeValues(Map.of(":stale", AttributeValue.fromN("1")))))
        .isInstanceOf(ConditionalCheckFailedException.class);
    world.awaitEqualDigests("notes");
  }

  @Test
  void aTableThatExistsOverThereCannotBecomeAReplica() {
    world.createTable(0, "taken");
    world.createTable(1, "taken");

    assertThatThrownBy(() -> world.beginReplica(0, "taken", 1))
        .isInstanceOf(DynamoDbException.class)
        .hasMessageContaining("taken");
  }

  @Test
  void aConflictIsResolvedAlikeAndItsLoserIsKeptAndCanBePutBack() {
    world.createGlobalTable("carts");
    put(0, "carts", "c-1", "empty", 0);
    world.awaitEqualDigests("carts");

    cutEverything();
    put(0, "carts", "c-1", "one book", 1);
    put(1, "carts", "c-1", "two pens", 2);
    for (RegionProcess region : world.regions) region.admin().heal();
    world.awaitEqualDigests("carts");

    var ids = new ArrayList<String>();
    for (int at = 0; at < 3; at++) {
      int region = at;
      assertThat(text(at, "carts", "c-1")).isEqualTo("two pens");
      eventually("region " + at + " knows", () -> conflicts(region, "carts").size() == 1);
      JsonNode conflict = conflicts(at, "carts").get(0);
      assertThat(conflict.get("lost").get("image").get("text").get("S").asString())
          .isEqualTo("one book");
      assertThat(conflict.get("lost").get("origin").asString()).isEqualTo("us-east-1");
      assertThat(conflict.get("kind").asString()).isEqualTo("update/update");
      ids.add(conflict.get("id").asString());
      assertThatAmountsWouldHaveAddedUp(at);
    }
    assertThat(ids.stream().distinct()).hasSize(1);

    world.region(2).admin().post("/conflicts/" + ids.getFirst() + "/restore");
    eventually("the loser is back", () -> text(0, "carts", "c-1").equals("one book"));
    world.awaitEqualDigests("carts");
  }

  @Test
  void aTableOfHundredThousandItemsGetsAReplicaWhileItIsWrittenTo() throws InterruptedException {
    world.createTable(0, "big");
    fill("big", 100_000);
    var writing = new AtomicBoolean(true);
    var written = new AtomicInteger();
    Thread writer =
        Thread.ofPlatform()
            .start(() -> {
              while (writing.get()) {
                int number = written.getAndIncrement();
                put(0, "big", "item-" + number % 5_000, "rewritten", number);
                if (number % 3 == 0) delete(0, "big", "item-" + (5_000 + number % 5_000));
              }
            });
    world.beginReplica(0, "big", 1);
    world.awaitReplica(0, "big", 1);
    writing.set(false);
    writer.join();

    assertThat(written.get()).as("writes during the copy").isPositive();
    eventually("both hold the same", () -> digest(0, "big").equals(digest(1, "big")));
  }

  @Test
  void aRegionThatIsKilledUnderLoadLosesNothingAndCatchesUp() throws InterruptedException {
    world.createGlobalTable("orders");
    var acknowledged = ConcurrentHashMap.<String>newKeySet();
    var writing = new AtomicBoolean(true);
    var writers = new ArrayList<Thread>();
    for (int lane = 0; lane < 8; lane++) {
      String prefix = "o-" + lane + "-";
      writers.add(Thread.ofPlatform().start(() -> write(prefix, writing, acknowledged)));
    }
    eventually("enough is acknowledged", () -> acknowledged.size() > 2_000);
    world.region(0).kill();
    writing.set(false);
    for (Thread writer : writers) writer.join();
    put(1, "orders", "while-away", "written elsewhere", 1);

    world.region(0).startAndWait();

    var missing = new ArrayList<String>();
    for (String id : acknowledged) if (!exists(0, "orders", id)) missing.add(id);
    assertThat(missing).as("acknowledged before the kill").isEmpty();
    eventually("it caught up", () -> exists(0, "orders", "while-away"));
    world.awaitEqualDigests("orders");
  }

  /// Three keys of a region's store are changed while it is down: a bit flips, an item is lost, a
  /// delete is undone.
  @Test
  void aDifferenceIsFoundUnderItsKeysAndRepairedOverHttp() throws IOException {
    world.createGlobalTable("ledger");
    for (int number = 0; number < 40; number++) {
      put(number % 3, "ledger", "l-" + number, "entry " + number, number);
    }
    world.awaitEqualDigests("ledger");
    world.region(1).close();
    byte[] item;
    try (var store = new StoreOnDisk(world.region(1).store(), "ledger")) {
      item = store.stored("l-9");
    }
    world.region(1).startAndWait();
    delete(0, "ledger", "l-9");
    eventually("the delete is there", () -> !exists(1, "ledger", "l-9"));
    JsonNode before = world.region(0).admin().post("/tables/ledger/verify?deep=true");
    assertThat(before.get("equal").asBoolean()).as(before.toString()).isTrue();
    assertThat(before.get("compared").asInt()).isEqualTo(39);

    world.region(1).close();
    try (var store = new StoreOnDisk(world.region(1).store(), "ledger")) {
      store.flipsABit("l-3");
      store.forgets("l-6");
      store.put("l-9", item);
    }
    world.region(1).startAndWait();

    JsonNode found = world.region(0).admin().post("/tables/ledger/verify");
    assertThat(found.get("equal").asBoolean()).isFalse();
    assertThat(found.get("undecided").asInt()).isZero();
    var keys = new TreeSet<String>();
    for (JsonNode differing : found.get("differing")) {
      keys.add(differing.get("key").get("id").get("S").asString());
      assertThat(differing.get("regions").toString()).isEqualTo("[\"eu-west-1\"]");
    }
    assertThat(keys).containsExactly("l-3", "l-6", "l-9");

    JsonNode repaired = world.region(0).admin().post("/tables/ledger/repair");
    assertThat(repaired.get("equal").asBoolean()).as(repaired.toString()).isTrue();
    assertThat(text(1, "ledger", "l-3")).isEqualTo("entry 3");
    assertThat(number(1, "ledger", "l-3")).isEqualTo("3");
    assertThat(text(1, "ledger", "l-6")).isEqualTo("entry 6");
    assertThat(exists(1, "ledger", "l-9")).isFalse();
    assertThat(exists(0, "ledger", "l-9")).isFalse();
    world.awaitEqualDigests("ledger");
  }

  /// The others have not read all of it. They copy what they lack and go on in the new topic.
  @Test
  void aTopicThatIsDeletedIsMadeAnewAndTheOthersResynchronizeByThemselves() throws Exception {
    world.createGlobalTable("events");
    put(0, "events", "e-0", "before", 0);
    world.awaitEqualDigests("events");
    cutEverything();
    for (int number = 0; number < 30; number++) put(0, "events", "e-" + number, "unread", number);
    long written = regionNumber(0, "lastSequence");
    eventually("all is in the topic", () -> regionNumber(0, "publishedSequence") >= written);
    String topic = "atoll." + world.region(0).region + ".changes";
    var kafka =
        Map.<String, Object>of("bootstrap.servers", "127.0.0.1:" + world.region(0).kafkaPort);
    try (var admin = org.apache.kafka.clients.admin.Admin.create(kafka)) {
      admin.deleteTopics(List.of(topic)).all().get();
    }
    put(0, "events", "e-1", "after", 1);
    for (RegionProcess region : world.regions) region.admin().heal();

    world.awaitEqualDigests("events");
    for (int at = 1; at < 3; at++) {
      int region = at;
      assertThat(text(at, "events", "e-1")).isEqualTo("after");
      assertThat(text(at, "events", "e-29")).isEqualTo("unread");
      eventually("it streams again", () -> linkState(region, "us-east-1").equals("STREAMING"));
    }
  }

  private static long regionNumber(int at, String name) {
    return world.region(at).admin().get("/region").get(name).asLong();
  }

  private static String linkState(int at, String origin) {
    for (JsonNode link : world.region(at).admin().get("/links")) {
      if (link.get("origin").asString().equals(origin)) return link.get("state").asString();
    }
    throw new AssertionError("no link from " + origin);
  }

  private static void write(String prefix, AtomicBoolean writing, Set<String> acknowledged) {
    for (int number = 0; writing.get(); number++) {
      try {
        put(0, "orders", prefix + number, "order", number);
        acknowledged.add(prefix + number);
      } catch (SdkException dead) {
        return; // the region is gone, and with it this answer
      }
    }
  }

  private static void cutEverything() {
    for (RegionProcess region : world.regions) {
      for (RegionProcess other : world.regions) {
        if (other != region) region.admin().cut(other.region);
      }
    }
  }

  private static void fill(String table, int items) throws InterruptedException {
    var lanes = new ArrayList<Thread>();
    int lanesMax = 8;
    for (int lane = 0; lane < lanesMax; lane++) {
      int first = lane;
      lanes.add(
          Thread.ofPlatform()
              .start(() -> {
                var batch = new ArrayList<WriteRequest>();
                for (int number = first; number < items; number += lanesMax) {
                  batch.add(
                      WriteRequest.builder()
                          .putRequest(
                              PutRequest.builder()
                                  .item(item("item-" + number, "filled", number))
                                  .build())
                          .build());
                  if (batch.size() == 25 || number + lanesMax >= items) {
                    var full = List.copyOf(batch);
                    world.client(0).batchWriteItem(w -> w.requestItems(Map.of(table, full)));
                    batch.clear();
                  }
                }
              }));
    }
    for (Thread lane : lanes) lane.join();
  }

  @Test
  void aPausedLinkSaysHowMuchWaitsAndAnItemWhoLacksIt() {
    world.createGlobalTable("waiting");
    put(0, "waiting", "w", "before", 1);
    eventually("it has arrived", () -> exists(1, "waiting", "w"));
    world.region(1).admin().post("/links/us-east-1/pause");
    for (int at = 0; at < 20; at++) put(0, "waiting", "w-" + at, "late", at);
    eventually(
        "the backlog is known",
        () -> {
          JsonNode link = linkFromTheFirst(1);
          return link.get("lagRecords").asLong() >= 20
              && link.get("lagBytes").asLong() > 0
              && link.get("lagMillis").asLong() > 0;
        });
    assertThat(linkFromTheFirst(1).get("state").asString()).isEqualTo("PAUSED");
    JsonNode status = world.region(0).admin().get("/tables/waiting/items?pk=w-19");
    assertThat(status.at("/lacking/eu-west-1").asString()).contains("has not applied");

    world.region(1).admin().post("/links/us-east-1/resume");
    world.awaitEqualDigests("waiting");
    eventually(
        "all have it",
        () ->
            world.region(0).admin().get("/tables/waiting/items?pk=w-19").get("regions").size()
                == 3);
  }

  private static JsonNode linkFromTheFirst(int at) {
    for (JsonNode link : world.region(at).admin().get("/links")) {
      if (link.get("origin").asString().equals("us-east-1")) return link;
    }
    throw new AssertionError("no link from us-east-1");
  }

  @Test
  void conditionsAreJudgedAtHomeAndRefusedWhereItIsOutOfReach() throws Exception {
    world.createGlobalTable("seats");
    world.region(0).admin().put("/tables/seats/home-region", "{\"region\":\"us-east-1\"}");
    for (int at = 1; at < 3; at++) {
      int region = at;
      eventually("region " + at + " knows the home", () -> homeOfSeats(region).contains("us-east"));
    }
    for (int seat = 0; seat < 10; seat++) {
      var granted = new AtomicInteger();
      var clients = new ArrayList<Thread>();
      for (int at = 0; at < 3; at++) {
        int region = at;
        String id = "seat-" + seat;
        clients.add(
            Thread.startVirtualThread(() -> {
              if (isGranted(region, id)) granted.incrementAndGet();
            }));
      }
      for (Thread client : clients) client.join();
      assertThat(granted).as("seat-%d", seat).hasValue(1);
    }
    world.region(1).admin().cut("us-east-1");
    try {
      assertThatThrownBy(() -> isGranted(1, "seat-cut"))
          .isInstanceOfSatisfying(
              DynamoDbException.class, refused -> assertThat(refused.statusCode()).isEqualTo(503));
      put(1, "seats", "note", "unconditional", 1);
      assertThat(exists(1, "seats", "seat-cut")).isFalse();
    } finally {
      world.region(1).admin().heal();
    }
    assertThat(isGranted(1, "seat-cut")).isTrue();
    world.awaitEqualDigests("seats");
    assertThat(conflicts(0, "seats")).isEmpty();
  }

  private static String homeOfSeats(int at) {
    return world.region(at).admin().get("/tables/seats/home-region").get("region").asString("");
  }

  private static boolean isGranted(int at, String id) {
    try {
      world
          .client(at)
          .putItem(put ->
              put.tableName("seats")
                  .item(item(id, "region " + at, at))
                  .conditionExpression("attribute_not_exists(id)"));
      return true;
    } catch (ConditionalCheckFailedException taken) {
      return false;
    }
  }

  private static JsonNode conflicts(int at, String table) {
    return world.region(at).admin().get("/conflicts?table=" + table).get("conflicts");
  }

  private static String digest(int at, String table) {
    return world.region(at).admin().digest(table);
  }

  private static Map<String, AttributeValue> key(String id) {
    return Map.of("id", AttributeValue.fromS(id));
  }

  private static Map<String, AttributeValue> item(String id, String text, int amount) {
    return Map.of(
        "id", AttributeValue.fromS(id),
        "text", AttributeValue.fromS(text),
        "amount", AttributeValue.fromN(Integer.toString(amount)));
  }

  private static void assertThatAmountsWouldHaveAddedUp(int at) {
    String trial = "{\"policy\":\"counters-and-sets\",\"counters\":[\"amount\"]}";
    JsonNode answer = world.region(at).admin().post("/tables/carts/merge-policy/dry-run", trial);
    assertThat(answer.get("summary").get("stillLost").asInt()).as("the text").isEqualTo(1);
    JsonNode only = answer.get("conflicts").get(0);
    assertThat(only.get("base").get("text").get("S").asString()).isEqualTo("empty");
    assertThat(only.get("merged").get("amount").get("N").asString()).isEqualTo("3");
    assertThat(only.get("merged").get("text").get("S").asString()).isEqualTo("two pens");
  }

  private static void put(int at, String table, String id, String text, int amount) {
    DynamoDbClient client = world.client(at);
    client.putItem(put -> put.tableName(table).item(item(id, text, amount)));
  }

  private static void delete(int at, String table, String id) {
    world.client(at).deleteItem(delete -> delete.tableName(table).key(key(id)));
  }

  private static boolean exists(int at, String table, String id) {
    return world.client(at).getItem(get -> get.tableName(table).key(key(id))).hasItem();
  }

  private static String text(int at, String table, String id) {
    var item = world.client(at).getItem(get -> get.tableName(table).key(key(id))).item();
    return item.isEmpty() ? "" : item.get("text").s();
  }

  private static String number(int at, String table, String id) {
    var item = world.client(at).getItem(get -> get.tableName(table).key(key(id))).item();
    return item.isEmpty() ? "" : item.get("amount").n();
  }
}
