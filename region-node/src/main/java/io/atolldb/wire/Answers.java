package io.atolldb.wire;

import io.atolldb.request.CollectionSize;
import io.atolldb.request.ConsumedCapacity;
import io.atolldb.request.ShownItem;
import io.atolldb.request.WriteAnswer;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Writes the members that many answers have.
final class Answers {

  private Answers() {}

  /// What every write of one item answers.
  static void write(WriteAnswer answer, JsonGenerator json) {
    write("Attributes", answer.attributes(), json);
    CollectionSize collection = answer.collection();
    if (collection != null) {
      json.writeName("ItemCollectionMetrics");
      write(collection, json);
    }
    write(answer.consumed(), json);
  }

  /// Nothing at all where there is no item.
  static void write(String member, ShownItem shown, JsonGenerator json) {
    if (shown instanceof ShownItem.Nothing) return;
    json.writeName(member);
    write(shown, json);
  }

  /// Items one after another, as a list; what is not there is left out.
  static void writeList(List<ShownItem> shown, JsonGenerator json) {
    json.writeStartArray();
    for (ShownItem item : shown) write(item, json);
    json.writeEndArray();
  }

  private static void write(ShownItem shown, JsonGenerator json) {
    switch (shown) {
      case ShownItem.Nothing() -> {}
      case ShownItem.Stored(var encoded) -> StoredItemWriter.write(encoded, json);
      case ShownItem.Made(var item) -> AttributeValueWriter.write(item, json);
    }
  }

  static void write(@Nullable ConsumedCapacity consumed, JsonGenerator json) {
    if (consumed == null) return;
    json.writeName("ConsumedCapacity");
    writeObject(consumed, json);
  }

  /// Of an operation on several tables; nothing if the client did not ask.
  static void write(List<ConsumedCapacity> consumed, JsonGenerator json) {
    if (consumed.isEmpty()) return;
    json.writeName("ConsumedCapacity");
    json.writeStartArray();
    for (ConsumedCapacity one : consumed) writeObject(one, json);
    json.writeEndArray();
  }

  private static void writeObject(ConsumedCapacity consumed, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("TableName", consumed.tableName());
    json.writeNumberProperty("CapacityUnits", consumed.units());
    if (consumed.perIndex()) {
      json.writeName("Table");
      writeUnits(consumed.table(), json);
      writeIndexes("LocalSecondaryIndexes", consumed.indexes().locals(), json);
      writeIndexes("GlobalSecondaryIndexes", consumed.indexes().globals(), json);
    }
    json.writeEndObject();
  }

  private static void writeIndexes(
      String member, SortedMap<String, Double> units, JsonGenerator json) {
    if (units.isEmpty()) return;
    json.writeName(member);
    json.writeStartObject();
    for (Map.Entry<String, Double> entry : units.entrySet()) {
      json.writeName(entry.getKey());
      writeUnits(entry.getValue(), json);
    }
    json.writeEndObject();
  }

  private static void writeUnits(double units, JsonGenerator json) {
    json.writeStartObject();
    json.writeNumberProperty("CapacityUnits", units);
    json.writeEndObject();
  }

  /// Of each table; nothing if there are none.
  static void write(SortedMap<String, List<CollectionSize>> collections, JsonGenerator json) {
    if (collections.isEmpty()) return;
    json.writeName("ItemCollectionMetrics");
    json.writeStartObject();
    for (Map.Entry<String, List<CollectionSize>> entry : collections.entrySet()) {
      json.writeName(entry.getKey());
      json.writeStartArray();
      for (CollectionSize size : entry.getValue()) write(size, json);
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static void write(CollectionSize size, JsonGenerator json) {
    json.writeStartObject();
    json.writeName("ItemCollectionKey");
    AttributeValueWriter.write(size.key(), json);
    json.writeName("SizeEstimateRangeGB");
    json.writeStartArray();
    json.writeNumber(size.atLeastGb());
    json.writeNumber(size.atMostGb());
    json.writeEndArray();
    json.writeEndObject();
  }
}
