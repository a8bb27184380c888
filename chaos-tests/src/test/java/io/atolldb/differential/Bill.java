package io.atolldb.differential;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What requests for named items must cost, worked out from the items that they find and leave.
/// Where the two answers differ, it says whether the one of Atoll is right.
final class Bill {

  private static final Set<String> BILLED =
      Set.of(
          "PutItem",
          "UpdateItem",
          "DeleteItem",
          "BatchWriteItem",
          "TransactWriteItems",
          "BatchGetItem");

  /// An item that a request names.
  ///
  /// @param before what it was before the request; empty if it was not there
  private record Named(
      String table, Map<String, Object> key, Map<String, Object> before, boolean consistent) {}

  private final Side side;
  private final String run;

  /// Tokens of transactions that are done.
  private final Set<Object> tokens = new HashSet<>();

  private final Map<String, TableKeys> tables = new TreeMap<>();
  private final List<Named> named = new ArrayList<>();
  private Call call = Call.once("", Map.of());

  /// @param side where the items are looked up
  /// @param run what [Call#RUN] stands for
  Bill(Side side, String run) {
    this.side = side;
    this.run = run;
  }

  /// Must be called before the request is made.
  void expect(Call next) {
    call = next;
    named.clear();
    tables.clear();
    if (!BILLED.contains(call.operation()) || !asked()) return;
    Map<String, Object> body = call.body();
    switch (call.operation()) {
      case "BatchGetItem" ->
          Json.members(body.get("RequestItems"))
              .forEach((table, keys) ->
                  Json.elements(Json.members(keys).get("Keys"))
                      .forEach(key -> name(table, Json.members(key), Json.members(keys))));
      case "BatchWriteItem" ->
          Json.members(body.get("RequestItems"))
              .forEach((table, writes) ->
                  Json.elements(writes)
                      .forEach(write ->
                          Json.members(write)
                              .values()
                              .forEach(
                                  one -> name(table, key(table, Json.members(one)), Map.of()))));
      case "TransactWriteItems" ->
          Json.elements(body.get("TransactItems"))
              .forEach(action -> Json.members(action).values().forEach(one -> name(one)));
      default -> name(body);
    }
  }

  private boolean asked() {
    Object detail = call.body().get("ReturnConsumedCapacity");
    return "TOTAL".equals(detail) || "INDEXES".equals(detail);
  }

  private void name(Object request) {
    Map<String, Object> of = Json.members(request);
    String table = String.valueOf(of.get("TableName"));
    name(table, key(table, of), of);
  }

  private void name(String table, Map<String, Object> key, Map<String, Object> asked) {
    boolean consistent = Boolean.TRUE.equals(asked.get("ConsistentRead"));
    named.add(new Named(table, key, item(table, key), consistent));
  }

  private Map<String, Object> key(String table, Map<String, Object> request) {
    Map<String, Object> key = Json.members(request.get("Key"));
    return key.isEmpty() ? keys(table).keyOf(Json.members(request.get("Item"))) : key;
  }

  private TableKeys keys(String table) {
    return tables.computeIfAbsent(
        table,
        name -> {
          Call describe = Call.once("DescribeTable", Json.object("TableName", name));
          return TableKeys.of(Json.members(side.ask(describe, run).body().get("Table")));
        });
  }

  /// Empty also where the key is none: then the request is refused, and nothing is billed.
  private Map<String, Object> item(String table, Map<String, Object> key) {
    var body = Json.object("TableName", table, "Key", key, "ConsistentRead", true);
    return Json.members(side.ask(Call.once("GetItem", body), run).body().get("Item"));
  }

  /// Whether the answer to the expected request tells the capacity that it must.
  boolean agreesWith(Answer answer) {
    Object token = call.body().get("ClientRequestToken");
    boolean repeated = answer.done() && token != null && !tokens.add(token);
    if (!answer.done() || named.isEmpty()) return false;
    Answer billed = new Answer(200, "", Json.object("ConsumedCapacity", consumed(repeated)));
    Object told = answer.body().get("ConsumedCapacity");
    return Comparison.of(call, billed, new Answer(200, "", Json.object("ConsumedCapacity", told)))
        .isEmpty();
  }

  private Object consumed(boolean repeated) {
    boolean reads = repeated || call.operation().equals("BatchGetItem");
    var costs = new TreeMap<String, Cost>();
    for (Named one : named) {
      Cost cost = costs.computeIfAbsent(one.table(), table -> new Cost());
      if (reads) cost.read(one.before(), one.consistent() || repeated, times());
      else cost.write(keys(one.table()), one.before(), item(one.table(), one.key()), times());
    }
    var list = new ArrayList<>();
    costs.forEach((table, cost) -> list.add(cost.told(table, split(reads), perIndex())));
    return call.operation().matches("Batch.*|Transact.*") ? list : list.getFirst();
  }

  private int times() {
    return call.operation().startsWith("Transact") ? 2 : 1;
  }

  private boolean perIndex() {
    return "INDEXES".equals(call.body().get("ReturnConsumedCapacity"));
  }

  private @Nullable String split(boolean reads) {
    if (!call.operation().startsWith("Transact")) return null;
    return reads ? "ReadCapacityUnits" : "WriteCapacityUnits";
  }

  /// The units that one table took, its indexes apart.
  private static final class Cost {

    private double table;
    private final Map<String, Double> locals = new TreeMap<>();
    private final Map<String, Double> globals = new TreeMap<>();

    void read(Map<String, Object> item, boolean consistent, int times) {
      table += times * Math.max(1, Math.ceilDiv(ItemSize.of(item), 4096)) * (consistent ? 1 : 0.5);
    }

    void write(TableKeys keys, Map<String, Object> before, Map<String, Object> after, int times) {
      int bytes = Math.max(ItemSize.of(before), ItemSize.of(after));
      table += times * Math.max(1, kilobytes(bytes));
      for (TableKeys.IndexView index : keys.indexes()) {
        int units = change(index, index.of(before), index.of(after));
        if (units == 0) continue;
        (index.global() ? globals : locals).merge(index.name(), (double) units, Double::sum);
      }
    }

    /// An entry that moves is removed there and put here.
    private static int change(
        TableKeys.IndexView index, Map<String, Object> before, Map<String, Object> after) {
      int one = kilobytes(ItemSize.of(before));
      int other = kilobytes(ItemSize.of(after));
      if (before.isEmpty() || after.isEmpty()) return one + other;
      if (Comparison.same(before, after)) return 0;
      return Comparison.same(index.keyOf(before), index.keyOf(after))
          ? Math.max(one, other)
          : one + other;
    }

    private static int kilobytes(int bytes) {
      return Math.ceilDiv(bytes, 1024);
    }

    /// @param split the member that repeats units as reads or writes, if one does
    Map<String, Object> told(String name, @Nullable String split, boolean perIndex) {
      double all = table + total(locals) + total(globals);
      var told = new LinkedHashMap<>(Json.object("TableName", name));
      told.putAll(units(all, split));
      if (!perIndex) return told;
      told.put("Table", units(table, split));
      if (!locals.isEmpty()) told.put("LocalSecondaryIndexes", shares(locals, split));
      if (!globals.isEmpty()) told.put("GlobalSecondaryIndexes", shares(globals, split));
      return told;
    }

    private static double total(Map<String, Double> units) {
      return units.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private static Map<String, Object> shares(Map<String, Double> units, @Nullable String split) {
      var shares = new TreeMap<String, Object>();
      units.forEach((index, each) -> shares.put(index, units(each, split)));
      return shares;
    }

    private static Map<String, Object> units(double units, @Nullable String split) {
      Map<String, Object> told = Json.object("CapacityUnits", units);
      if (split != null) told.put(split, units);
      return told;
    }
  }
}
