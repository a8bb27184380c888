package io.atolldb.wire;

import static io.atolldb.wire.TableStories.constraint;
import static io.atolldb.wire.TableStories.notFound;
import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.capacity.HotKeys.HotKey;
import io.atolldb.capacity.KeyInsights;
import io.atolldb.capacity.TableMeter;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.Item;
import io.atolldb.wire.WireClient.Reply;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UpdateContributorInsightsWireTest {

  @AutoClose private WireClient client;

  @BeforeEach
  void start() throws Exception {
    client = WireClient.start();
  }

  private String update(String members) throws Exception {
    return client
        .call("UpdateContributorInsights", "{\"TableName\":\"plain\"" + members + "}")
        .body();
  }

  @Test
  void itIsSwitchedOnWithAModeAndOff() throws Exception {
    assertThat(update(",\"ContributorInsightsAction\":\"ENABLE\""))
        .isEqualTo(
            "{\"TableName\":\"plain\",\"ContributorInsightsStatus\":\"ENABLING\","
                + "\"ContributorInsightsMode\":\"ACCESSED_AND_THROTTLED_KEYS\"}");
    assertThat(update(",\"ContributorInsightsAction\":\"DISABLE\""))
        .isEqualTo("{\"TableName\":\"plain\",\"ContributorInsightsStatus\":\"DISABLING\"}");
  }

  @Test
  void accessesWeighTheUnitsThatTheyTook() throws Exception {
    update(",\"ContributorInsightsAction\":\"ENABLE\"");
    client.put("{\"pk\":{\"S\":\"cold\"}}");
    client.put("{\"pk\":{\"S\":\"hot\"},\"text\":{\"S\":\"" + "x".repeat(3_000) + "\"}}");
    client.get("hot"); // half a unit

    KeyInsights insights = insights("plain");
    var top = insights.accessedPartitions().top(10);
    assertThat(top).hasSize(2);
    assertThat(top.getFirst().key()).isEqualTo(Item.of(Map.of("pk", new StringValue("hot"))));
    assertThat(top.getFirst().weight()).isEqualTo(3.5);
    assertThat(top.getLast().weight()).isEqualTo(1);
  }

  /// A page is split among its items by their sizes.
  @Test
  void aReadOfManyIsCountedToTheItemsThatItReads() throws Exception {
    client.call(
        "UpdateContributorInsights",
        "{\"TableName\":\"sorted\",\"ContributorInsightsAction\":\"ENABLE\"}");
    String text = ",\"text\":{\"S\":\"" + "x".repeat(12_200) + "\"}";
    for (String sort : new String[] {"1", "2"}) {
      String item = "{\"pk\":{\"S\":\"a\"},\"sk\":{\"N\":\"" + sort + "\"}" + text + "}";
      client.call("PutItem", "{\"TableName\":\"sorted\",\"Item\":" + item + "}"); // 12 units
    }
    client.call(
        "Query",
        "{\"TableName\":\"sorted\",\"KeyConditionExpression\":\"pk = :v\","
            + "\"ExpressionAttributeValues\":{\":v\":{\"S\":\"a\"}}}"); // 3 units
    client.call("Scan", "{\"TableName\":\"sorted\",\"ConsistentRead\":true}"); // 6
    client.call(
        "Query",
        "{\"TableName\":\"sorted\",\"KeyConditionExpression\":\"pk = :v\","
            + "\"ExpressionAttributeValues\":{\":v\":{\"S\":\"none\"}}}"); // half a unit

    KeyInsights insights = insights("sorted");
    var partitions = insights.accessedPartitions().top(10);
    assertThat(partitions).extracting(HotKey::weight).containsExactly(33.0, 0.5);
    var keys = insights.accessedKeys().top(10);
    assertThat(keys).extracting(HotKey::weight).containsExactly(16.5, 16.5);
    assertThat(keys.getFirst().key().attributes()).containsOnlyKeys("pk", "sk");
  }

  @Test
  void anIndexIsCountedByItsOwnKeys() throws Exception {
    IndexStories.createTable(client);
    for (String index : new String[] {"all", "some"}) {
      assertThat(
              client
                  .call(
                      "UpdateContributorInsights",
                      "{\"TableName\":\"tab\",\"IndexName\":\"%s\",".formatted(index)
                          + "\"ContributorInsightsAction\":\"ENABLE\"}")
                  .body())
          .isEqualTo(
              "{\"TableName\":\"tab\",\"IndexName\":\"%s\",".formatted(index)
                  + "\"ContributorInsightsStatus\":\"ENABLING\","
                  + "\"ContributorInsightsMode\":\"ACCESSED_AND_THROTTLED_KEYS\"}");
    }
    IndexStories.put(client, "a", 1, ",\"g\":{\"S\":\"x\"},\"n\":{\"N\":\"1\"}");
    IndexStories.put(client, "b", 1, ",\"g\":{\"S\":\"x\"},\"n\":{\"N\":\"2\"}");
    IndexStories.put(client, "b", 1, ",\"g\":{\"S\":\"y\"},\"n\":{\"N\":\"2\"}"); // moves
    IndexStories.query(
        client, "all", "g = :v", "\"ExpressionAttributeValues\":{\":v\":{\"S\":\"x\"}}");

    TableMeter meter = client.region.meters().of(client.region.tables().named("tab"));
    assertThat(meter.own().insights()).isNull();
    KeyInsights all = meter.globals().get("all").insights();
    assertThat(all).isNotNull();
    assertThat(all.accessedPartitions().top(10))
        .containsExactly(
            new HotKey(Item.of(Map.of("g", new StringValue("x"))), 3.5, 0),
            new HotKey(Item.of(Map.of("g", new StringValue("y"))), 1, 0));
    assertThat(all.accessedKeys().top(10))
        .extracting(HotKey::weight)
        .containsExactly(2.0, 1.5, 1.0);
    KeyInsights some = meter.globals().get("some").insights();
    assertThat(some).isNotNull();
    assertThat(some.accessedPartitions().top(10)).isEmpty(); // no item has all of its keys
  }

  private KeyInsights insights(String table) {
    KeyInsights insights =
        client.region.meters().of(client.region.tables().named(table)).own().insights();
    assertThat(insights).isNotNull();
    return insights;
  }

  @Test
  void onlyThrottledKeysAreCountedWhereThatIsWanted() throws Exception {
    String narrow =
        TableStories.tableOf(
            "narrow",
            "\"ProvisionedThroughput\":{\"ReadCapacityUnits\":1,\"WriteCapacityUnits\":1}");
    client.call("CreateTable", narrow);
    client.call(
        "UpdateContributorInsights",
        "{\"TableName\":\"narrow\",\"ContributorInsightsAction\":\"ENABLE\","
            + "\"ContributorInsightsMode\":\"THROTTLED_KEYS\"}");
    String large = "\"text\":{\"S\":\"" + "x".repeat(350_000) + "\"}";
    String put = "{\"TableName\":\"narrow\",\"Item\":{\"pk\":{\"S\":\"%s\"},%s}}";

    assertThat(client.call("PutItem", put.formatted("a", large)).status()).isEqualTo(200);
    assertThat(client.call("PutItem", put.formatted("b", large)).status()).isEqualTo(400);
    assertThat(client.call("PutItem", put.formatted("b", large)).status()).isEqualTo(400);

    KeyInsights insights = insights("narrow");
    assertThat(insights.accessedPartitions().top(10)).isEmpty();
    var throttled = insights.throttledPartitions().top(10);
    assertThat(throttled).hasSize(1);
    assertThat(throttled.getFirst().key()).isEqualTo(Item.of(Map.of("pk", new StringValue("b"))));
    assertThat(throttled.getFirst().weight()).isEqualTo(2);
  }

  @Test
  void whatIsWrongIsNamed() throws Exception {
    assertThat(update("")).isEqualTo(constraint("ContributorInsightsAction", "not be null"));
    assertThat(update(",\"ContributorInsightsAction\":\"MAYBE\""))
        .isEqualTo(
            Reply.validation(
                "1 validation error detected: Failed to satisfy constraint: Member must satisfy"
                    + " enum value set: [ENABLE, DISABLE]"));
    assertThat(
            client
                .call(
                    "UpdateContributorInsights",
                    "{\"TableName\":\"missing\",\"ContributorInsightsAction\":\"ENABLE\"}")
                .body())
        .isEqualTo(notFound("missing"));
    assertThat(update(",\"ContributorInsightsAction\":\"ENABLE\",\"IndexName\":\"none\""))
        .contains("ResourceNotFoundException");
  }
}
