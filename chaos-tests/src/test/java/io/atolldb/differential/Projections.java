package io.atolldb.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the indexes of the tables of an episode hold, so that it can be said of a read whether it
/// asks for more.
final class Projections {

  /// A name in a filter that no dot is before: of an attribute, or of a function or an operator.
  private static final Pattern NAME =
      Pattern.compile("(?<![.\\w:#\"])(#?[A-Za-z_][\\w]*)(?!\\w|\\s*\\()");

  private static final Set<String> OPERATORS = Set.of("AND", "OR", "NOT", "BETWEEN", "IN");

  private static final List<String> EXPRESSIONS =
      List.of("FilterExpression", "ProjectionExpression");

  private static final List<String> KINDS =
      List.of("LocalSecondaryIndexes", "GlobalSecondaryIndexes");

  /// By table and name of the index: the names it holds. An index that holds all is not here.
  private final Map<String, Set<String>> held = new TreeMap<>();

  private final Map<String, Set<String>> tableKeys = new TreeMap<>();

  /// Must be told of every call.
  void note(Call call) {
    Map<String, Object> body = call.body();
    String table = String.valueOf(body.get("TableName"));
    if (call.operation().equals("CreateTable")) {
      tableKeys.put(table, keys(body));
      for (String kind : KINDS) {
        for (Object index : Json.elements(body.get(kind))) note(table, Json.members(index));
      }
    }
    if (call.operation().equals("UpdateTable")) {
      for (Object change : Json.elements(body.get("GlobalSecondaryIndexUpdates"))) {
        note(table, Json.members(Json.members(change).get("Create")));
      }
    }
  }

  private void note(String table, Map<String, Object> index) {
    Map<String, Object> projection = Json.members(index.get("Projection"));
    if (!index.containsKey("IndexName") || "ALL".equals(projection.get("ProjectionType"))) return;
    var names = new TreeSet<String>(tableKeys.getOrDefault(table, Set.of()));
    names.addAll(keys(index));
    for (Object name : Json.elements(projection.get("NonKeyAttributes"))) {
      names.add(name.toString());
    }
    held.put(table + "/" + index.get("IndexName"), names);
  }

  private static Set<String> keys(Map<String, Object> body) {
    var names = new TreeSet<String>();
    for (Object key : Json.elements(body.get("KeySchema"))) {
      names.add(String.valueOf(Json.members(key).get("AttributeName")));
    }
    return names;
  }

  /// Whether the call reads an index and names, or wants, what the index does not hold.
  boolean isBeyond(Call call) {
    Map<String, Object> body = call.body();
    Set<String> names = held.get(body.get("TableName") + "/" + body.get("IndexName"));
    if (names == null) return false;
    return "ALL_ATTRIBUTES".equals(body.get("Select")) || !names.containsAll(named(body));
  }

  private static List<String> named(Map<String, Object> body) {
    var names = new ArrayList<String>();
    Map<String, Object> placeholders = Json.members(body.get("ExpressionAttributeNames"));
    for (String member : EXPRESSIONS) {
      Matcher word = NAME.matcher(String.valueOf(body.getOrDefault(member, "")));
      while (word.find()) {
        String name = word.group(1);
        if (OPERATORS.contains(name.toUpperCase(Locale.ROOT))) continue;
        names.add(name.startsWith("#") ? String.valueOf(placeholders.get(name)) : name);
      }
    }
    for (Object name : Json.elements(body.get("AttributesToGet"))) names.add(name.toString());
    names.addAll(Json.members(body.get("QueryFilter")).keySet());
    names.addAll(Json.members(body.get("ScanFilter")).keySet());
    return names;
  }
}
