package io.atolldb.differential;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The keys of a table and what its indexes hold, as it describes itself.
///
/// @param names of the key attributes
record TableKeys(Set<String> names, List<IndexView> indexes) {

  /// What an index holds of an item.
  ///
  /// @param types of its own key attributes, by name
  /// @param held names of all attributes in it; null if it holds whole items
  record IndexView(
      String name, boolean global, Map<String, String> types, @Nullable Set<String> held) {

    /// The entry of an item; empty if it has none.
    Map<String, Object> of(Map<String, Object> item) {
      for (Map.Entry<String, String> key : types.entrySet()) {
        if (!Json.members(item.get(key.getKey())).containsKey(key.getValue())) return Map.of();
      }
      var entry = new LinkedHashMap<>(item);
      if (held != null) entry.keySet().retainAll(held);
      return entry;
    }

    Map<String, Object> keyOf(Map<String, Object> item) {
      var key = new LinkedHashMap<>(item);
      key.keySet().retainAll(types.keySet());
      return key;
    }
  }

  static TableKeys of(Map<String, Object> description) {
    var types = new LinkedHashMap<String, String>();
    for (Object one : Json.elements(description.get("AttributeDefinitions"))) {
      Map<String, Object> definition = Json.members(one);
      types.put(text(definition, "AttributeName"), text(definition, "AttributeType"));
    }
    Set<String> names = names(description);
    var indexes = new ArrayList<IndexView>();
    for (String kind : List.of("LocalSecondaryIndexes", "GlobalSecondaryIndexes")) {
      for (Object one : Json.elements(description.get(kind))) {
        indexes.add(index(kind.startsWith("Global"), Json.members(one), names, types));
      }
    }
    return new TableKeys(names, indexes);
  }

  private static IndexView index(
      boolean global, Map<String, Object> index, Set<String> names, Map<String, String> types) {
    var own = new LinkedHashMap<String, String>();
    for (String name : names(index)) own.put(name, types.get(name));
    Map<String, Object> projection = Json.members(index.get("Projection"));
    var held = new LinkedHashSet<>(names);
    held.addAll(own.keySet());
    for (Object name : Json.elements(projection.get("NonKeyAttributes"))) held.add(name.toString());
    boolean whole = text(projection, "ProjectionType").equals("ALL");
    return new IndexView(text(index, "IndexName"), global, own, whole ? null : held);
  }

  private static Set<String> names(Map<String, Object> keyed) {
    var names = new LinkedHashSet<String>();
    for (Object key : Json.elements(keyed.get("KeySchema"))) {
      names.add(text(Json.members(key), "AttributeName"));
    }
    return names;
  }

  private static String text(Map<String, Object> object, String name) {
    return String.valueOf(object.get(name));
  }

  Map<String, Object> keyOf(Map<String, Object> item) {
    var key = new LinkedHashMap<>(item);
    key.keySet().retainAll(names);
    return key;
  }
}
