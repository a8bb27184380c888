package io.atolldb.wire;

import static io.atolldb.wire.TableStories.notFound;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DescribeContributorInsightsWireTest {

  @AutoClose private WireClient client;

  @BeforeEach
  void start() throws Exception {
    client = WireClient.start();
  }

  private String describe(String table) throws Exception {
    return client.call("DescribeContributorInsights", "{\"TableName\":\"" + table + "\"}").body();
  }

  private void update(String table, String members) throws Exception {
    client.call("UpdateContributorInsights", "{\"TableName\":\"" + table + "\"," + members + "}");
  }

  @Test
  void aTableThatNeverHadAnyIsDisabled() throws Exception {
    assertThat(describe("plain"))
        .isEqualTo("{\"TableName\":\"plain\",\"ContributorInsightsStatus\":\"DISABLED\"}");
    assertThat(describe("missing")).isEqualTo(notFound("missing"));
  }

  @Test
  void eachRuleHasAName() throws Exception {
    update("sorted", "\"ContributorInsightsAction\":\"ENABLE\"");

    assertThat(describe("sorted"))
        .isEqualTo(
            "{\"TableName\":\"sorted\",\"ContributorInsightsRuleList\":["
                + "\"DynamoDBContributorInsights-PKC-sorted-0\","
                + "\"DynamoDBContributorInsights-SKC-sorted-0\","
                + "\"DynamoDBContributorInsights-PKT-sorted-0\","
                + "\"DynamoDBContributorInsights-SKT-sorted-0\"],"
                + "\"ContributorInsightsStatus\":\"ENABLED\","
                + "\"LastUpdateDateTime\":1700000000.123,"
                + "\"ContributorInsightsMode\":\"ACCESSED_AND_THROTTLED_KEYS\"}");
  }

  @Test
  void anIndexHasRulesOfItsOwnAndALocalOneHasNone() throws Exception {
    IndexStories.createTable(client);
    update(
        "tab",
        "\"IndexName\":\"keys\",\"ContributorInsightsAction\":\"ENABLE\","
            + "\"ContributorInsightsMode\":\"THROTTLED_KEYS\"");
    String asked = "{\"TableName\":\"tab\",\"IndexName\":\"%s\"}";

    assertThat(client.call("DescribeContributorInsights", asked.formatted("keys")).body())
        .startsWith("{\"TableName\":\"tab\",\"IndexName\":\"keys\",")
        .contains(
            "[\"DynamoDBContributorInsights-PKT-tab-keys-1700000000123\"]",
            "\"ContributorInsightsStatus\":\"ENABLED\"");
    assertThat(client.call("DescribeContributorInsights", asked.formatted("all")).body())
        .contains("\"IndexName\":\"all\"", "\"ContributorInsightsStatus\":\"DISABLED\"");
    assertThat(client.call("DescribeContributorInsights", asked.formatted("no")).body())
        .isEqualTo(TableStories.constraint("IndexName", "have length greater than or equal to 3"));
    assertThat(client.call("DescribeContributorInsights", asked.formatted("local")).body())
        .contains("ResourceNotFoundException");
  }

  @Test
  void switchedOffItRemembersWhen() throws Exception {
    update(
        "plain",
        "\"ContributorInsightsAction\":\"ENABLE\","
            + "\"ContributorInsightsMode\":\"THROTTLED_KEYS\"");
    assertThat(describe("plain"))
        .contains(
            "[\"DynamoDBContributorInsights-PKT-plain-0\"]",
            "\"ContributorInsightsMode\":\"THROTTLED_KEYS\"");

    update("plain", "\"ContributorInsightsAction\":\"DISABLE\"");
    assertThat(describe("plain"))
        .isEqualTo(
            "{\"TableName\":\"plain\",\"ContributorInsightsStatus\":\"DISABLED\","
                + "\"LastUpdateDateTime\":1700000000.123}");
  }
}
