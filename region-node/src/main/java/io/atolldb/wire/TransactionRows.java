package io.atolldb.wire;

import io.atolldb.region.Region;
import io.atolldb.request.ShownItem;
import io.atolldb.request.TransactGetItemsCall;
import io.atolldb.request.TransactWriteItemsCall;
import io.atolldb.request.TransactedCapacity;
import io.atolldb.request.TransactedCapacity.Kind;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import tools.jackson.core.JsonGenerator;

/// The operations that read or write several items at once.
final class TransactionRows {

  private TransactionRows() {}

  static List<OperationRow<?, ?>> of(Region region) {
    return List.of(
        new OperationRow<>(
            "TransactGetItems",
            TransactGetItemsJson::read,
            new TransactGetItemsCall(region)::answer,
            TransactGetItemsJson::write),
        new OperationRow<>(
            "TransactWriteItems",
            TransactWriteItemsJson::read,
            new TransactWriteItemsCall(region)::answer,
            TransactWriteItemsJson::write));
  }

  /// An element for every part of the transaction, empty where nothing was found.
  static void writeResponses(List<ShownItem> responses, JsonGenerator json) {
    json.writeName("Responses");
    json.writeStartArray();
    for (ShownItem item : responses) {
      json.writeStartObject();
      Answers.write("Item", item, json);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /// Nothing if the client did not ask.
  static void write(List<TransactedCapacity> consumed, JsonGenerator json) {
    if (consumed.isEmpty()) return;
    json.writeName("ConsumedCapacity");
    json.writeStartArray();
    for (TransactedCapacity one : consumed) {
      json.writeStartObject();
      json.writeStringProperty("TableName", one.tableName());
      writeUnits(one.units(), one.kind(), json);
      if (one.perIndex()) writeShares(one, json);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeShares(TransactedCapacity consumed, JsonGenerator json) {
    Kind kind = consumed.kind();
    json.writeName("Table");
    writeShare(consumed.table(), kind, json);
    writeIndexes("LocalSecondaryIndexes", consumed.indexes().locals(), kind, json);
    writeIndexes("GlobalSecondaryIndexes", consumed.indexes().globals(), kind, json);
  }

  private static void writeIndexes(
      String member, SortedMap<String, Double> units, Kind kind, JsonGenerator json) {
    if (units.isEmpty()) return;
    json.writeName(member);
    json.writeStartObject();
    for (Map.Entry<String, Double> entry : units.entrySet()) {
      json.writeName(entry.getKey());
      writeShare(entry.getValue(), kind, json);
    }
    json.writeEndObject();
  }

  private static void writeShare(double units, Kind kind, JsonGenerator json) {
    json.writeStartObject();
    writeUnits(units, kind, json);
    json.writeEndObject();
  }

  private static void writeUnits(double units, Kind kind, JsonGenerator json) {
    json.writeNumberProperty("CapacityUnits", units);
    String member =
        switch (kind) {
          case READ -> "ReadCapacityUnits";
          case WRITE -> "WriteCapacityUnits";
        };
    json.writeNumberProperty(member, units);
  }
}
