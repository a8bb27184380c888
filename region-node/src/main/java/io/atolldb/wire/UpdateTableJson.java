package io.atolldb.wire;

import io.atolldb.fault.Refusal;
import io.atolldb.request.SentReplicaUpdate;
import io.atolldb.request.UpdateTableRequest;
import java.util.ArrayList;
import java.util.List;

/// UpdateTable as JSON.
final class UpdateTableJson {

  private UpdateTableJson() {}

  static UpdateTableRequest read(JsonBody body) throws Refusal {
    String tableName = null;
    String consistency = null;
    List<SentReplicaUpdate> replicas = null;
    var settings = new TableSettingsJson();
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      switch (member) {
        case "TableName" -> tableName = body.text();
        case "ReplicaUpdates" -> replicas = replicas(body);
        case "MultiRegionConsistency" -> consistency = body.text();
        case "GlobalSecondaryIndexUpdates", "VectorIndexUpdates", "GlobalTableWitnessUpdates" ->
            settings.takeUnservedList(member, body);
        case "DisassociationProtectionEnabled" -> settings.takeUnserved(member, body);
        default -> settings.take(member, body);
      }
    }
    return new UpdateTableRequest(tableName, settings.settings(), replicas, consistency);
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
    return only != null && actions == 1 ? only : new SentReplicaUpdate("", null, List.of());
  }

  private static SentReplicaUpdate action(String action, JsonBody body) throws Refusal {
    String region = null;
    var overrides = new ArrayList<String>();
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      if (member.equals("RegionName")) {
        region = body.text();
      } else {
        overrides.add(member);
        body.skip();
      }
    }
    return new SentReplicaUpdate(action, region, overrides);
  }
}
