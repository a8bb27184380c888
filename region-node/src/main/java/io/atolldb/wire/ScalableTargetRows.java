package io.atolldb.wire;

import io.atolldb.region.Region;
import io.atolldb.request.ScalableTargetCalls;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The operations of Application Auto Scaling that let tables scale. Its clients find them here
/// when their endpoint is set to the data port.
final class ScalableTargetRows {

  static final String TARGET_PREFIX = "AnyScaleFrontendService.";

  /// What its clients send, who speak a later protocol than those of DynamoDB.
  static final String CONTENT_TYPE = "application/x-amz-json-1.1";

  private ScalableTargetRows() {}

  static boolean isTarget(@Nullable String target) {
    return target != null && target.startsWith(TARGET_PREFIX);
  }

  static List<OperationRow<?, ?>> of(Region region) {
    var calls = new ScalableTargetCalls(region);
    return List.of(
        new OperationRow<>(
            "DeleteScalingPolicy",
            ScalableTargetJson::readPolicy,
            calls::deletePolicy,
            (_, _) -> {}),
        new OperationRow<>(
            "DeregisterScalableTarget",
            body -> ScalableTargetJson.readRegistration(body).named(),
            calls::deregister,
            (_, _) -> {}),
        new OperationRow<>(
            "DescribeScalableTargets",
            ScalableTargetJson::readListing,
            calls::targets,
            ScalableTargetJson::writeTargets),
        new OperationRow<>(
            "DescribeScalingPolicies",
            ScalableTargetJson::readListing,
            calls::policies,
            ScalableTargetJson::writePolicies),
        new OperationRow<>(
            "PutScalingPolicy",
            ScalableTargetJson::readPolicy,
            calls::putPolicy,
            ScalableTargetJson::writePolicyArn),
        new OperationRow<>(
            "RegisterScalableTarget",
            ScalableTargetJson::readRegistration,
            calls::register,
            (arn, json) -> json.writeStringProperty("ScalableTargetARN", arn)));
  }
}
