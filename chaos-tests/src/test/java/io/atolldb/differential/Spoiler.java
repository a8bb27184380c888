package io.atolldb.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Makes a request wrong at one place, or different at least.
final class Spoiler {

  private final Chance chance;
  private final Values values;

  Spoiler(Chance chance) {
    this.chance = chance;
    this.values = new Values(chance);
  }

  Call spoiled(Call call) {
    Call spoiled = call.copy();
    Map<String, Object> body = spoiled.body();
    if (body.isEmpty()) return spoiled;
    switch (chance.below(10)) {
      case 0 -> body.remove(chance.in(List.copyOf(body.keySet())));
      case 1 -> body.put("TableName", chance.of("", "no", "missing", "wrong name", 7));
      case 2 -> enumeration(body);
      case 3 -> {
        if (chance.oneIn(2)) body.put("Unknown", chance.of("a", "b"));
        else body.put(chance.in(List.copyOf(body.keySet())), misfit());
      }
      case 4, 5, 6, 7 -> expression(body);
      default -> deep(body);
    }
    return spoiled;
  }

  /// Only below the first level, where most of a description is.
  Call spoiledInside(Call call) {
    Call spoiled = call.copy();
    deep(spoiled.body());
    return spoiled;
  }

  private Object misfit() {
    return chance.of("", "x", 1, -1, true, List.of(), Json.object(), List.of("a"));
  }

  private void enumeration(Map<String, Object> body) {
    String name =
        chance.of(
            "ReturnValues",
            "ReturnConsumedCapacity",
            "ReturnItemCollectionMetrics",
            "ReturnValuesOnConditionCheckFailure",
            "Select",
            "ConditionalOperator");
    body.put(name, chance.of("", "none", "ALL_OLD", "ALL", "AND", "COUNT"));
  }

  private void expression(Map<String, Object> body) {
    List<String> expressions =
        body.keySet().stream().filter(name -> name.endsWith("Expression")).toList();
    if (expressions.isEmpty()) {
      String name = chance.of("ConditionExpression", "FilterExpression", "ProjectionExpression");
      body.put(name, chance.of("a", "a = :v", "", "attribute_exists(a)"));
      return;
    }
    String name = chance.in(expressions);
    body.put(name, garbled(body.get(name).toString()));
  }

  private String garbled(String expression) {
    var words = new ArrayList<>(List.of(expression.split(" ")));
    int at = chance.below(words.size());
    switch (chance.below(7)) {
      case 0 -> words.remove(at);
      case 1 -> words.add(at, words.get(chance.below(words.size())));
      case 2 -> words.set(at, chance.of("(", ")", ",", "#x", ":x", "AND", "!", "[", ".", "0"));
      case 3 -> words.add(at, chance.of("(", ")", ",", "NOT", "size(a)", "= =", "SET", "ab"));
      case 4 -> {
        return "";
      }
      case 5 -> {
        return expression.substring(0, chance.below(expression.length() + 1));
      }
      default -> {
        return "((" + expression + "))";
      }
    }
    return String.join(" ", words);
  }

  /// Somewhere inside, but not what has to be of its type wherever it is.
  private void deep(Map<String, Object> body) {
    Map<String, Object> at = body;
    for (int depth = 0; depth == 0 || !chance.oneIn(2); depth++) {
      List<Map<String, Object>> inner = new ArrayList<>();
      for (String name : spoilable(at)) {
        inner.add(Json.members(at.get(name)));
        for (Object element : Json.elements(at.get(name))) inner.add(Json.members(element));
      }
      inner.removeIf(Map::isEmpty);
      if (inner.isEmpty()) break;
      at = chance.in(inner);
    }
    List<String> names = spoilable(at);
    if (names.isEmpty()) return;
    String name = chance.in(names);
    switch (chance.below(5)) {
      case 0 -> at.remove(name);
      case 1 -> at.put(name, values.wrong());
      case 2 -> at.put(name, values.any());
      case 3 -> at.put(name, chance.of("N", "HASH", "RANGE", "txt", "ALL", "PROVISIONED", "b"));
      default -> at.put(name, misfit());
    }
  }

  private static List<String> spoilable(Map<String, Object> object) {
    return object.keySet().stream().filter(name -> !name.equals(Schemas.LATER.name())).toList();
  }
}
