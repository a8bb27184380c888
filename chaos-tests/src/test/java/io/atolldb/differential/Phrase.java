package io.atolldb.differential;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The names and values that the expressions of one request share.
final class Phrase {

  /// Words that an expression may not have as they are; the rest of the names need no `#`.
  private static final List<String> ALIASED = List.of("name", "é", "a.b", "size", "1st");

  private final Chance chance;
  private final Map<String, Object> names = new TreeMap<>();
  private final Map<String, Object> values = new TreeMap<>();

  Phrase(Chance chance) {
    this.chance = chance;
  }

  /// How an expression names an attribute.
  String name(String attribute) {
    boolean must = ALIASED.contains(attribute) && !chance.oneIn(60);
    if (!must && !chance.oneIn(4)) return attribute;
    String alias =
        "#n" + (chance.oneIn(3) ? names.size() : ALIASED.size() + attribute.hashCode() % 5);
    Object before = names.putIfAbsent(alias, attribute);
    if (before == null || before.equals(attribute)) return alias;
    String other = "#o" + names.size();
    names.put(other, attribute);
    return other;
  }

  /// How an expression names a value.
  String value(Object value) {
    for (Map.Entry<String, Object> entry : values.entrySet()) {
      if (entry.getValue().equals(value) && chance.oneIn(2)) return entry.getKey();
    }
    String alias = ":v" + values.size();
    values.put(alias, value);
    return alias;
  }

  void addTo(Map<String, Object> body) {
    if (chance.oneIn(60)) names.put("#unused", "a");
    if (chance.oneIn(60)) values.put(":unused", Values.value("S", "a"));
    if (!names.isEmpty() && !chance.oneIn(100)) body.put("ExpressionAttributeNames", names);
    if (!values.isEmpty() && !chance.oneIn(100)) body.put("ExpressionAttributeValues", values);
  }
}
