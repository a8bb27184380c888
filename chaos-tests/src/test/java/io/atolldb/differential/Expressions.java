package io.atolldb.differential;

import io.atolldb.differential.Schema.Attribute;
import java.util.ArrayList;
import java.util.List;

/// Expressions of every kind, over the attributes that items have.
final class Expressions {

  static final List<String> ATTRIBUTES =
      List.of(
          "a", "b", "doc", "seq", "strs", "nums", "txt", "num", "bin", "name", "é", "a.b", "1st");

  private static final List<String> COMPARATORS = List.of("=", "<>", "<", "<=", ">", ">=");

  private final Chance chance;
  private final Values values;
  private final Phrase phrase;
  private final List<String> attributes;

  Expressions(Chance chance, Values values, Phrase phrase, Schema schema) {
    this.chance = chance;
    this.values = values;
    this.phrase = phrase;
    this.attributes = new ArrayList<>(ATTRIBUTES);
    schema.key().attributes().forEach(attribute -> attributes.add(attribute.name()));
  }

  String condition() {
    return condition(2);
  }

  /// One that holds more often than not.
  String likely() {
    return switch (chance.below(4)) {
      case 0 -> "attribute_exists(" + phrase.name("pk") + ")";
      case 1 -> "attribute_not_exists(" + phrase.name("gone") + ")";
      case 2 -> condition(1);
      default -> "attribute_not_exists(" + path() + ") OR " + condition(1);
    };
  }

  /// A condition that mostly leaves key attributes alone, as a filter of a query must.
  String filter(Schema.Key key) {
    boolean any = chance.oneIn(20);
    if (!any) key.attributes().forEach(attribute -> attributes.remove(attribute.name()));
    return condition();
  }

  private String condition(int depth) {
    if (depth == 0 || chance.oneIn(3)) return predicate();
    return switch (chance.below(6)) {
      case 0 -> "NOT " + condition(depth - 1);
      case 1 -> "(" + condition(depth - 1) + ")";
      case 2 -> "(" + condition(depth - 1) + ") " + junction() + " " + condition(depth - 1);
      default -> condition(depth - 1) + " " + junction() + " " + condition(depth - 1);
    };
  }

  private String junction() {
    return chance.of("AND", "OR", "and", "or", "AND", "OR");
  }

  private String predicate() {
    return switch (chance.below(12)) {
      case 0 -> "attribute_exists(" + path() + ")";
      case 1 -> "attribute_not_exists(" + path() + ")";
      case 2 -> "attribute_type(" + path() + ", " + typeName() + ")";
      case 3 -> "begins_with(" + path() + ", " + literal(chance.of("S", "S", "B", "N")) + ")";
      case 4, 5 -> "contains(" + path() + ", " + operand() + ")";
      case 6 -> operand() + " BETWEEN " + bounds();
      case 7 -> operand() + " IN (" + choices() + ")";
      default -> operand() + " " + chance.in(COMPARATORS) + " " + operand();
    };
  }

  private String typeName() {
    String type = chance.oneIn(30) ? "X" : chance.in(Values.TYPES);
    return phrase.value(Values.value("S", type));
  }

  /// Mostly in order, since others are refused.
  private String bounds() {
    if (chance.oneIn(4)) return literal() + " AND " + literal();
    String type = chance.of("S", "N");
    List<String> texts = type.equals("S") ? List.of("a", "ab", "c") : List.of("-1", "2", "10");
    String low = phrase.value(Values.value(type, texts.get(chance.below(2))));
    return low + " AND " + phrase.value(Values.value(type, texts.getLast()));
  }

  private String choices() {
    var choices = new ArrayList<String>();
    for (int left = chance.few(4); left > 0; left--) choices.add(operand());
    return String.join(", ", choices);
  }

  private String operand() {
    return switch (chance.below(9)) {
      case 0 -> "size(" + path() + ")";
      case 1, 2, 3 -> literal();
      default -> path();
    };
  }

  private String literal() {
    return chance.oneIn(150) ? phrase.value(values.wrong()) : phrase.value(values.any());
  }

  private String literal(String type) {
    return phrase.value(values.of(type));
  }

  /// To an attribute or to something in it.
  String path() {
    return switch (chance.below(10)) {
      case 0 -> phrase.name("doc") + "." + phrase.name(inner());
      case 1 -> phrase.name("seq") + "[" + chance.below(3) + "]";
      case 2 -> phrase.name("doc") + "." + phrase.name(inner()) + "[" + chance.below(2) + "]";
      case 3 -> phrase.name("seq") + "[" + chance.below(2) + "]." + phrase.name(inner());
      default -> phrase.name(chance.in(attributes));
    };
  }

  private String inner() {
    return chance.of("x", "y", "z", "name", "é");
  }

  String projection() {
    var paths = new ArrayList<String>();
    for (int left = chance.few(4); left > 0; left--) paths.add(path());
    return String.join(chance.of(", ", ","), paths);
  }

  String update() {
    var clauses = new ArrayList<String>();
    for (String clause : chance.shuffled(List.of("SET", "REMOVE", "ADD", "DELETE"))) {
      boolean set = clause.equals("SET");
      if (clauses.isEmpty() ? set || chance.oneIn(2) : chance.oneIn(5)) clauses.add(clause(clause));
    }
    if (clauses.isEmpty()) clauses.add(clause("SET"));
    return String.join(" ", clauses);
  }

  /// Inside of the attributes `doc` and `seq`.
  String plainUpdate() {
    String x = phrase.name("doc") + "." + phrase.name("x");
    String y = phrase.name("doc") + "." + phrase.name("y");
    String last = phrase.name("seq") + "[" + (1 + chance.below(2)) + "]";
    return switch (chance.below(6)) {
      case 0 -> "SET " + x + " = " + literal();
      case 1 -> "SET " + x + " = " + y + ", " + last + " = " + literal();
      case 2 -> "SET " + last + " = " + literal() + " REMOVE " + y;
      case 3 -> "REMOVE " + last + ", " + x;
      case 4 -> "SET " + x + " = if_not_exists(" + last + ", " + literal() + ")";
      default -> "SET " + y + "." + phrase.name("z") + " = " + literal() + " REMOVE " + last;
    };
  }

  private String clause(String clause) {
    var actions = new ArrayList<String>();
    for (int left = chance.few(3); left > 0; left--) {
      actions.add(
          switch (clause) {
            case "SET" -> path() + " = " + assigned();
            case "REMOVE" -> path();
            case "ADD" -> addition();
            default -> deletion();
          });
    }
    return clause + " " + String.join(", ", actions);
  }

  private String addition() {
    return switch (chance.below(6)) {
      case 0 -> phrase.name("strs") + " " + literal("SS");
      case 1 -> phrase.name("nums") + " " + literal("NS");
      case 2 -> path() + " " + literal();
      default -> phrase.name(chance.of("num", "a", "b")) + " " + literal("N");
    };
  }

  private String deletion() {
    return chance.oneIn(3)
        ? path() + " " + literal()
        : chance.of(
            phrase.name("strs") + " " + literal("SS"), phrase.name("nums") + " " + literal("NS"));
  }

  private String assigned() {
    return switch (chance.below(10)) {
      case 0 -> term() + " + " + term();
      case 1 -> term() + " - " + term();
      case 2 -> "list_append(" + term() + ", " + term() + ")";
      case 3 -> "list_append(" + phrase.name("seq") + ", " + literal("L") + ")";
      case 4 -> phrase.name(chance.of("num", "a")) + chance.of(" + ", " - ") + literal("N");
      default -> term();
    };
  }

  /// Not a key: of an item that is not there yet, DynamoDB Local takes the one in the request for
  /// an attribute that it has, which leaves the tables different.
  private String besideKeys() {
    return phrase.name(chance.of("a", "b", "doc", "seq", "num", "txt"));
  }

  private String term() {
    return switch (chance.below(6)) {
      case 0 -> "if_not_exists(" + besideKeys() + ", " + operandOfUpdate() + ")";
      case 1 -> path();
      case 2 -> literal("N");
      default -> literal();
    };
  }

  private String operandOfUpdate() {
    return chance.oneIn(3) ? path() : literal();
  }

  /// What a query asks for in this key.
  String keyCondition(Schema.Key key) {
    String hash = equal(key.hash());
    Attribute range = key.range();
    if (range == null || chance.oneIn(3)) {
      return chance.oneIn(10) ? "(" + hash + ")" : hash;
    }
    String sort = sortCondition(range);
    return chance.oneIn(5) ? sort + " AND " + hash : hash + " AND " + sort;
  }

  private String equal(Attribute hash) {
    String value = phrase.value(values.key(hash.type()));
    String name = phrase.name(hash.name());
    if (chance.oneIn(40)) return name + " " + chance.in(COMPARATORS) + " " + value;
    return chance.oneIn(10) ? value + " = " + name : name + " = " + value;
  }

  private String sortCondition(Attribute range) {
    String name = phrase.name(range.name());
    return switch (chance.below(8)) {
      case 0, 1 -> name + " BETWEEN " + keyValue(range) + " AND " + keyValue(range);
      case 2 -> "begins_with(" + name + ", " + keyValue(range) + ")";
      case 3 -> chance.oneIn(5) ? predicate() : name + " = " + keyValue(range);
      default -> name + " " + chance.of("=", "<", "<=", ">", ">=") + " " + keyValue(range);
    };
  }

  private String keyValue(Attribute attribute) {
    return phrase.value(chance.oneIn(30) ? values.any() : values.key(attribute.type()));
  }
}
