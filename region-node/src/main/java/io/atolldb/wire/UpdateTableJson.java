package io.atolldb.wire;

import io.atolldb.fault.Refusal;
import io.atolldb.request.SentDefinition;
import io.atolldb.request.SentIndex;
import io.atolldb.request.SentReplicaUpdate;
import io.atolldb.request.SentReplicaUpdate.SentIndexReads;
import io.atolldb.request.SentReplicaUpdate.SentOverrides;
import io.atolldb.request.UpdateTableRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// UpdateTable as JSON.
final class UpdateTableJson {

  private UpdateTableJson() {}

  static UpdateTableRequest read(JsonBody body) throws Refusal {
    String tableName = null;
    String consistency = null;
    Boolean protection = null;
    List<SentReplicaUpdate> replicas = null;
    List<SentDefinition> definitions = null;
    List<SentIndex.Update> indexes = null;
    var settings = new TableSettingsJson();
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      switch (member) {
        case "TableName" -> tableName = body.text();
        case "ReplicaUpdates" -> replicas = replicas(body);
        case "MultiRegionConsistency" -> consistency = body.text();
        case "AttributeDefinitions" -> definitions = CreateTableJson.definitions(body);
        case "GlobalSecondaryIndexUpdates" -> indexes = IndexJson.updates(body);
        case "VectorIndexUpdates", "GlobalTableWitnessUpdates" ->
            settings.takeUnservedList(member, body);
        case "DisassociationProtectionEnabled" -> protection = body.truth();
        default -> settings.take(member, body);
      }
    }
    return new UpdateTableRequest(
        tableName, definitions, indexes, settings.settings(), replicas, consistency, protection);
  }

  private static List<SentReplicaUpdate> replicas(JsonBody body) throws Refusal {
    var read = new ArrayList<SentReplicaUpdate>();
    body.enterList();
    while (body.nextElement()) read.add(replica(body));
    return read;
  }

  /// An update with no action, or with several, has the action "".
  private static SentReplicaUpdate replica(JsonBody body) throws Refusal {
    SentReplicaUpdate only = null;
    int actions = 0;
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      only = action(member, body);
      actions++;
    }
    return only != null && actions == 1 ? only : SentReplicaUpdate.unclear();
  }

  private static SentReplicaUpdate action(String action, JsonBody body) throws Refusal {
    String region = null;
    String mode = null;
    String key = null;
    Long readCapacity = null;
    Long maxRead = null;
    String tableClass = null;
    List<SentIndexReads> indexes = null;
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      switch (member) {
        case "RegionName" -> region = body.text();
        case "DisassociationMode" -> mode = body.text();
        case "KMSMasterKeyId" -> key = body.text();
        case "ProvisionedThroughputOverride" -> readCapacity = only("ReadCapacityUnits", body);
        case "OnDemandThroughputOverride" -> maxRead = only("MaxReadRequestUnits", body);
        case "TableClassOverride" -> tableClass = body.text();
        case "GlobalSecondaryIndexes" -> indexes = indexes(body);
        default -> body.skip();
      }
    }
    var overrides = new SentOverrides(key, readCapacity, maxRead, tableClass, indexes);
    return new SentReplicaUpdate(action, region, overrides, mode);
  }

  private static List<SentIndexReads> indexes(JsonBody body) throws Refusal {
    var read = new ArrayList<SentIndexReads>();
    body.enterList();
    while (body.nextElement()) {
      String name = null;
      Long readCapacity = null;
      Long maxRead = null;
      body.enterStructure();
      String member;
      while ((member = body.nextMember()) != null) {
        switch (member) {
          case "IndexName" -> name = body.text();
          case "ProvisionedThroughputOverride" -> readCapacity = only("ReadCapacityUnits", body);
          case "OnDemandThroughputOverride" -> maxRead = only("MaxReadRequestUnits", body);
          default -> body.skip();
        }
      }
      read.add(new SentIndexReads(name, readCapacity, maxRead));
    }
    return read;
  }

  /// The one number that a structure holds.
  private static @Nullable Long only(String name, JsonBody body) throws Refusal {
    Long value = null;
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      if (member.equals(name)) value = body.longInteger();
      else body.skip();
    }
    return value;
  }
}
