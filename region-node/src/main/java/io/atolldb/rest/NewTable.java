package io.atolldb.rest;

import io.atolldb.clock.RegionId;
import io.atolldb.fault.Refusal;
import io.atolldb.table.KeyAttribute;
import io.atolldb.table.KeySchema;
import io.atolldb.table.ScalarType;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// A table as its creation is asked for:
/// `{"partitionKey":"id","sortKey":"at","sortKeyType":"number","replicas":["eu-west-1"]}`. Keys are
/// strings where nothing else is said.
record NewTable(KeySchema keys, List<RegionId> replicas) {

  private static final int REPLICAS_MAX = 64;
  private static final int KEY_NAME_LENGTH_MAX = 255;

  NewTable {
    replicas = List.copyOf(replicas);
  }

  static String nameOf(ScalarType type) {
    return switch (type) {
      case S -> "string";
      case N -> "number";
      case B -> "binary";
    };
  }

  static NewTable read(JsonParser json) throws Refusal {
    String partition = null;
    String sort = null;
    ScalarType partitionType = ScalarType.S;
    ScalarType sortType = ScalarType.S;
    List<RegionId> replicas = List.of();
    String member;
    while ((member = json.nextName()) != null) {
      json.nextToken();
      switch (member) {
        case "partitionKey" -> partition = keyName(json, member);
        case "partitionKeyType" -> partitionType = type(json, member);
        case "sortKey" ->
            sort = json.currentToken() == JsonToken.VALUE_NULL ? null : keyName(json, member);
        case "sortKeyType" -> sortType = type(json, member);
        case "replicas" -> replicas = regions(json);
        default -> throw Refusal.invalid("A table has no '" + member + "'");
      }
    }
    if (partition == null) throw Refusal.invalid("A table needs a 'partitionKey'");
    if (partition.equals(sort)) throw Refusal.invalid("Both keys have the same name");
    KeyAttribute sortKey = sort == null ? null : new KeyAttribute(sort, sortType);
    return new NewTable(
        new KeySchema(new KeyAttribute(partition, partitionType), sortKey), replicas);
  }

  /// The regions to be asked for a replica: the one that creates the table may be among those that
  /// were named, too.
  List<RegionId> replicasBeside(RegionId self) {
    SortedSet<RegionId> others = new TreeSet<>(replicas);
    others.remove(self);
    return List.copyOf(others);
  }

  private static String keyName(JsonParser json, String member) throws Refusal {
    String name = PlainJsonReader.checkedName(text(json, member));
    if (name.length() > KEY_NAME_LENGTH_MAX) {
      throw Refusal.invalid(
          "'" + member + "' is longer than " + KEY_NAME_LENGTH_MAX + " characters");
    }
    return name;
  }

  private static ScalarType type(JsonParser json, String member) throws Refusal {
    String name = text(json, member);
    for (ScalarType type : ScalarType.values()) {
      if (nameOf(type).equals(name)) return type;
    }
    throw Refusal.invalid("'" + member + "' is \"string\", \"number\" or \"binary\"");
  }

  private static String text(JsonParser json, String member) throws Refusal {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw Refusal.invalid("'" + member + "' is a string");
    }
    return json.getString();
  }

  private static List<RegionId> regions(JsonParser json) throws Refusal {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw Refusal.invalid("'replicas' is an array of regions");
    }
    var regions = new ArrayList<RegionId>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (regions.size() == REPLICAS_MAX) {
        throw Refusal.invalid("A table has at most " + REPLICAS_MAX + " replicas");
      }
      regions.add(region(text(json, "replicas")));
    }
    return regions;
  }

  private static RegionId region(String name) throws Refusal {
    try {
      return new RegionId(name);
    } catch (IllegalArgumentException _) {
      throw Refusal.invalid("'" + name + "' is not the name of a region");
    }
  }
}
