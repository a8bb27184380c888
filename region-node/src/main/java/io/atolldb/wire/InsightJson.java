package io.atolldb.wire;

import io.atolldb.catalog.InsightsMode;
import io.atolldb.fault.Refusal;
import io.atolldb.request.InsightCalls;
import io.atolldb.request.InsightCalls.Description;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// The operations on contributor insights as JSON.
final class InsightJson {

  private InsightJson() {}

  static InsightCalls.Request read(JsonBody body) throws Refusal {
    String tableName = null;
    String indexName = null;
    String action = null;
    String mode = null;
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      switch (member) {
        case "TableName" -> tableName = body.text();
        case "IndexName" -> indexName = body.text();
        case "ContributorInsightsAction" -> action = body.text();
        case "ContributorInsightsMode" -> mode = body.text();
        default -> body.skip();
      }
    }
    return new InsightCalls.Request(tableName, indexName, action, mode);
  }

  static InsightCalls.Listing readListing(JsonBody body) throws Refusal {
    String tableName = null;
    String nextToken = null;
    Integer maxResults = null;
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      switch (member) {
        case "TableName" -> tableName = body.text();
        case "NextToken" -> nextToken = body.text();
        case "MaxResults" -> maxResults = body.integer();
        default -> body.skip();
      }
    }
    return new InsightCalls.Listing(tableName, nextToken, maxResults);
  }

  static void writeUpdated(Description it, JsonGenerator json) {
    writeNames(it, json);
    json.writeStringProperty("ContributorInsightsStatus", it.status().name());
    writeMode(it.mode(), json);
  }

  static void write(Description it, JsonGenerator json) {
    writeNames(it, json);
    if (!it.rules().isEmpty()) {
      json.writeName("ContributorInsightsRuleList");
      json.writeStartArray();
      for (String rule : it.rules()) json.writeString(rule);
      json.writeEndArray();
    }
    json.writeStringProperty("ContributorInsightsStatus", it.status().name());
    Long since = it.sinceMillis();
    if (since != null) {
      json.writeName("LastUpdateDateTime");
      json.writeNumber(BigDecimal.valueOf(since, 3));
    }
    writeMode(it.mode(), json);
  }

  static void writePage(InsightCalls.Page page, JsonGenerator json) {
    json.writeName("ContributorInsightsSummaries");
    json.writeStartArray();
    for (Description it : page.descriptions()) {
      json.writeStartObject();
      writeUpdated(it, json);
      json.writeEndObject();
    }
    json.writeEndArray();
    String next = page.nextToken();
    if (next != null) json.writeStringProperty("NextToken", next);
  }

  private static void writeNames(Description it, JsonGenerator json) {
    json.writeStringProperty("TableName", it.tableName());
    String index = it.indexName();
    if (index != null) json.writeStringProperty("IndexName", index);
  }

  private static void writeMode(@Nullable InsightsMode mode, JsonGenerator json) {
    if (mode != null) json.writeStringProperty("ContributorInsightsMode", mode.name());
  }
}
