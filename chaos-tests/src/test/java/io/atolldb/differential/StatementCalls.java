package io.atolldb.differential;

import io.atolldb.differential.Schema.Attribute;
import io.atolldb.differential.Schema.Index;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// PartiQL, one statement at a time, in batches and in transactions.
final class StatementCalls {

  private static final List<String> NAMES =
      List.of("a", "b", "doc", "seq", "strs", "nums", "txt", "num", "bin", "\"name\"", "\"é\"");

  private final Chance chance;
  private final Values values;
  private final Schema schema;
  private final ItemCalls items;
  private final List<Object> parameters = new ArrayList<>();

  StatementCalls(Chance chance, Schema schema) {
    this.chance = chance;
    this.values = new Values(chance);
    this.schema = schema;
    this.items = new ItemCalls(chance, schema);
  }

  Call any() {
    return switch (chance.below(8)) {
      case 0 -> batch();
      case 1 -> transaction();
      default -> single();
    };
  }

  private Call single() {
    boolean reads = chance.oneIn(2);
    Map<String, Object> body = reads ? statement(select()) : statement(write());
    if (chance.oneIn(4)) body.put("ReturnConsumedCapacity", chance.of("TOTAL", "INDEXES"));
    if (!reads) {
      if (chance.oneIn(5)) body.put("ReturnValuesOnConditionCheckFailure", "ALL_OLD");
      return Call.once("ExecuteStatement", body);
    }
    if (chance.oneIn(4)) body.put("ConsistentRead", chance.oneIn(2));
    if (chance.oneIn(2)) body.put("Limit", 1 + chance.below(4));
    return Call.toTheEnd("ExecuteStatement", body);
  }

  private Call batch() {
    boolean reads = chance.oneIn(2);
    var statements = new ArrayList<>();
    for (int left = chance.few(4); left > 0; left--) {
      statements.add(statement(reads ? selectOne() : write()));
    }
    Map<String, Object> body = Json.object("Statements", statements);
    if (chance.oneIn(4)) body.put("ReturnConsumedCapacity", chance.of("TOTAL", "INDEXES"));
    return Call.once("BatchExecuteStatement", body);
  }

  private Call transaction() {
    boolean reads = chance.oneIn(2);
    var statements = new ArrayList<>();
    for (int left = chance.few(4); left > 0; left--) {
      statements.add(statement(reads ? selectOne() : write()));
    }
    Map<String, Object> body = Json.object("TransactStatements", statements);
    if (chance.oneIn(4)) body.put("ReturnConsumedCapacity", chance.of("TOTAL", "INDEXES"));
    return Call.once("ExecuteTransaction", body);
  }

  /// With the parameters that were needed since the last one.
  private Map<String, Object> statement(String text) {
    List<Object> own = parameters.isEmpty() ? null : List.copyOf(parameters);
    parameters.clear();
    return Json.object("Statement", text, "Parameters", own);
  }

  private String select() {
    if (chance.oneIn(4)) return selectOne();
    String from = "\"" + schema.table() + "\"";
    var key = schema.key();
    if (!schema.indexes().isEmpty() && chance.oneIn(3)) {
      Index index = chance.in(schema.indexes());
      from += ".\"" + index.name() + "\"";
      key = index.key();
    }
    String text = "SELECT " + columns() + " FROM " + from;
    boolean partition = !chance.oneIn(3);
    if (partition) text += " WHERE " + key.hash().name() + equalOrIn(key.hash());
    if (chance.oneIn(2)) text += (partition ? " AND " : " WHERE ") + condition(2);
    if (partition && key.range() != null && chance.oneIn(4)) {
      text += " ORDER BY " + key.range().name() + chance.of("", " ASC", " DESC");
    }
    return text;
  }

  private String selectOne() {
    return "SELECT " + columns() + " FROM \"" + schema.table() + "\" WHERE " + whole();
  }

  private String columns() {
    if (!chance.oneIn(3)) return "*";
    return String.join(", ", chance.shuffled(NAMES).subList(0, chance.few(3)));
  }

  private String equalOrIn(Attribute attribute) {
    if (!chance.oneIn(6)) return " = " + literal(values.key(attribute.type()));
    return " IN ["
        + literal(values.key(attribute.type()))
        + ", "
        + literal(values.key(attribute.type()))
        + "]";
  }

  /// Names one item.
  private String whole() {
    var terms = new ArrayList<String>();
    for (Attribute attribute : schema.key().attributes()) {
      terms.add(attribute.name() + " = " + literal(values.key(attribute.type())));
    }
    if (chance.oneIn(80)) terms.removeLast();
    return terms.isEmpty() ? "a = 1" : String.join(" AND ", terms);
  }

  private String write() {
    return switch (chance.below(5)) {
      case 0, 1 -> insert();
      case 2 -> delete();
      default -> update();
    };
  }

  private String insert() {
    var members = new ArrayList<String>();
    items.item().forEach((name, value) -> members.add("'" + name + "' : " + literal(value)));
    return "INSERT INTO \"" + schema.table() + "\" VALUE {" + String.join(", ", members) + "}";
  }

  private String delete() {
    String text = "DELETE FROM \"" + schema.table() + "\" WHERE " + whole();
    if (chance.oneIn(4)) text += " AND " + condition(1);
    return chance.oneIn(3) ? text + " RETURNING ALL OLD *" : text;
  }

  private String update() {
    var text = new StringBuilder("UPDATE \"" + schema.table() + "\"");
    for (int left = chance.few(2); left > 0; left--) {
      text.append(chance.oneIn(4) ? " REMOVE " + path() : " SET " + path() + " = " + assigned());
    }
    text.append(" WHERE ").append(whole());
    if (chance.oneIn(4)) text.append(" AND ").append(condition(1));
    if (chance.oneIn(3)) {
      text.append(" RETURNING ").append(chance.of("ALL", "MODIFIED"));
      text.append(chance.of(" OLD *", " NEW *"));
    }
    return text.toString();
  }

  private String assigned() {
    return switch (chance.below(8)) {
      case 0 -> "list_append(seq, " + literal(values.of("L")) + ")";
      case 1 -> "set_add(strs, " + literal(values.of("SS")) + ")";
      case 2 -> "set_delete(strs, " + literal(values.of("SS")) + ")";
      case 3 -> "num " + chance.of("+", "-") + " " + literal(values.of("N"));
      default -> literal(values.any());
    };
  }

  private String path() {
    return switch (chance.below(8)) {
      case 0 -> "doc." + chance.of("x", "y");
      case 1 -> "seq[" + chance.below(3) + "]";
      default -> chance.in(NAMES);
    };
  }

  private String condition(int depth) {
    if (depth == 0 || chance.oneIn(2)) return predicate();
    return switch (chance.below(4)) {
      case 0 -> "NOT (" + condition(depth - 1) + ")";
      case 1 -> "(" + condition(depth - 1) + " OR " + condition(depth - 1) + ")";
      default -> condition(depth - 1) + " AND " + condition(depth - 1);
    };
  }

  private String predicate() {
    return switch (chance.below(10)) {
      case 0 -> path() + " IS " + chance.of("", "NOT ") + chance.of("MISSING", "NULL");
      case 1 -> "attribute_type(" + path() + ", " + literal(type()) + ")";
      case 2 -> "begins_with(" + path() + ", " + literal(values.of("S")) + ")";
      case 3 -> "contains(" + path() + ", " + literal(values.any()) + ")";
      case 4 -> "size(" + path() + ") " + comparator() + " " + literal(Values.value("N", "2"));
      case 5 -> path() + " BETWEEN " + number("1") + " AND " + number("10");
      case 6 -> path() + " IN [" + literal(values.of("N")) + ", " + literal(values.of("S")) + "]";
      default -> path() + " " + comparator() + " " + literal(values.any());
    };
  }

  private String comparator() {
    return chance.of("=", "<>", "<", "<=", ">", ">=");
  }

  private String number(String digits) {
    return literal(Values.value("N", digits));
  }

  private Map<String, Object> type() {
    return Values.value("S", chance.in(Values.TYPES));
  }

  /// In the text where the language has a form for it and chance will, else a parameter.
  private String literal(Object value) {
    Map<String, Object> typed = Json.members(value);
    if (chance.oneIn(2) && typed.size() == 1) {
      if (typed.get("S") instanceof String text) return "'" + text.replace("'", "''") + "'";
      if (typed.get("N") instanceof String digits && digits.matches("-?[1-9][0-9]{0,5}")) {
        return digits;
      }
      if (typed.get("BOOL") instanceof Boolean truth) return truth.toString();
    }
    parameters.add(value);
    return "?";
  }
}
