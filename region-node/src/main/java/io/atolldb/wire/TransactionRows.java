package io.atolldb.wire;

import io.atolldb.region.Region;
import io.atolldb.request.ShownItem;
import io.atolldb.request.TransactGetItemsCall;
import io.atolldb.request.TransactWriteItemsCall;
import io.atolldb.request.TransactedCapacity;
import java.util.List;
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
      writeUnits(one, json);
      if (one.perTable()) {
        json.writeName("Table");
        json.writeStartObject();
        writeUnits(one, json);
        json.writeEndObject();
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeUnits(TransactedCapacity consumed, JsonGenerator json) {
    json.writeNumberProperty("CapacityUnits", consumed.units());
    String kind =
        switch (consumed.kind()) {
          case READ -> "ReadCapacityUnits";
          case WRITE -> "WriteCapacityUnits";
        };
    json.writeNumberProperty(kind, consumed.units());
  }
}
