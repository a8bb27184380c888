package io.atolldb.catalog;

import io.atolldb.table.TableId;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// All tables a region knows of, at one moment. Immutable: readers hold one while the writer makes
/// the next.
public final class Tables {

  public static final Tables NONE = new Tables(new TreeMap<>(), new HashMap<>());

  /// Those that are here, by name.
  private final SortedMap<String, Table> byName;

  /// All, those among them that are not here (any more), too.
  private final Map<TableId, Table> byId;

  private Tables(SortedMap<String, Table> byName, Map<TableId, Table> byId) {
    this.byName = byName;
    this.byId = byId;
  }

  /// The table of that name that is here, null if there is none.
  public @Nullable Table named(String name) {
    return byName.get(name);
  }

  /// The table of that id, here or only remembered; null if it was never heard of.
  public @Nullable Table of(TableId id) {
    return byId.get(id);
  }

  /// Those that are here, by name (UTF-16 order; names are ASCII).
  public SortedMap<String, Table> byName() {
    return byName;
  }

  public Iterable<Table> all() {
    return byId.values();
  }

  /// These tables with one more, or with another state of one of them.
  public Tables with(Table table) {
    var names = new TreeMap<>(byName);
    var ids = new TreeMap<>(byId);
    Table before = ids.put(table.id(), table);
    if (before != null) names.remove(before.name(), before);
    if (table.isHere()) names.put(table.name(), table);
    return new Tables(Collections.unmodifiableSortedMap(names), Collections.unmodifiableMap(ids));
  }
}
