package io.atolldb.wire;

import static io.atolldb.wire.TableStories.constraint;
import static io.atolldb.wire.TableStories.notFound;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ListContributorInsightsWireTest {

  private static final String PLAIN =
      "{\"TableName\":\"plain\",\"ContributorInsightsStatus\":\"ENABLED\","
          + "\"ContributorInsightsMode\":\"ACCESSED_AND_THROTTLED_KEYS\"}";

  @AutoClose private WireClient client;

  @BeforeEach
  void start() throws Exception {
    client = WireClient.start();
    for (String table : new String[] {"plain", "sorted"}) {
      client.call(
          "UpdateContributorInsights",
          "{\"TableName\":\"" + table + "\",\"ContributorInsightsAction\":\"ENABLE\"}");
    }
  }

  private String list(String body) throws Exception {
    return client.call("ListContributorInsights", body).body();
  }

  @Test
  void allThatEverHadAnyAreListedInPages() throws Exception {
    String sorted = PLAIN.replace("plain", "sorted");
    String summaries = "{\"ContributorInsightsSummaries\":[";

    assertThat(list("{}")).isEqualTo(summaries + PLAIN + "," + sorted + "]}");
    assertThat(list("{\"MaxResults\":1}"))
        .isEqualTo(summaries + PLAIN + "],\"NextToken\":\"plain\"}");
    assertThat(list("{\"MaxResults\":1,\"NextToken\":\"plain\"}"))
        .isEqualTo(summaries + sorted + "]}");
    assertThat(list("{\"TableName\":\"sorted\"}")).isEqualTo(summaries + sorted + "]}");
    assertThat(list("{\"TableName\":\"creating\"}")).isEqualTo(summaries + "]}");
  }

  @Test
  void anIndexIsListedBehindItsTable() throws Exception {
    IndexStories.createTable(client);
    for (String index : new String[] {"keys", "all"}) {
      client.call(
          "UpdateContributorInsights",
          "{\"TableName\":\"tab\",\"IndexName\":\"%s\",".formatted(index)
              + "\"ContributorInsightsAction\":\"ENABLE\"}");
    }
    String one =
        "{\"TableName\":\"tab\",\"IndexName\":\"%s\",\"ContributorInsightsStatus\":\"ENABLED\","
            + "\"ContributorInsightsMode\":\"ACCESSED_AND_THROTTLED_KEYS\"}";
    String summaries = "{\"ContributorInsightsSummaries\":[";

    assertThat(list("{\"TableName\":\"tab\",\"MaxResults\":1}"))
        .isEqualTo(summaries + one.formatted("all") + "],\"NextToken\":\"tab all\"}");
    assertThat(list("{\"TableName\":\"tab\",\"NextToken\":\"tab all\"}"))
        .isEqualTo(summaries + one.formatted("keys") + "]}");
  }

  @Test
  void whatIsWrongIsNamed() throws Exception {
    assertThat(list("{\"MaxResults\":101}"))
        .isEqualTo(constraint("MaxResults", "have value less than or equal to 100"));
    assertThat(list("{\"TableName\":\"missing\"}")).isEqualTo(notFound("missing"));
  }
}
