package io.atolldb.differential;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What requests were made of before there were expressions.
final class LegacyParameters {

  private static final List<String> COMPARISONS =
      List.of(
          "EQ",
          "NE",
          "IN",
          "LE",
          "LT",
          "GE",
          "GT",
          "BETWEEN",
          "NOT_NULL",
          "NULL",
          "CONTAINS",
          "NOT_CONTAINS",
          "BEGINS_WITH");

  private final Chance chance;
  private final Values values;
  private final Schema schema;

  LegacyParameters(Chance chance, Schema schema) {
    this.chance = chance;
    this.values = new Values(chance);
    this.schema = schema;
  }

  List<String> attributesToGet() {
    var names = new ArrayList<String>();
    for (int left = chance.few(3); left > 0; left--) names.add(attribute());
    return names;
  }

  private String attribute() {
    return chance.oneIn(8)
        ? chance.in(schema.key().attributes()).name()
        : chance.in(Expressions.ATTRIBUTES);
  }

  Map<String, Object> attributeUpdates() {
    var updates = new LinkedHashMap<String, Object>();
    for (int left = chance.few(3); left > 0; left--) {
      String name = chance.oneIn(30) ? attribute() : chance.in(Expressions.ATTRIBUTES);
      String action = chance.of("PUT", "ADD", "DELETE", null);
      Object value = "DELETE".equals(action) && chance.oneIn(2) ? null : updateValue(name, action);
      updates.put(name, Json.object("Value", value, "Action", action));
    }
    return updates;
  }

  private Object updateValue(String name, String action) {
    if (action == null || action.equals("PUT") || chance.oneIn(5)) return values.any();
    return switch (name) {
      case "strs" -> values.of("SS");
      case "nums" -> values.of("NS");
      case "seq" -> values.of("L");
      default -> action.equals("ADD") ? values.of("N") : values.of("SS");
    };
  }

  void expected(Map<String, Object> body) {
    var expected = new LinkedHashMap<String, Object>();
    for (int left = chance.few(3); left > 0; left--) {
      expected.put(attribute(), chance.oneIn(2) ? comparison() : existence());
    }
    body.put("Expected", expected);
    conditionalOperator(body);
  }

  void conditionalOperator(Map<String, Object> body) {
    if (chance.oneIn(4)) body.put("ConditionalOperator", chance.of("AND", "OR"));
  }

  private Map<String, Object> existence() {
    return switch (chance.below(6)) {
      case 0 -> Json.object("Exists", true, "Value", values.any());
      case 1 -> Json.object("Exists", true);
      case 2 -> Json.object("Exists", false, "Value", values.any());
      case 3, 4 -> Json.object("Exists", false);
      default -> Json.object("Value", values.any());
    };
  }

  /// A filter on some attributes.
  Map<String, Object> filter() {
    var filter = new LinkedHashMap<String, Object>();
    for (int left = chance.few(3); left > 0; left--) {
      filter.put(chance.in(Expressions.ATTRIBUTES), comparison());
    }
    return filter;
  }

  private Map<String, Object> comparison() {
    String operator = chance.in(COMPARISONS);
    int count =
        switch (operator) {
          case "NULL", "NOT_NULL" -> 0;
          case "BETWEEN" -> 2;
          case "IN" -> chance.few(3);
          default -> 1;
        };
    if (chance.oneIn(40)) count = chance.below(3);
    var list = new ArrayList<>();
    String type = chance.of("S", "N", "S", "N", chance.in(Values.TYPES));
    for (int left = count; left > 0; left--) {
      list.add(chance.oneIn(10) ? values.any() : values.of(type));
    }
    return Json.object(
        "ComparisonOperator", operator, "AttributeValueList", list.isEmpty() ? null : list);
  }

  Map<String, Object> keyConditions(Schema.Key key) {
    var conditions = new LinkedHashMap<String, Object>();
    conditions.put(
        key.hash().name(),
        Json.object(
            "ComparisonOperator",
            chance.oneIn(40) ? chance.in(COMPARISONS) : "EQ",
            "AttributeValueList",
            List.of(values.key(key.hash().type()))));
    Schema.Attribute range = key.range();
    if (range != null && chance.oneIn(2)) {
      String operator =
          chance.of("EQ", "LE", "LT", "GE", "GT", "BEGINS_WITH", "BETWEEN", "BETWEEN");
      var list = new ArrayList<>();
      list.add(values.key(range.type()));
      if (operator.equals("BETWEEN")) list.add(values.key(range.type()));
      conditions.put(
          range.name(), Json.object("ComparisonOperator", operator, "AttributeValueList", list));
    }
    return conditions;
  }
}
