package io.atolldb.differential;

import java.util.ArrayList;
import java.util.List;

/// Everything that is asked in one go, from the creation of its tables to a last look at all of
/// them.
final class Episodes {

  private static final int CALLS = 70;
  private static final int CALLS_BEFORE_CHANGE = 40;
  private static final int FIRST_ITEMS = 8;

  /// One call in so many is made wrong at one place.
  private static final int SPOILED = 9;

  private final Chance chance;
  private final List<Schema> tables = new ArrayList<>();
  private final List<Call> calls = new ArrayList<>();

  private Episodes(long seed) {
    this.chance = new Chance(seed);
  }

  static List<Call> of(long seed) {
    var episode = new Episodes(seed);
    episode.begin();
    episode.middle(CALLS_BEFORE_CHANGE);
    if (episode.chance.oneIn(2)) episode.change();
    episode.middle(CALLS);
    episode.end();
    return List.copyOf(episode.calls);
  }

  private void begin() {
    var schemas = new Schemas(chance);
    tables.add(schemas.any("table-one"));
    if (chance.oneIn(4)) tables.add(schemas.any("table-four"));
    for (Schema table : tables) {
      calls.add(table.create());
      var items = new ItemCalls(chance, table);
      for (int left = FIRST_ITEMS; left > 0; left--) calls.add(items.plainPut());
    }
  }

  /// The table has another index, or one less, while items are in it.
  private void change() {
    Schema table = tables.getLast();
    List<Schema.Index> globals = table.indexes().stream().filter(Schema.Index::global).toList();
    Schema changed;
    if (globals.isEmpty() || chance.oneIn(2)) {
      Schema.Index index = new Schemas(chance).later(table);
      changed = table.with(index);
      calls.add(changed.update("Create", index.description()));
    } else {
      Schema.Index index = chance.in(globals);
      changed = table.without(index);
      calls.add(changed.update("Delete", Json.object("IndexName", index.name())));
    }
    tables.set(tables.size() - 1, changed);
  }

  private void middle(int until) {
    var spoiler = new Spoiler(chance);
    Schema table = tables.getLast();
    var items = new ItemCalls(chance, table);
    var reads = new ReadCalls(chance, table);
    var groups = new GroupCalls(chance, tables);
    var statements = new StatementCalls(chance, table);
    var descriptions = new TableCalls(chance);
    while (calls.size() < until) {
      if (chance.oneIn(30)) calls.addAll(items.putAndUpdate());
      Call call =
          switch (chance.below(15)) {
            case 0 -> descriptions.any();
            case 1, 2 -> statements.any();
            case 3, 4 -> groups.any();
            case 5, 6, 7, 8 -> reads.any();
            default -> items.any();
          };
      calls.add(chance.oneIn(SPOILED) ? spoiler.spoiled(call) : call);
    }
  }

  /// What all writes together have left.
  private void end() {
    for (Schema table : tables) {
      calls.add(Call.toTheEnd("Scan", Json.object("TableName", table.table())));
      for (Schema.Index index : table.indexes()) {
        calls.add(
            Call.toTheEnd(
                "Scan", Json.object("TableName", table.table(), "IndexName", index.name())));
      }
      if (table.stream() != null) calls.add(Call.stream(table.table()));
    }
  }
}
