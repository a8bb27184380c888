package io.atolldb.wire;

import io.atolldb.fault.Refusal;
import io.atolldb.request.AutoScalingCalls;
import io.atolldb.request.AutoScalingCalls.Description;
import io.atolldb.request.AutoScalingCalls.IndexScaling;
import io.atolldb.request.AutoScalingCalls.ReplicaScaling;
import io.atolldb.request.AutoScalingCalls.SentIndex;
import io.atolldb.request.AutoScalingCalls.SentReplica;
import io.atolldb.request.SentScaling;
import io.atolldb.scaling.ScalingSettings;
import io.atolldb.scaling.TargetTracking;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// The operations on auto scaling as JSON.
final class AutoScalingJson {

  private AutoScalingJson() {}

  static AutoScalingCalls.Request read(JsonBody body) throws Refusal {
    String tableName = null;
    SentScaling writes = null;
    List<SentIndex> indexes = List.of();
    List<SentReplica> replicas = null;
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      switch (member) {
        case "TableName" -> tableName = body.text();
        case "ProvisionedWriteCapacityAutoScalingUpdate" -> writes = scaling(body);
        case "GlobalSecondaryIndexUpdates" ->
            indexes = indexes(body, "ProvisionedWriteCapacityAutoScalingUpdate");
        case "ReplicaUpdates" -> {
          replicas = new ArrayList<>();
          body.enterList();
          while (body.nextElement()) replicas.add(replica(body));
        }
        default -> body.skip();
      }
    }
    return new AutoScalingCalls.Request(tableName, writes, indexes, replicas);
  }

  private static SentReplica replica(JsonBody body) throws Refusal {
    String region = null;
    SentScaling reads = null;
    List<SentIndex> indexes = List.of();
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      switch (member) {
        case "RegionName" -> region = body.text();
        case "ReplicaProvisionedReadCapacityAutoScalingUpdate" -> reads = scaling(body);
        case "ReplicaGlobalSecondaryIndexUpdates" ->
            indexes = indexes(body, "ProvisionedReadCapacityAutoScalingUpdate");
        default -> body.skip();
      }
    }
    return new SentReplica(region, reads, indexes);
  }

  private static List<SentIndex> indexes(JsonBody body, String update) throws Refusal {
    var indexes = new ArrayList<SentIndex>();
    body.enterList();
    while (body.nextElement()) {
      String name = null;
      SentScaling scaling = null;
      body.enterStructure();
      String member;
      while ((member = body.nextMember()) != null) {
        if (member.equals("IndexName")) name = body.text();
        else if (member.equals(update)) scaling = scaling(body);
        else body.skip();
      }
      indexes.add(new SentIndex(name, scaling));
    }
    return indexes;
  }

  private static SentScaling scaling(JsonBody body) throws Refusal {
    Long minimum = null;
    Long maximum = null;
    Boolean disabled = null;
    String roleArn = null;
    SentScaling.Policy policy = null;
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      switch (member) {
        case "MinimumUnits" -> minimum = body.longInteger();
        case "MaximumUnits" -> maximum = body.longInteger();
        case "AutoScalingDisabled" -> disabled = body.truth();
        case "AutoScalingRoleArn" -> roleArn = body.text();
        case "ScalingPolicyUpdate" -> policy = policy(body);
        default -> body.skip();
      }
    }
    return new SentScaling(minimum, maximum, disabled, roleArn, policy);
  }

  private static SentScaling.Policy policy(JsonBody body) throws Refusal {
    String name = null;
    SentScaling.Tracking tracking = null;
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      switch (member) {
        case "PolicyName" -> name = body.text();
        case "TargetTrackingScalingPolicyConfiguration" -> tracking = tracking(body);
        default -> body.skip();
      }
    }
    return new SentScaling.Policy(name, tracking);
  }

  private static SentScaling.Tracking tracking(JsonBody body) throws Refusal {
    var members = new TrackingMembers();
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) members.take(member, body);
    return members.tracking();
  }

  static void write(Description it, JsonGenerator json) {
    json.writeName("TableAutoScalingDescription");
    json.writeStartObject();
    json.writeStringProperty("TableName", it.tableName());
    json.writeStringProperty("TableStatus", it.status());
    json.writeName("Replicas");
    json.writeStartArray();
    for (ReplicaScaling replica : it.replicas()) write(replica, json);
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(ReplicaScaling replica, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("RegionName", replica.region().name());
    json.writeStringProperty("ReplicaStatus", replica.status());
    write("ReplicaProvisionedReadCapacityAutoScalingSettings", replica.reads(), json);
    write("ReplicaProvisionedWriteCapacityAutoScalingSettings", replica.writes(), json);
    if (!replica.indexes().isEmpty()) {
      json.writeName("GlobalSecondaryIndexes");
      json.writeStartArray();
      for (IndexScaling index : replica.indexes()) {
        json.writeStartObject();
        json.writeStringProperty("IndexName", index.name());
        json.writeStringProperty("IndexStatus", index.status());
        write("ProvisionedReadCapacityAutoScalingSettings", index.reads(), json);
        write("ProvisionedWriteCapacityAutoScalingSettings", index.writes(), json);
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static void write(String member, @Nullable ScalingSettings settings, JsonGenerator json) {
    if (settings == null) return;
    json.writeName(member);
    json.writeStartObject();
    json.writeNumberProperty("MinimumUnits", settings.minimum());
    json.writeNumberProperty("MaximumUnits", settings.maximum());
    json.writeBooleanProperty("AutoScalingDisabled", settings.disabled());
    String role = settings.roleArn();
    if (role != null) json.writeStringProperty("AutoScalingRoleArn", role);
    TargetTracking policy = settings.policy();
    if (policy != null) {
      json.writeName("ScalingPolicies");
      json.writeStartArray();
      write(policy, json);
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static void write(TargetTracking policy, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("PolicyName", policy.name());
    json.writeName("TargetTrackingScalingPolicyConfiguration");
    json.writeStartObject();
    json.writeBooleanProperty("DisableScaleIn", policy.raisesOnly());
    json.writeNumberProperty("ScaleInCooldown", policy.lowerPauseSeconds());
    json.writeNumberProperty("ScaleOutCooldown", policy.raisePauseSeconds());
    json.writeNumberProperty("TargetValue", policy.percent());
    json.writeEndObject();
    json.writeEndObject();
  }
}
