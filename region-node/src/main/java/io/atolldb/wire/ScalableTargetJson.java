package io.atolldb.wire;

import io.atolldb.fault.Refusal;
import io.atolldb.request.ScalableResource;
import io.atolldb.request.ScalableTargetCalls.Listing;
import io.atolldb.request.ScalableTargetCalls.Named;
import io.atolldb.request.ScalableTargetCalls.Page;
import io.atolldb.request.ScalableTargetCalls.PolicyRequest;
import io.atolldb.request.ScalableTargetCalls.Registration;
import io.atolldb.request.ScalableTargetCalls.Scalable;
import io.atolldb.request.SentScaling;
import io.atolldb.scaling.ScalingSettings;
import io.atolldb.scaling.TargetTracking;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// The operations of Application Auto Scaling as JSON.
final class ScalableTargetJson {

  private static final String CONFIGURATION = "TargetTrackingScalingPolicyConfiguration";

  private ScalableTargetJson() {}

  static Registration readRegistration(JsonBody body) throws Refusal {
    var resource = new ScalableMembers();
    Long minimum = null;
    Long maximum = null;
    String roleArn = null;
    Boolean suspended = null;
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      switch (member) {
        case "MinCapacity" -> minimum = body.longInteger();
        case "MaxCapacity" -> maximum = body.longInteger();
        case "RoleARN" -> roleArn = body.text();
        case "SuspendedState" -> suspended = suspended(body);
        default -> resource.take(member, body);
      }
    }
    return new Registration(resource.named(), minimum, maximum, roleArn, suspended);
  }

  private static boolean suspended(JsonBody body) throws Refusal {
    boolean in = false;
    boolean out = false;
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      switch (member) {
        case "DynamicScalingInSuspended" -> in = body.truth();
        case "DynamicScalingOutSuspended" -> out = body.truth();
        default -> body.skip();
      }
    }
    if (in == out) return in;
    throw Refusal.invalid("Scaling in and scaling out can only be suspended together");
  }

  static PolicyRequest readPolicy(JsonBody body) throws Refusal {
    var resource = new ScalableMembers();
    String name = null;
    String type = null;
    String metric = null;
    SentScaling.Tracking tracking = null;
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      switch (member) {
        case "PolicyName" -> name = body.text();
        case "PolicyType" -> type = body.text();
        case CONFIGURATION -> {
          Configuration read = configuration(body);
          metric = read.metric;
          tracking = read.tracking;
        }
        default -> resource.take(member, body);
      }
    }
    return new PolicyRequest(resource.named(), name, type, metric, tracking);
  }

  private record Configuration(@Nullable String metric, SentScaling.Tracking tracking) {}

  private static Configuration configuration(JsonBody body) throws Refusal {
    String metric = null;
    var tracking = new TrackingMembers();
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      if (member.equals("PredefinedMetricSpecification")) metric = metric(body);
      else tracking.take(member, body);
    }
    return new Configuration(metric, tracking.tracking());
  }

  private static @Nullable String metric(JsonBody body) throws Refusal {
    String metric = null;
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      if (member.equals("PredefinedMetricType")) metric = body.text();
      else body.skip();
    }
    return metric;
  }

  static Listing readListing(JsonBody body) throws Refusal {
    String namespace = null;
    String dimension = null;
    List<String> resourceIds = new ArrayList<>();
    List<String> policyNames = List.of();
    Integer maxResults = null;
    String nextToken = null;
    body.enterStructure();
    String member;
    while ((member = body.nextMember()) != null) {
      switch (member) {
        case "ServiceNamespace" -> namespace = body.text();
        case "ScalableDimension" -> dimension = body.text();
        case "ResourceId" -> resourceIds.add(body.text());
        case "ResourceIds" -> resourceIds.addAll(body.texts());
        case "PolicyNames" -> policyNames = body.texts();
        case "MaxResults" -> maxResults = body.integer();
        case "NextToken" -> nextToken = body.text();
        default -> body.skip();
      }
    }
    var named = new Named(namespace, null, dimension);
    return new Listing(named, resourceIds, policyNames, maxResults, nextToken);
  }

  static void writeTargets(Page page, JsonGenerator json) {
    json.writeName("ScalableTargets");
    json.writeStartArray();
    for (Scalable each : page.targets()) {
      ScalingSettings settings = each.settings();
      json.writeStartObject();
      writeResource(each.resource(), json);
      json.writeNumberProperty("MinCapacity", settings.minimum());
      json.writeNumberProperty("MaxCapacity", settings.maximum());
      String role = settings.roleArn();
      if (role != null) json.writeStringProperty("RoleARN", role);
      json.writeName("SuspendedState");
      json.writeStartObject();
      json.writeBooleanProperty("DynamicScalingInSuspended", settings.disabled());
      json.writeBooleanProperty("DynamicScalingOutSuspended", settings.disabled());
      json.writeBooleanProperty("ScheduledScalingSuspended", false);
      json.writeEndObject();
      json.writeStringProperty("ScalableTargetARN", each.arn());
      json.writeEndObject();
    }
    writeEnd(page, json);
  }

  static void writePolicies(Page page, JsonGenerator json) {
    json.writeName("ScalingPolicies");
    json.writeStartArray();
    for (Scalable each : page.targets()) {
      TargetTracking policy = each.settings().policy();
      if (policy == null) throw new IllegalStateException("a policy that is none");
      json.writeStartObject();
      json.writeStringProperty("PolicyARN", each.arn());
      json.writeStringProperty("PolicyName", policy.name());
      writeResource(each.resource(), json);
      json.writeStringProperty("PolicyType", "TargetTrackingScaling");
      json.writeName(CONFIGURATION);
      json.writeStartObject();
      json.writeNumberProperty("TargetValue", policy.percent());
      json.writeName("PredefinedMetricSpecification");
      json.writeStartObject();
      json.writeStringProperty("PredefinedMetricType", each.resource().metric());
      json.writeEndObject();
      json.writeNumberProperty("ScaleOutCooldown", policy.raisePauseSeconds());
      json.writeNumberProperty("ScaleInCooldown", policy.lowerPauseSeconds());
      json.writeBooleanProperty("DisableScaleIn", policy.raisesOnly());
      json.writeEndObject();
      writeNoAlarms(json);
      json.writeEndObject();
    }
    writeEnd(page, json);
  }

  static void writePolicyArn(String arn, JsonGenerator json) {
    json.writeStringProperty("PolicyARN", arn);
    writeNoAlarms(json);
  }

  /// There is no CloudWatch here that could raise any.
  private static void writeNoAlarms(JsonGenerator json) {
    json.writeName("Alarms");
    json.writeStartArray();
    json.writeEndArray();
  }

  private static void writeResource(ScalableResource resource, JsonGenerator json) {
    json.writeStringProperty("ServiceNamespace", "dynamodb");
    json.writeStringProperty("ResourceId", resource.id());
    json.writeStringProperty("ScalableDimension", resource.dimension());
  }

  private static void writeEnd(Page page, JsonGenerator json) {
    json.writeEndArray();
    String next = page.nextToken();
    if (next != null) json.writeStringProperty("NextToken", next);
  }
}
