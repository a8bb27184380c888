package io.atolldb.differential;

import io.atolldb.differential.Schema.Attribute;
import io.atolldb.differential.Schema.Index;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Queries and scans of a table and its indexes.
final class ReadCalls {

  private final Chance chance;
  private final Values values;
  private final Schema schema;
  private final LegacyParameters legacy;

  ReadCalls(Chance chance, Schema schema) {
    this.chance = chance;
    this.values = new Values(chance);
    this.schema = schema;
    this.legacy = new LegacyParameters(chance, schema);
  }

  Call any() {
    return chance.oneIn(3) ? scan() : query();
  }

  private Call query() {
    Index index = index();
    Schema.Key key = index == null ? schema.key() : index.key();
    Map<String, Object> body = begun(index);
    if (chance.oneIn(6)) legacyQuery(body, key);
    else expressions(body, key);
    select(body, index);
    if (chance.oneIn(2)) body.put("ScanIndexForward", chance.oneIn(2));
    common(body, index);
    boolean ties = index != null;
    if (chance.oneIn(4) && index == null) body.put("ExclusiveStartKey", startKey());
    if (!chance.oneIn(3)) return Call.once("Query", body);
    if (ties && chance.oneIn(2)) return Call.once("Query", body);
    body.put("Limit", 1 + chance.below(4));
    // Which of several entries with one key comes first is open, and so where a page ends.
    return new Call("Query", body, ties || chance.oneIn(2));
  }

  private Call scan() {
    Index index = index();
    Map<String, Object> body = begun(index);
    if (chance.oneIn(6)) {
      body.put("ScanFilter", legacy.filter());
      legacy.conditionalOperator(body);
      if (chance.oneIn(3)) body.put("AttributesToGet", legacy.attributesToGet());
    } else {
      var phrase = new Phrase(chance);
      var expressions = new Expressions(chance, values, phrase, schema);
      if (chance.oneIn(2)) body.put("FilterExpression", expressions.condition());
      if (chance.oneIn(3)) body.put("ProjectionExpression", expressions.projection());
      phrase.addTo(body);
    }
    select(body, index);
    common(body, index);
    if (!chance.oneIn(2)) return Call.once("Scan", body);
    // In which order items are met is open, so only all pages together can be compared.
    body.put("Limit", 1 + chance.below(5));
    if (chance.oneIn(4)) {
      body.put("Segment", Call.EVERY);
      body.put("TotalSegments", 1 + chance.below(4));
    }
    return Call.toTheEnd("Scan", body);
  }

  private @Nullable Index index() {
    return schema.indexes().isEmpty() || chance.oneIn(2) ? null : chance.in(schema.indexes());
  }

  private Map<String, Object> begun(@Nullable Index index) {
    String name = index == null ? null : index.name();
    if (chance.oneIn(100)) name = "missing-index";
    return Json.object("TableName", schema.table(), "IndexName", name);
  }

  private void expressions(Map<String, Object> body, Schema.Key key) {
    var phrase = new Phrase(chance);
    var expressions = new Expressions(chance, values, phrase, schema);
    body.put("KeyConditionExpression", expressions.keyCondition(key));
    if (chance.oneIn(3)) body.put("FilterExpression", expressions.filter(key));
    if (chance.oneIn(4)) body.put("ProjectionExpression", expressions.projection());
    phrase.addTo(body);
  }

  private void legacyQuery(Map<String, Object> body, Schema.Key key) {
    body.put("KeyConditions", legacy.keyConditions(key));
    if (chance.oneIn(2)) {
      body.put("QueryFilter", legacy.filter());
      legacy.conditionalOperator(body);
    }
    if (chance.oneIn(3)) body.put("AttributesToGet", legacy.attributesToGet());
  }

  private void select(Map<String, Object> body, @Nullable Index index) {
    if (!chance.oneIn(4)) return;
    body.put(
        "Select",
        chance.of(
            "COUNT",
            "ALL_ATTRIBUTES",
            index == null && !chance.oneIn(5) ? "COUNT" : "ALL_PROJECTED_ATTRIBUTES",
            "SPECIFIC_ATTRIBUTES"));
  }

  private void common(Map<String, Object> body, @Nullable Index index) {
    boolean global = index != null && index.global();
    if (chance.oneIn(global ? 12 : 3)) body.put("ConsistentRead", chance.oneIn(2));
    if (chance.oneIn(4)) {
      body.put("ReturnConsumedCapacity", chance.of("TOTAL", "INDEXES", "NONE"));
    }
    if (chance.oneIn(60)) body.put("Limit", chance.of(0, -1, 1_000_000));
    if (chance.oneIn(60)) body.put("Segment", chance.below(3));
    if (chance.oneIn(60)) body.put("TotalSegments", chance.below(3));
  }

  private Map<String, Object> startKey() {
    var key = new LinkedHashMap<String, Object>();
    for (Attribute attribute : schema.key().attributes()) {
      key.put(attribute.name(), chance.oneIn(60) ? values.any() : values.key(attribute.type()));
    }
    if (chance.oneIn(60)) key.put("extra", values.any());
    return key;
  }
}
