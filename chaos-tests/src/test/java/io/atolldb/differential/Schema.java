package io.atolldb.differential;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A table of an episode.
///
/// @param stream what its stream shows; null without one
record Schema(String table, Key key, List<Index> indexes, @Nullable String stream) {

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

    /// New in every run: DynamoDB Local never makes nor deletes an index of a name again that it
    /// has once failed to make or to delete.
    static String named(String name) {
      return name + "-" + Call.RUN;
    }

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

  Schema with(Index index) {
    var more = new ArrayList<>(indexes);
    more.add(index);
    return new Schema(table, key, List.copyOf(more), stream);
  }

  Schema without(Index index) {
    var fewer = new ArrayList<>(indexes);
    fewer.remove(index);
    return new Schema(table, key, List.copyOf(fewer), stream);
  }

  /// The request that adds or takes away a global index.
  Call update(String action, Map<String, Object> index) {
    return Call.once(
        "UpdateTable",
        Json.object(
            "TableName",
            table,
            "AttributeDefinitions",
            action.equals("Create") ? definitions() : null,
            "GlobalSecondaryIndexUpdates",
            List.of(Json.object(action, index))));
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

  private List<Object> definitions() {
    var definitions = new ArrayList<>();
    keyTypes()
        .forEach((name, type) ->
            definitions.add(Json.object("AttributeName", name, "AttributeType", type)));
    return definitions;
  }

  Call create() {
    return Call.once(
        "CreateTable",
        Json.object(
            "TableName",
            table,
            "AttributeDefinitions",
            definitions(),
            "KeySchema",
            key.schema(),
            "BillingMode",
            "PAY_PER_REQUEST",
            "LocalSecondaryIndexes",
            descriptions(false),
            "GlobalSecondaryIndexes",
            descriptions(true),
            "StreamSpecification",
            stream == null ? null : Json.object("StreamEnabled", true, "StreamViewType", stream)));
  }

  private @Nullable List<Map<String, Object>> descriptions(boolean global) {
    var descriptions =
        indexes.stream().filter(index -> index.global() == global).map(Index::description).toList();
    return descriptions.isEmpty() ? null : descriptions;
  }
}
