package io.atolldb.differential;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A table of an episode.
record Schema(String table, Key key, List<Index> indexes) {

  /// @param range null if items are alone in their partitions
  record Key(Attribute hash, @Nullable Attribute range) {

    List<Attribute> attributes() {
      return range == null ? List.of(hash) : List.of(hash, range);
    }

    List<Object> schema() {
      var elements = new ArrayList<>();
      elements.add(Json.object("AttributeName", hash.name(), "KeyType", "HASH"));
      if (range != null) {
        elements.add(Json.object("AttributeName", range.name(), "KeyType", "RANGE"));
      }
      return elements;
    }
  }

  /// @param type `S`, `N` or `B`
  record Attribute(String name, String type) {}

  /// @param projected for the projection INCLUDE
  record Index(String name, boolean global, Key key, String projection, List<String> projected) {

    Map<String, Object> description() {
      return Json.object(
          "IndexName",
          name,
          "KeySchema",
          key.schema(),
          "Projection",
          Json.object(
              "ProjectionType",
              projection,
              "NonKeyAttributes",
              projection.equals("INCLUDE") ? projected : null));
    }
  }

  /// Types of all attributes that are part of a key, by name.
  Map<String, String> keyTypes() {
    var types = new LinkedHashMap<String, String>();
    for (Attribute attribute : key.attributes()) types.put(attribute.name(), attribute.type());
    for (Index index : indexes) {
      for (Attribute attribute : index.key().attributes()) {
        types.put(attribute.name(), attribute.type());
      }
    }
    return types;
  }

  Call create() {
    var definitions = new ArrayList<>();
    keyTypes()
        .forEach((name, type) ->
            definitions.add(Json.object("AttributeName", name, "AttributeType", type)));
    return Call.once(
        "CreateTable",
        Json.object(
            "TableName",
            table,
            "AttributeDefinitions",
            definitions,
            "KeySchema",
            key.schema(),
            "BillingMode",
            "PAY_PER_REQUEST",
            "LocalSecondaryIndexes",
            descriptions(false),
            "GlobalSecondaryIndexes",
            descriptions(true)));
  }

  private @Nullable List<Map<String, Object>> descriptions(boolean global) {
    var descriptions =
        indexes.stream().filter(index -> index.global() == global).map(Index::description).toList();
    return descriptions.isEmpty() ? null : descriptions;
  }
}
