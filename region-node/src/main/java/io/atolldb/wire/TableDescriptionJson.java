package io.atolldb.wire;

import io.atolldb.catalog.CapacityTimes;
import io.atolldb.catalog.CapacityUnits;
import io.atolldb.catalog.ReplicaOverrides;
import io.atolldb.catalog.ReplicaOverrides.IndexReads;
import io.atolldb.catalog.SettingsChange;
import io.atolldb.catalog.TableSettings;
import io.atolldb.fault.Refusal;
import io.atolldb.request.DescribeTableCall;
import io.atolldb.request.TableDescription;
import io.atolldb.request.TableDescription.Replica;
import io.atolldb.table.KeyAttribute;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Table descriptions as JSON, in the order of the model's members.
final class TableDescriptionJson {

  private static final String GLOBAL_TABLE_VERSION = "2019.11.21";

  private TableDescriptionJson() {}

  static DescribeTableCall.Request readName(JsonBody body) throws Refusal {
    String tableName = null;
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      if (member.equals("TableName")) tableName = body.text();
      else body.skip();
    }
    return new DescribeTableCall.Request(tableName);
  }

  /// As CreateTable, UpdateTable and DeleteTable answer it.
  static void write(TableDescription description, JsonGenerator json) {
    json.writeName("TableDescription");
    writeObject(description, json);
  }

  /// As DescribeTable answers it.
  static void writeTable(TableDescription description, JsonGenerator json) {
    json.writeName("Table");
    writeObject(description, json);
  }

  private static void writeObject(TableDescription it, JsonGenerator json) {
    TableSettings settings = it.settings();
    json.writeStartObject();
    writeKeys(it, json);
    json.writeStringProperty("TableStatus", it.status().name());
    writeDate("CreationDateTime", it.table().descriptor().createdMillis(), json);
    writeThroughput(it, json);
    json.writeNumberProperty("TableSizeBytes", it.figures().bytes());
    json.writeNumberProperty("ItemCount", it.figures().items());
    json.writeStringProperty("TableArn", it.arn());
    json.writeStringProperty("TableId", it.table().id().toString());
    writeBilling(it, json);
    IndexJson.write(it, json);
    writeStream(it, json);
    writeReplicas(it, json);
    writeEncryption(it, json);
    writeTableClass(settings, json);
    json.writeBooleanProperty("DeletionProtectionEnabled", settings.isProtected());
    writeOnDemand(settings.onDemand(), json);
    writeWarm(settings.warmNow(), it.status().name(), json);
    if (!it.replicas().isEmpty()) {
      json.writeStringProperty("MultiRegionConsistency", "EVENTUAL");
      json.writeBooleanProperty("DisassociationProtectionEnabled", settings.mayNotLeave());
    }
    json.writeEndObject();
  }

  private static void writeKeys(TableDescription it, JsonGenerator json) {
    var attributes = new ArrayList<KeyAttribute>();
    attributes.add(it.table().keys().partition());
    KeyAttribute sort = it.table().keys().sort();
    if (sort != null) attributes.add(sort);
    writeDefinitions(it.table().indexes().keyAttributes(it.table().keys()), json);
    json.writeStringProperty("TableName", it.table().name());
    json.writeName("KeySchema");
    json.writeStartArray();
    for (KeyAttribute attribute : attributes) {
      json.writeStartObject();
      json.writeStringProperty("AttributeName", attribute.name());
      json.writeStringProperty(
          "KeyType", attribute.equals(it.table().keys().partition()) ? "HASH" : "RANGE");
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeDefinitions(List<KeyAttribute> attributes, JsonGenerator json) {
    json.writeName("AttributeDefinitions");
    json.writeStartArray();
    for (KeyAttribute attribute : attributes) {
      json.writeStartObject();
      json.writeStringProperty("AttributeName", attribute.name());
      json.writeStringProperty("AttributeType", attribute.type().name());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeThroughput(TableDescription it, JsonGenerator json) {
    writeThroughput(
        it.settings().provisioned(), it.settings().capacityTimes(), it.nowMillis(), json);
  }

  /// Of a table or an index.
  static void writeThroughput(
      CapacityUnits units, CapacityTimes times, long nowMillis, JsonGenerator json) {
    json.writeName("ProvisionedThroughput");
    json.writeStartObject();
    writeDate("LastIncreaseDateTime", times.increasedMillis(), json);
    writeDate("LastDecreaseDateTime", times.decreasedMillis(), json);
    json.writeNumberProperty("NumberOfDecreasesToday", times.decreasesOn(nowMillis));
    json.writeNumberProperty("ReadCapacityUnits", units.read());
    json.writeNumberProperty("WriteCapacityUnits", units.write());
    json.writeEndObject();
  }

  private static void writeBilling(TableDescription it, JsonGenerator json) {
    if (!it.hasBillingSummary()) return;
    json.writeName("BillingModeSummary");
    json.writeStartObject();
    json.writeStringProperty("BillingMode", it.settings().billing().name());
    writeDate("LastUpdateToPayPerRequestDateTime", it.settings().onDemandSinceMillis(), json);
    json.writeEndObject();
  }

  private static void writeStream(TableDescription it, JsonGenerator json) {
    String view = it.settings().streamView();
    if (view != null) {
      json.writeName("StreamSpecification");
      json.writeStartObject();
      json.writeBooleanProperty("StreamEnabled", true);
      json.writeStringProperty("StreamViewType", view);
      json.writeEndObject();
    }
    // Of a stream that was switched off, these are still shown.
    String label = it.settings().streamLabel();
    String arn = it.streamArn();
    if (label == null || arn == null) return;
    json.writeStringProperty("LatestStreamLabel", label);
    json.writeStringProperty("LatestStreamArn", arn);
  }

  private static void writeReplicas(TableDescription it, JsonGenerator json) {
    if (it.replicas().isEmpty()) return;
    json.writeStringProperty("GlobalTableVersion", GLOBAL_TABLE_VERSION);
    json.writeName("Replicas");
    json.writeStartArray();
    for (Replica replica : it.replicas()) {
      json.writeStartObject();
      json.writeStringProperty("RegionName", replica.region().name());
      json.writeStringProperty("ReplicaStatus", replica.shownStatus());
      json.writeStringProperty("ReplicaArn", it.arn(replica));
      if (!replica.description().isEmpty()) {
        json.writeStringProperty("ReplicaStatusDescription", replica.description());
      }
      Integer percent = replica.percent();
      if (percent != null) {
        json.writeStringProperty("ReplicaStatusPercentProgress", Integer.toString(percent));
      }
      writeOverrides(replica.overrides(), json);
      writeIndexReads(it, replica.overrides(), json);
      writeDate("ReplicaInaccessibleDateTime", replica.silentSinceMillis(), json);
      writeReplicaClass(replica.overrides(), json);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeStringProperty("GlobalTableSettingsReplicationMode", "ENABLED_WITH_OVERRIDES");
  }

  private static void writeOverrides(ReplicaOverrides overrides, JsonGenerator json) {
    String key = overrides.encryptionKey();
    if (key != null) json.writeStringProperty("KMSMasterKeyId", key);
    writeOnly("ProvisionedThroughputOverride", "ReadCapacityUnits", overrides.readCapacity(), json);
    writeOnly("OnDemandThroughputOverride", "MaxReadRequestUnits", overrides.maxRead(), json);
  }

  /// Of indexes that are there: an override outlives its index where both changed at the same time.
  private static void writeIndexReads(
      TableDescription it, ReplicaOverrides overrides, JsonGenerator json) {
    var shown = new TreeMap<String, IndexReads>(overrides.indexes());
    shown.keySet().removeIf(name -> it.table().indexes().named(name) == null);
    if (shown.isEmpty()) return;
    json.writeName("GlobalSecondaryIndexes");
    json.writeStartArray();
    shown.forEach((name, reads) -> {
      json.writeStartObject();
      json.writeStringProperty("IndexName", name);
      writeOnly("ProvisionedThroughputOverride", "ReadCapacityUnits", reads.readCapacity(), json);
      writeOnly("OnDemandThroughputOverride", "MaxReadRequestUnits", reads.maxRead(), json);
      json.writeEndObject();
    });
    json.writeEndArray();
  }

  private static void writeOnly(
      String structure, String member, @Nullable Long value, JsonGenerator json) {
    if (value == null) return;
    json.writeName(structure);
    json.writeStartObject();
    json.writeNumberProperty(member, value);
    json.writeEndObject();
  }

  private static void writeReplicaClass(ReplicaOverrides overrides, JsonGenerator json) {
    if (overrides.tableClass() == null) return;
    json.writeName("ReplicaTableClassSummary");
    json.writeStartObject();
    json.writeStringProperty("TableClass", overrides.tableClass().name());
    json.writeEndObject();
  }

  private static void writeEncryption(TableDescription it, JsonGenerator json) {
    String type = it.settings().encryptionType();
    String arn = it.encryptionKeyArn();
    if (type == null || arn == null) return;
    json.writeName("SSEDescription");
    json.writeStartObject();
    json.writeStringProperty("Status", "ENABLED");
    json.writeStringProperty("SSEType", type);
    json.writeStringProperty("KMSMasterKeyArn", arn);
    json.writeEndObject();
  }

  private static void writeTableClass(TableSettings settings, JsonGenerator json) {
    String tableClass = settings.tableClass();
    if (tableClass == null) return;
    json.writeName("TableClassSummary");
    json.writeStartObject();
    json.writeStringProperty("TableClass", tableClass);
    writeDate("LastUpdateDateTime", settings.tableClassSinceMillis(), json);
    json.writeEndObject();
  }

  static void writeOnDemand(@Nullable CapacityUnits maximums, JsonGenerator json) {
    if (maximums == null) return;
    json.writeName("OnDemandThroughput");
    json.writeStartObject();
    if (maximums.read() != SettingsChange.UNLIMITED) {
      json.writeNumberProperty("MaxReadRequestUnits", maximums.read());
    }
    if (maximums.write() != SettingsChange.UNLIMITED) {
      json.writeNumberProperty("MaxWriteRequestUnits", maximums.write());
    }
    json.writeEndObject();
  }

  /// `status`: of the table or the index.
  static void writeWarm(CapacityUnits units, String status, JsonGenerator json) {
    json.writeName("WarmThroughput");
    json.writeStartObject();
    json.writeNumberProperty("ReadUnitsPerSecond", units.read());
    json.writeNumberProperty("WriteUnitsPerSecond", units.write());
    json.writeStringProperty("Status", status);
    json.writeEndObject();
  }

  /// Seconds since 1970, with milliseconds behind the point. Null is left out.
  private static void writeDate(String member, @Nullable Long millis, JsonGenerator json) {
    if (millis == null) return;
    json.writeName(member);
    json.writeNumber(BigDecimal.valueOf(millis, 3));
  }
}
