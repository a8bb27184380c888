package io.atolldb.differential;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Requests for several items at once: batches and transactions over all tables.
final class GroupCalls {

  private final Chance chance;
  private final Values values;
  private final List<Schema> schemas;
  private final List<ItemCalls> items;
  private int tokens;

  GroupCalls(Chance chance, List<Schema> schemas) {
    this.chance = chance;
    this.values = new Values(chance);
    this.schemas = schemas;
    this.items = schemas.stream().map(schema -> new ItemCalls(chance, schema)).toList();
  }

  Call any() {
    return switch (chance.below(6)) {
      case 0 -> batchGet();
      case 1 -> batchWrite();
      case 2 -> transactGet();
      default -> transactWrite();
    };
  }

  private Call batchGet() {
    var tables = new LinkedHashMap<String, Object>();
    for (int left = chance.few(schemas.size()); left > 0; left--) {
      int table = chance.below(schemas.size());
      Map<String, Object> keys = Json.object("Keys", keys(table));
      projection(keys, schemas.get(table));
      if (chance.oneIn(4)) keys.put("ConsistentRead", chance.oneIn(2));
      tables.put(schemas.get(table).table(), keys);
    }
    Map<String, Object> body = Json.object("RequestItems", tables);
    capacity(body);
    return Call.once("BatchGetItem", body);
  }

  private List<Object> keys(int table) {
    var keys = new ArrayList<>();
    for (int left = chance.few(6); left > 0; left--) {
      Object key = items.get(table).key();
      if (!keys.contains(key) || chance.oneIn(30)) keys.add(key);
    }
    return keys;
  }

  private void projection(Map<String, Object> body, Schema schema) {
    if (!chance.oneIn(3)) return;
    var phrase = new Phrase(chance);
    body.put("ProjectionExpression", new Expressions(chance, values, phrase, schema).projection());
    phrase.addTo(body);
  }

  private Call batchWrite() {
    var tables = new LinkedHashMap<String, Object>();
    for (int left = chance.few(schemas.size()); left > 0; left--) {
      int table = chance.below(schemas.size());
      tables.put(schemas.get(table).table(), writes(table));
    }
    Map<String, Object> body = Json.object("RequestItems", tables);
    capacity(body);
    return Call.once("BatchWriteItem", body);
  }

  private List<Object> writes(int table) {
    var writes = new ArrayList<>();
    var keys = new ArrayList<Map<String, Object>>();
    for (int left = chance.few(5); left > 0; left--) {
      Map<String, Object> item = items.get(table).item();
      Map<String, Object> key = keyOf(schemas.get(table), item);
      if (keys.contains(key) && !chance.oneIn(30)) continue;
      keys.add(key);
      writes.add(
          chance.oneIn(3)
              ? Json.object("DeleteRequest", Json.object("Key", key))
              : Json.object("PutRequest", Json.object("Item", item)));
    }
    return writes;
  }

  private static Map<String, Object> keyOf(Schema schema, Map<String, Object> item) {
    var key = new LinkedHashMap<String, Object>();
    for (Schema.Attribute attribute : schema.key().attributes()) {
      key.put(attribute.name(), item.get(attribute.name()));
    }
    return key;
  }

  private Call transactGet() {
    var gets = new ArrayList<>();
    for (int left = chance.few(5); left > 0; left--) {
      int table = chance.below(schemas.size());
      Map<String, Object> get =
          Json.object("TableName", tableName(table), "Key", items.get(table).key());
      projection(get, schemas.get(table));
      gets.add(Json.object("Get", get));
    }
    Map<String, Object> body = Json.object("TransactItems", gets);
    capacity(body);
    return Call.once("TransactGetItems", body);
  }

  private Call transactWrite() {
    var actions = new ArrayList<>();
    for (int left = chance.few(5); left > 0; left--) actions.add(action());
    Map<String, Object> body = Json.object("TransactItems", actions);
    capacity(body);
    if (chance.oneIn(4))
      body.put("ClientRequestToken", Call.RUN + (chance.oneIn(5) ? 0 : ++tokens));
    if (chance.oneIn(10)) body.put("ReturnItemCollectionMetrics", chance.of("SIZE", "NONE"));
    return Call.once("TransactWriteItems", body);
  }

  private Map<String, Object> action() {
    int table = chance.below(schemas.size());
    Map<String, Object> of = Json.object("TableName", tableName(table));
    var phrase = new Phrase(chance);
    var expressions = new Expressions(chance, values, phrase, schemas.get(table));
    String kind = chance.of("Put", "Put", "Update", "Update", "Delete", "ConditionCheck");
    if (kind.equals("Put")) of.put("Item", items.get(table).item());
    else of.put("Key", items.get(table).key());
    if (kind.equals("Update")) of.put("UpdateExpression", expressions.update());
    if (kind.equals("ConditionCheck")) of.put("ConditionExpression", expressions.likely());
    else if (chance.oneIn(4)) of.put("ConditionExpression", expressions.likely());
    phrase.addTo(of);
    if (chance.oneIn(3)) {
      of.put("ReturnValuesOnConditionCheckFailure", chance.of("ALL_OLD", "NONE"));
    }
    return Json.object(kind, of);
  }

  private String tableName(int table) {
    return chance.oneIn(80) ? "missing" : schemas.get(table).table();
  }

  private void capacity(Map<String, Object> body) {
    if (chance.oneIn(3)) {
      body.put("ReturnConsumedCapacity", chance.of("TOTAL", "INDEXES", "NONE"));
    }
  }
}
