package io.atolldb.wire;

import static io.atolldb.wire.TableStories.constraint;
import static io.atolldb.wire.TableStories.notFound;
import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.capacity.KeyInsights;
import io.atolldb.item.AttributeValue.StringValue;
import io.atolldb.item.PrimaryKey;
import io.atolldb.wire.WireClient.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UpdateContributorInsightsWireTest {

  private WireClient client;

  @BeforeEach
  void start() throws Exception {
    client = WireClient.start();
  }

  @AfterEach
  void stop() {
    client.close();
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

    KeyInsights insights =
        client.region.meters().of(client.region.tables().named("plain")).own().insights();
    assertThat(insights).isNotNull();
    var top = insights.accessedPartitions().top(10);
    assertThat(top).hasSize(2);
    assertThat(top.getFirst().key()).isEqualTo(new PrimaryKey(new StringValue("hot"), null));
    assertThat(top.getFirst().weight()).isEqualTo(3.5);
    assertThat(top.getLast().weight()).isEqualTo(1);
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

    KeyInsights insights =
        client.region.meters().of(client.region.tables().named("narrow")).own().insights();
    assertThat(insights).isNotNull();
    assertThat(insights.accessedPartitions().top(10)).isEmpty();
    var throttled = insights.throttledPartitions().top(10);
    assertThat(throttled).hasSize(1);
    assertThat(throttled.getFirst().key()).isEqualTo(new PrimaryKey(new StringValue("b"), null));
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
