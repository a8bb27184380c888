package io.atolldb.differential;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Requests for single items of one table.
final class ItemCalls {

  private final Chance chance;
  private final Values values;
  private final Schema schema;
  private final LegacyParameters legacy;

  ItemCalls(Chance chance, Schema schema) {
    this.chance = chance;
    this.values = new Values(chance);
    this.schema = schema;
    this.legacy = new LegacyParameters(chance, schema);
  }

  Call any() {
    return switch (chance.below(10)) {
      case 0, 1, 2 -> put();
      case 3, 4 -> get();
      case 5 -> delete();
      default -> update();
    };
  }

  Call put() {
    Map<String, Object> body = Json.object("TableName", schema.table(), "Item", item());
    if (chance.oneIn(3)) condition(body);
    metrics(body, chance.oneIn(30) ? "ALL_NEW" : chance.of("NONE", "ALL_OLD", "ALL_OLD", null));
    return Call.once("PutItem", body);
  }

  /// An item that is there whatever was before.
  Call plainPut() {
    return Call.once("PutItem", Json.object("TableName", schema.table(), "Item", item()));
  }

  /// An item with something in it to be changed, and a change that goes well more often than not.
  List<Call> putAndUpdate() {
    Map<String, Object> item = item();
    item.put("doc", Values.value("M", Json.object("x", values.any(), "y", values.any())));
    item.put("seq", Values.value("L", List.of(values.any(), values.any())));
    var key = new LinkedHashMap<String, Object>();
    for (var attribute : schema.key().attributes()) {
      key.put(attribute.name(), item.get(attribute.name()));
    }
    var phrase = new Phrase(chance);
    Map<String, Object> update =
        Json.object(
            "TableName",
            schema.table(),
            "Key",
            key,
            "UpdateExpression",
            expressions(phrase).plainUpdate());
    phrase.addTo(update);
    metrics(update, chance.of("ALL_OLD", "ALL_NEW", "UPDATED_OLD", "UPDATED_NEW"));
    return List.of(
        Call.once("PutItem", Json.object("TableName", schema.table(), "Item", item)),
        Call.once("UpdateItem", update));
  }

  private Call get() {
    Map<String, Object> body = Json.object("TableName", schema.table(), "Key", key());
    if (chance.oneIn(2)) {
      var phrase = new Phrase(chance);
      body.put("ProjectionExpression", expressions(phrase).projection());
      phrase.addTo(body);
    } else if (chance.oneIn(4)) {
      body.put("AttributesToGet", legacy.attributesToGet());
    }
    if (chance.oneIn(3)) body.put("ConsistentRead", chance.oneIn(2));
    capacity(body);
    return Call.once("GetItem", body);
  }

  private Call delete() {
    Map<String, Object> body = Json.object("TableName", schema.table(), "Key", key());
    if (chance.oneIn(2)) condition(body);
    metrics(body, chance.oneIn(30) ? "UPDATED_OLD" : chance.of("NONE", "ALL_OLD", "ALL_OLD", null));
    return Call.once("DeleteItem", body);
  }

  private Call update() {
    Map<String, Object> body = Json.object("TableName", schema.table(), "Key", key());
    if (chance.oneIn(8)) {
      body.put("AttributeUpdates", legacy.attributeUpdates());
      if (chance.oneIn(2)) legacy.expected(body);
    } else if (!chance.oneIn(40)) {
      var phrase = new Phrase(chance);
      Expressions expressions = expressions(phrase);
      body.put("UpdateExpression", expressions.update());
      if (chance.oneIn(4)) body.put("ConditionExpression", expressions.condition());
      phrase.addTo(body);
    }
    metrics(
        body,
        chance.of(null, "NONE", "ALL_OLD", "ALL_NEW", "ALL_NEW", "UPDATED_OLD", "UPDATED_NEW"));
    return Call.once("UpdateItem", body);
  }

  private void condition(Map<String, Object> body) {
    if (chance.oneIn(4)) {
      legacy.expected(body);
      return;
    }
    var phrase = new Phrase(chance);
    body.put("ConditionExpression", expressions(phrase).condition());
    phrase.addTo(body);
    if (chance.oneIn(3)) {
      body.put("ReturnValuesOnConditionCheckFailure", chance.of("ALL_OLD", "ALL_OLD", "NONE"));
    }
  }

  private Expressions expressions(Phrase phrase) {
    return new Expressions(chance, values, phrase, schema);
  }

  private void metrics(Map<String, Object> body, String returnValues) {
    if (returnValues != null && !chance.oneIn(3)) body.put("ReturnValues", returnValues);
    capacity(body);
    if (chance.oneIn(8)) body.put("ReturnItemCollectionMetrics", chance.of("SIZE", "NONE"));
  }

  private void capacity(Map<String, Object> body) {
    if (chance.oneIn(3)) {
      body.put("ReturnConsumedCapacity", chance.of("TOTAL", "INDEXES", "INDEXES", "NONE"));
    }
  }

  Map<String, Object> key() {
    var key = new LinkedHashMap<String, Object>();
    for (var attribute : schema.key().attributes()) {
      key.put(attribute.name(), keyValue(attribute.type()));
    }
    if (chance.oneIn(150)) key.put("extra", values.any());
    return key;
  }

  private Object keyValue(String type) {
    if (chance.oneIn(200)) return values.any();
    return chance.oneIn(200) ? values.wrong() : values.key(type);
  }

  Map<String, Object> item() {
    Map<String, Object> item = key();
    for (String name : Expressions.ATTRIBUTES) {
      if (!chance.oneIn(3) || item.containsKey(name)) continue;
      item.put(name, chance.oneIn(300) ? values.wrong() : value(name));
    }
    if (chance.oneIn(3)) item.put(Schemas.LATER.name(), values.key(Schemas.LATER.type()));
    return item;
  }

  /// Mostly of the kind that the name promises, which expressions count on.
  private Object value(String name) {
    String indexed = schema.keyTypes().get(name);
    if (indexed != null && !chance.oneIn(60)) return values.key(indexed);
    if (chance.oneIn(6)) return values.any();
    return switch (name) {
      case "doc" -> values.of("M");
      case "seq" -> values.of("L");
      case "strs" -> values.of("SS");
      case "nums" -> values.of("NS");
      case "num", "a" -> values.of("N");
      case "txt" -> values.of("S");
      case "bin" -> values.of("B");
      default -> values.any();
    };
  }
}
