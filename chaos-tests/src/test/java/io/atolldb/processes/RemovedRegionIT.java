package io.atolldb.processes;

import static io.atolldb.processes.ThreeRegions.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReplicaDescription;
import software.amazon.awssdk.services.dynamodb.model.ReplicaStatus;
import software.amazon.awssdk.services.dynamodb.model.ReplicationGroupUpdate;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import tools.jackson.databind.JsonNode;

/// A region is lost for long, with writes that nobody has got, is given up, and comes back.
class RemovedRegionIT {

  private static final String TABLE = "stock";
  private static final int LOST = 2;

  /// More than a region may be silent before it is shown as inaccessible.
  private static final long LONG_MILLIS = 11 * 60_000;

  @AutoClose private static ThreeRegions world;

  @BeforeAll
  static void start(@TempDir Path folder) {
    world = new ThreeRegions(folder);
  }

  @Test
  void aLostRegionIsShownRemovedFencedAndComesBackByAFreshCopyWithNothingLostInSilence() {
    world.createGlobalTable(TABLE);
    for (String id : new String[] {"both", "gone", "kept"}) put(0, id, "before");
    world.awaitEqualDigests(TABLE);

    cutOff(true);
    put(LOST, "both", "lost one");
    put(LOST, "only", "lost first");
    put(LOST, "only", "lost last");
    put(0, "both", "kept one");
    world.region(LOST).kill();
    cutOff(false);
    for (int at = 0; at < LOST; at++) isLater(at);
    eventually("it is shown as inaccessible", RemovedRegionIT::isInaccessible);

    world.client(1).deleteItem(delete -> delete.tableName(TABLE).key(key("gone")));
    eventually("both remember the delete", () -> tombstones(0) == 1 && tombstones(1) == 1);
    remove();
    eventually("deletes are forgotten without it", () -> forgotten(0) == 1 && forgotten(1) == 1);
    assertThatThrownBy(() -> world.beginReplica(0, TABLE, LOST))
        .as("it does not know yet")
        .isInstanceOf(ResourceInUseException.class);

    world.region(LOST).startAndWait();
    isLater(LOST);
    requireFenced();
    eventually("it knows, and has dropped its replica", RemovedRegionIT::isDropped);
    assertThat(text(0, "both")).isEqualTo("kept one");
    assertThat(text(1, "only")).isEmpty();

    world.beginReplica(0, TABLE, LOST);
    world.awaitReplica(0, TABLE, LOST);
    world.awaitEqualDigests(TABLE);
    assertThat(text(LOST, "both")).isEqualTo("kept one");
    assertThat(text(LOST, "gone")).isEmpty();
    assertThat(text(LOST, "only")).isEmpty();

    putBack("only");
    eventually("what it had written is back", () -> text(LOST, "only").equals("lost last"));
    world.awaitEqualDigests(TABLE);
  }

  /// Both others count its three writes, and keep them alike.
  private static void requireFenced() {
    for (int at = 0; at < LOST; at++) {
      int region = at;
      eventually("region " + at + " keeps them", () -> fenced(region).size() == 3);
      assertThat(fencedCount(region)).as("repetitions are counted").isGreaterThanOrEqualTo(3);
      JsonNode rows = fenced(at);
      assertThat(rows).hasSize(3);
      var lostTexts = new TreeMap<String, String>();
      for (JsonNode row : List.copyOf(rows.values()).reversed()) {
        lostTexts.put(row.at("/key/id/S").asString(), row.at("/lost/image/text/S").asString());
        assertThat(row.at("/lost/origin").asString()).isEqualTo(lost());
      }
      assertThat(lostTexts).isEqualTo(Map.of("both", "lost one", "only", "lost last"));
      JsonNode both = rows.get(2);
      assertThat(both.at("/kept/image/text/S").asString()).isEqualTo("kept one");
      assertThat(rows.get(0).get("kept").isNull()).as("there was nothing").isTrue();
    }
    for (int at = 0; at < 3; at++) {
      assertThat(fenced(0).get(at).get("id")).isEqualTo(fenced(1).get(at).get("id"));
    }
  }

  /// As the documentation says: the oldest first.
  private static void putBack(String id) {
    for (JsonNode row : List.copyOf(fenced(1).values()).reversed()) {
      if (!row.at("/key/id/S").asString().equals(id)) continue;
      world.region(1).admin().post("/conflicts/" + row.get("id").asString() + "/restore");
    }
  }

  private static void cutOff(boolean cut) {
    String body = "{\"cut\":" + cut + "}";
    for (int at = 0; at < LOST; at++) {
      world.region(at).admin().put("/faults/links/" + lost(), body);
      if (!cut) continue;
      world.region(LOST).admin().cut(world.region(at).region);
    }
  }

  private static void isLater(int at) {
    world.region(at).admin().put("/faults/clock", "{\"offsetMillis\":" + LONG_MILLIS + "}");
  }

  private static boolean isInaccessible() {
    JsonNode replica = replica(0);
    ReplicaDescription described =
        world.client(0).describeTable(ask -> ask.tableName(TABLE)).table().replicas().stream()
            .filter(one -> one.regionName().equals(lost()))
            .findAny()
            .orElseThrow();
    return !replica.get("silentSince").isNull()
        && described.replicaInaccessibleDateTime() != null
        && described.replicaStatus() == ReplicaStatus.REGION_DISABLED;
  }

  private static void remove() {
    world
        .client(0)
        .updateTable(update ->
            update
                .tableName(TABLE)
                .replicaUpdates(
                    ReplicationGroupUpdate.builder()
                        .delete(delete -> delete.regionName(lost()))
                        .build()));
    eventually("the other one knows", () -> replica(1).get("evicted").asBoolean());
  }

  private static boolean isDropped() {
    if (!replica(0).get("knows").asBoolean()) return false;
    assertThatThrownBy(() -> world.client(LOST).describeTable(ask -> ask.tableName(TABLE)))
        .isInstanceOf(ResourceNotFoundException.class);
    return true;
  }

  private static String lost() {
    return world.region(LOST).region;
  }

  private static JsonNode table(int at) {
    for (JsonNode table : world.region(at).admin().get("/replicas")) {
      if (table.get("table").asString().equals(TABLE)) return table;
    }
    throw new AssertionError("region " + at + " does not know the table");
  }

  private static JsonNode replica(int at) {
    for (JsonNode replica : table(at).get("replicas")) {
      if (replica.get("region").asString().equals(lost())) return replica;
    }
    throw new AssertionError("region " + at + " does not know the replica");
  }

  private static JsonNode deletes(int at) {
    return table(at).get("deletes");
  }

  private static long tombstones(int at) {
    return deletes(at).get("tombstones").asLong();
  }

  private static long forgotten(int at) {
    return deletes(at).get("forgotten").asLong();
  }

  private static JsonNode fenced(int at) {
    return world
        .region(at)
        .admin()
        .get("/conflicts?table=" + TABLE + "&kind=fenced%20write&region=" + lost())
        .get("conflicts");
  }

  private static long fencedCount(int at) {
    for (JsonNode link : world.region(at).admin().get("/links")) {
      if (link.get("origin").asString().equals(lost())) return link.get("fenced").asLong();
    }
    throw new AssertionError("no link from " + lost());
  }

  private static void put(int at, String id, String text) {
    world
        .client(at)
        .putItem(put ->
            put.tableName(TABLE)
                .item(Map.of("id", AttributeValue.fromS(id), "text", AttributeValue.fromS(text))));
  }

  private static Map<String, AttributeValue> key(String id) {
    return Map.of("id", AttributeValue.fromS(id));
  }

  private static String text(int at, String id) {
    var item = world.client(at).getItem(get -> get.tableName(TABLE).key(key(id))).item();
    return item.isEmpty() ? "" : item.get("text").s();
  }
}
