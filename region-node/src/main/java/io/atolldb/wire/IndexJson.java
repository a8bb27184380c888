package io.atolldb.wire;

import io.atolldb.catalog.CapacityUnits;
import io.atolldb.catalog.Index;
import io.atolldb.fault.Refusal;
import io.atolldb.request.IndexDescription;
import io.atolldb.request.SentIndex;
import io.atolldb.request.SentKeyElement;
import io.atolldb.request.SentUnits;
import io.atolldb.request.TableDescription;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// Secondary indexes as JSON.
final class IndexJson {

  private IndexJson() {}

  static List<SentIndex> indexes(JsonBody body) throws Refusal {
    var read = new ArrayList<SentIndex>();
    body.enterList();
    while (body.nextElement()) read.add(index(body));
    return read;
  }

  static List<SentIndex.Update> updates(JsonBody body) throws Refusal {
    var read = new ArrayList<SentIndex.Update>();
    body.enterList();
    while (body.nextElement()) read.add(update(body));
    return read;
  }

  private static SentIndex.Update update(JsonBody body) throws Refusal {
    SentIndex.Update only = null;
    int actions = 0;
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      switch (member) {
        case "Create", "Update", "Delete" -> {
          only = new SentIndex.Update(member, index(body));
          actions++;
        }
        default -> body.skip();
      }
    }
    if (only != null && actions == 1) return only;
    return new SentIndex.Update("", new SentIndex(null, null, null, null, null, null));
  }

  private static SentIndex index(JsonBody body) throws Refusal {
    String name = null;
    List<SentKeyElement> keys = null;
    SentIndex.Projected projection = null;
    SentUnits throughput = null;
    SentUnits onDemand = null;
    SentUnits warm = null;
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      switch (member) {
        case "IndexName" -> name = body.text();
        case "KeySchema" -> keys = CreateTableJson.keys(body);
        case "Projection" -> projection = projection(body);
        case "ProvisionedThroughput" ->
            throughput = TableSettingsJson.units(body, "ReadCapacityUnits", "WriteCapacityUnits");
        case "OnDemandThroughput" ->
            onDemand = TableSettingsJson.units(body, "MaxReadRequestUnits", "MaxWriteRequestUnits");
        case "WarmThroughput" ->
            warm = TableSettingsJson.units(body, "ReadUnitsPerSecond", "WriteUnitsPerSecond");
        default -> body.skip();
      }
    }
    return new SentIndex(name, keys, projection, throughput, onDemand, warm);
  }

  private static SentIndex.Projected projection(JsonBody body) throws Refusal {
    String type = null;
    List<String> nonKeys = null;
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      switch (member) {
        case "ProjectionType" -> type = body.text();
        case "NonKeyAttributes" -> nonKeys = body.texts();
        default -> body.skip();
      }
    }
    return new SentIndex.Projected(type, nonKeys);
  }

  /// The two members of a table's description that tell of its indexes.
  static void write(TableDescription table, JsonGenerator json) {
    write("LocalSecondaryIndexes", Index.Kind.LOCAL, table, json);
    write("GlobalSecondaryIndexes", Index.Kind.GLOBAL, table, json);
  }

  private static void write(
      String member, Index.Kind kind, TableDescription table, JsonGenerator json) {
    boolean any = false;
    for (IndexDescription index : table.indexes()) {
      if (index.index().kind() != kind) continue;
      if (!any) {
        json.writeName(member);
        json.writeStartArray();
      }
      any = true;
      write(index, table, json);
    }
    if (any) json.writeEndArray();
  }

  private static void write(IndexDescription it, TableDescription table, JsonGenerator json) {
    Index index = it.index();
    json.writeStartObject();
    json.writeStringProperty("IndexName", index.name());
    writeKeys(index, json);
    writeProjection(index, json);
    if (!index.isLocal()) {
      json.writeStringProperty("IndexStatus", it.status().name());
      Boolean backfilling = it.backfilling();
      if (backfilling != null) json.writeBooleanProperty("Backfilling", backfilling);
      TableDescriptionJson.writeThroughput(
          index.provisioned() == null ? CapacityUnits.NONE : index.provisioned(),
          index.times(),
          table.nowMillis(),
          json);
    }
    json.writeNumberProperty("IndexSizeBytes", it.figures().bytes());
    json.writeNumberProperty("ItemCount", it.figures().items());
    json.writeStringProperty("IndexArn", table.arn() + "/index/" + index.name());
    if (!index.isLocal()) {
      TableDescriptionJson.writeOnDemand(index.onDemand(), json);
      TableDescriptionJson.writeWarm(index.warmNow(), it.status().name(), json);
    }
    json.writeEndObject();
  }

  private static void writeKeys(Index index, JsonGenerator json) {
    json.writeName("KeySchema");
    json.writeStartArray();
    int partitions = index.keys().partition().size();
    for (int at = 0; at < index.keys().size(); at++) {
      json.writeStartObject();
      json.writeStringProperty("AttributeName", index.keys().attribute(at).name());
      json.writeStringProperty("KeyType", at < partitions ? "HASH" : "RANGE");
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeProjection(Index index, JsonGenerator json) {
    json.writeName("Projection");
    json.writeStartObject();
    json.writeStringProperty("ProjectionType", index.projection().name());
    if (!index.nonKeys().isEmpty()) {
      json.writeName("NonKeyAttributes");
      json.writeStartArray();
      for (String name : index.nonKeys()) json.writeString(name);
      json.writeEndArray();
    }
    json.writeEndObject();
  }
}
