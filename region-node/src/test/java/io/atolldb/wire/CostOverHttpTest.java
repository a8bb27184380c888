package io.atolldb.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.atolldb.admin.CostController;
import io.atolldb.admin.Problems;
import io.atolldb.capacity.TableMeters;
import io.atolldb.cost.PriceList;
import io.atolldb.operation.CollectionLimit;
import io.atolldb.region.RegionCore;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a region says of cost and keys on its admin port, after requests to its data port.
class CostOverHttpTest {

  private static final JsonMapper JSON = new JsonMapper();

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import({CostController.class, Problems.class})
  static class AdminPort {}

  private static LiveTables tables;
  private static ConfigurableApplicationContext admin;

  @BeforeAll
  static void start() throws Exception {
    tables = new LiveTables(TableMeters.limiting(() -> 0), CollectionLimit.USUAL);
    var application = new SpringApplication(AdminPort.class);
    application.setLogStartupInfo(false);
    application.setRegisterShutdownHook(false);
    application.setDefaultProperties(
        Map.of("server.port", 0, "server.address", "127.0.0.1", "spring.main.banner-mode", "off"));
    application.addInitializers(context -> {
      var beans = (GenericApplicationContext) context;
      beans.registerBean(
          RegionCore.class, () -> tables.core, bean -> bean.setDestroyMethodName(""));
      beans.registerBean(PriceList.class, PriceList::packaged);
    });
    admin = application.run();
  }

  @AfterAll
  static void stop() throws Exception {
    admin.close();
    tables.close();
  }

  private static HttpResponse<String> get(String path) throws Exception {
    int port = ((WebServerApplicationContext) admin).getWebServer().getPort();
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1" + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  private static JsonNode json(String path) throws Exception {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private static void create(String name, String billing, String units) throws Exception {
    LiveTables.done(
        tables.table(
            "CreateTable",
            "{'TableName':'%s',%s,"
                + "'AttributeDefinitions':[{'AttributeName':'pk','AttributeType':'S'},"
                + "{'AttributeName':'g','AttributeType':'S'}],"
                + "'KeySchema':[{'AttributeName':'pk','KeyType':'HASH'}],"
                + "'GlobalSecondaryIndexes':[{'IndexName':'byg',"
                + "'KeySchema':[{'AttributeName':'g','KeyType':'HASH'}],"
                + "'Projection':{'ProjectionType':'KEYS_ONLY'}%s}]}",
            name,
            billing,
            units));
  }

  private static JsonNode costOf(String table) throws Exception {
    for (JsonNode each : json("/cost").get("tables")) {
      if (each.get("table").asString().equals(table)) return each;
    }
    throw new AssertionError("no cost of " + table);
  }

  @Test
  void whatWasReadAndWrittenIsPricedTableByTable() throws Exception {
    create("paid", "'BillingMode':'PAY_PER_REQUEST'", "");
    String large = "x".repeat(2_000);
    for (int at = 0; at < 4; at++) {
      LiveTables.done(
          tables.table(
              "PutItem",
              "{'TableName':'paid','Item':{'pk':{'S':'k%d'},'g':{'S':'v'},'text':{'S':'%s'}}}",
              at,
              large)); // 2 and 1
    }
    LiveTables.done(tables.table("Scan", "{'TableName':'paid','ConsistentRead':true}")); // 2
    LiveTables.done(
        tables.table(
            "Query",
            "{'TableName':'paid','IndexName':'byg','KeyConditionExpression':'g = :v',"
                + "'ExpressionAttributeValues':{':v':{'S':'v'}}}")); // half a unit

    JsonNode cost = costOf("paid");
    JsonNode own = cost.get("shares").get(0);
    JsonNode index = cost.get("shares").get(1);
    assertThat(own.get("index").isNull()).isTrue();
    assertThat(own.get("writeUnits").asDouble()).isEqualTo(8);
    assertThat(own.get("readUnits").asDouble()).isEqualTo(2);
    assertThat(own.get("items").asLong()).isEqualTo(4);
    assertThat(own.get("requestsUsd").asDouble()).isEqualTo((8 * 0.625 + 2 * 0.125) / 1e6);
    assertThat(index.get("index").asString()).isEqualTo("byg");
    assertThat(index.get("writeUnits").asDouble()).isEqualTo(4);
    assertThat(index.get("readUnits").asDouble()).isEqualTo(0.5);
    assertThat(index.get("requestsUsd").asDouble()).isEqualTo((4 * 0.625 + 0.5 * 0.125) / 1e6);
    assertThat(cost.get("requestsUsd").asDouble())
        .isEqualTo(own.get("requestsUsd").asDouble() + index.get("requestsUsd").asDouble());
    JsonNode all = json("/cost");
    assertThat(all.get("region").asString()).isEqualTo("us-east-1");
    assertThat(all.get("currency").asString()).isEqualTo("USD");
    assertThat(all.get("requestsUsd").asDouble())
        .isGreaterThanOrEqualTo(cost.get("requestsUsd").asDouble());
  }

  @Test
  void theKeysOfATableAndOfItsIndexesAreShown() throws Exception {
    String units = "'ProvisionedThroughput':{'ReadCapacityUnits':1,'WriteCapacityUnits':1}";
    create("hot", units, "," + units);
    String on = "{'TableName':'hot'%s,'ContributorInsightsAction':'ENABLE'}";
    LiveTables.done(tables.table("UpdateContributorInsights", on.formatted("")));
    LiveTables.done(tables.table("UpdateContributorInsights", on.formatted(",'IndexName':'byg'")));
    String put = "{'TableName':'hot','Item':{'pk':{'S':'%s'},'g':{'S':'v'},'text':{'S':'%s'}}}";
    LiveTables.done(tables.table("PutItem", put, "first", "x".repeat(350_000)));
    assertThat(tables.table("PutItem", put, "second", "x").status()).isEqualTo(400);

    JsonNode insights = json("/tables/hot/insights");
    JsonNode own = insights.get("table");
    assertThat(own.get("mode").asString()).isEqualTo("ACCESSED_AND_THROTTLED_KEYS");
    assertThat(own.get("accessedPartitions").toString())
        .isEqualTo("[{\"key\":{\"pk\":{\"S\":\"first\"}},\"weight\":342.0,\"surplus\":0.0}]");
    assertThat(own.get("throttledPartitions").toString())
        .isEqualTo("[{\"key\":{\"pk\":{\"S\":\"second\"}},\"weight\":1.0,\"surplus\":0.0}]");
    assertThat(own.get("accessedKeys").isEmpty()).isTrue();
    JsonNode index = insights.get("indexes").get(0);
    assertThat(index.get("index").asString()).isEqualTo("byg");
    assertThat(index.get("accessedPartitions").toString())
        .isEqualTo("[{\"key\":{\"g\":{\"S\":\"v\"}},\"weight\":1.0,\"surplus\":0.0}]");
    assertThat(costOf("hot").get("shares").get(0).get("writesThrottled").asLong()).isEqualTo(1);
  }

  @Test
  void aTableThatIsNotThereHasNone() throws Exception {
    assertThat(get("/tables/none/insights").statusCode()).isEqualTo(404);
  }
}
