package io.atolldb.differential;

import io.atolldb.differential.Schema.Attribute;
import io.atolldb.differential.Schema.Index;
import java.util.List;
import java.util.Map;

/// Tables that are made, looked at, changed and deleted.
final class TableCalls {

  private final Chance chance;
  private final Schemas schemas;
  private final Spoiler spoiler;

  TableCalls(Chance chance) {
    this.chance = chance;
    this.schemas = new Schemas(chance);
    this.spoiler = new Spoiler(chance);
  }

  Call any() {
    String table = chance.of("table-two", "table-two", "table-three", "missing");
    return switch (chance.below(10)) {
      case 0, 1, 2 -> create(table);
      case 3 -> Call.once("DescribeTable", Json.object("TableName", table));
      case 4 -> Call.once("ListTables", Json.object("Limit", chance.oneIn(2) ? 1 : null));
      case 5, 6 -> update(table);
      case 7 -> updateTimeToLive(table);
      case 8 -> Call.once("DescribeTimeToLive", Json.object("TableName", table));
      default -> Call.once("DeleteTable", Json.object("TableName", table));
    };
  }

  private Call create(String table) {
    Call create = schemas.any(table).create();
    if (chance.oneIn(3)) {
      create = create.copy();
      create.body().put("BillingMode", chance.of("PROVISIONED", "PAY_PER_REQUEST"));
      create.body().put("ProvisionedThroughput", throughput());
    }
    return chance.oneIn(2) ? spoiler.spoiledInside(create) : create;
  }

  private Call updateTimeToLive(String table) {
    Map<String, Object> wanted =
        Json.object("Enabled", !chance.oneIn(4), "AttributeName", chance.of("ends", "ends", "a"));
    return Call.once(
        "UpdateTimeToLive", Json.object("TableName", table, "TimeToLiveSpecification", wanted));
  }

  private Map<String, Object> throughput() {
    int read = chance.oneIn(10) ? 0 : 1 + chance.below(5);
    return Json.object("ReadCapacityUnits", read, "WriteCapacityUnits", 1 + chance.below(5));
  }

  private Call update(String table) {
    Map<String, Object> body = Json.object("TableName", table);
    switch (chance.below(4)) {
      case 0 -> body.put("ProvisionedThroughput", throughput());
      case 1 -> {
        body.put("BillingMode", chance.of("PROVISIONED", "PAY_PER_REQUEST"));
        if (chance.oneIn(2)) body.put("ProvisionedThroughput", throughput());
      }
      case 2 ->
          body.put(
              "GlobalSecondaryIndexUpdates",
              List.of(
                  Json.object(
                      "Delete",
                      Json.object("IndexName", Index.named(chance.of("global-1", "global-9"))))));
      default -> createIndex(body);
    }
    return Call.once("UpdateTable", body);
  }

  private void createIndex(Map<String, Object> body) {
    var key = new Schema.Key(new Attribute("added", chance.of("S", "N")), null);
    var index =
        new Index(Index.named("global-9"), true, key, chance.of("ALL", "KEYS_ONLY"), List.of());
    if (!chance.oneIn(6)) {
      body.put(
          "AttributeDefinitions",
          List.of(Json.object("AttributeName", "added", "AttributeType", key.hash().type())));
    }
    body.put("GlobalSecondaryIndexUpdates", List.of(Json.object("Create", index.description())));
  }
}
