package io.atolldb.request;

import io.atolldb.clock.RegionId;
import io.atolldb.fault.Refusal;
import io.atolldb.scaling.ScalingTarget;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A capacity as Application Auto Scaling names it: `table/T` or `table/T/index/I`, and a
/// dimension.
///
/// @param index null for the table itself
/// @param ofReads whether it is the reads, else the writes
public record ScalableResource(String table, @Nullable String index, boolean ofReads) {

  static final String NAMESPACE = "dynamodb";

  private static final Pattern RESOURCE =
      Pattern.compile("table/([^/]{1,255})(?:/index/([^/]{1,255}))?");

  static ScalableResource parse(
      @Nullable String namespace, @Nullable String resource, @Nullable String dimension)
      throws Refusal {
    requireNamespace(namespace);
    Matcher named = RESOURCE.matcher(Constraints.present("ResourceId", resource));
    if (!named.matches()) throw Refusal.invalid("Unsupported resource id: " + resource);
    String index = named.group(2);
    for (boolean reads : new boolean[] {true, false}) {
      var each = new ScalableResource(named.group(1), index, reads);
      if (each.dimension().equals(Constraints.present("ScalableDimension", dimension))) return each;
    }
    throw Refusal.invalid(
        "Unsupported service namespace, resource type or scalable dimension: " + dimension);
  }

  static void requireNamespace(@Nullable String namespace) throws Refusal {
    if (NAMESPACE.equals(Constraints.present("ServiceNamespace", namespace))) return;
    throw Refusal.invalid("Unsupported service namespace: " + namespace);
  }

  ScalingTarget target(RegionId here) {
    return ofReads ? ScalingTarget.reads(index, here) : ScalingTarget.writes(index);
  }

  public String id() {
    return "table/" + table + (index == null ? "" : "/index/" + index);
  }

  public String dimension() {
    return NAMESPACE
        + (index == null ? ":table:" : ":index:")
        + (ofReads ? "ReadCapacityUnits" : "WriteCapacityUnits");
  }

  /// The one metric that a policy for it may track.
  public String metric() {
    return ofReads ? "DynamoDBReadCapacityUtilization" : "DynamoDBWriteCapacityUtilization";
  }

  public String targetArn(RegionId region) {
    return "arn:aws:application-autoscaling:%s:000000000000:scalable-target/%s"
        .formatted(region, identity(""));
  }

  public String policyArn(RegionId region, String policy) {
    return "arn:aws:autoscaling:%s:000000000000:scalingPolicy:%s:resource/dynamodb/%s:policyName/%s"
        .formatted(region, identity(policy), id(), policy);
  }

  private UUID identity(String of) {
    String name = id() + " " + dimension() + " " + of;
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }
}
