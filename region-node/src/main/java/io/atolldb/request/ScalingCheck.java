package io.atolldb.request;

import static io.atolldb.fault.ApiFault.Validation.INVALID;

import io.atolldb.fault.Refusal;
import io.atolldb.operation.ChangeAutoScaling.Change;
import io.atolldb.scaling.ScalingSettings;
import io.atolldb.scaling.TargetTracking;
import org.jspecify.annotations.Nullable;

/// Checks settings of auto scaling as they were sent, and says what they make of those that are
/// there.
final class ScalingCheck {

  private static final int NAME_LENGTH_MAX = 256;
  private static final int ROLE_LENGTH_MAX = 1_600;

  private ScalingCheck() {}

  /// @param member where the settings stand in the request
  static Change change(String member, SentScaling sent) throws Refusal {
    if (sent.minimum() != null) Constraints.atLeast(member + ".MinimumUnits", sent.minimum(), 1);
    if (sent.maximum() != null) Constraints.atLeast(member + ".MaximumUnits", sent.maximum(), 1);
    String role = sent.roleArn();
    if (role != null) {
      Constraints.length(member + ".AutoScalingRoleArn", role.length(), 1, ROLE_LENGTH_MAX);
    }
    SentScaling.Policy policy = sent.policy();
    if (policy != null) checkPolicy(member + ".ScalingPolicyUpdate", policy);
    return now -> changed(sent, now);
  }

  private static void checkPolicy(String member, SentScaling.Policy policy) throws Refusal {
    String name = policy.name();
    if (name != null) {
      Constraints.length(member + ".PolicyName", name.length(), 1, NAME_LENGTH_MAX);
    }
    String at = member + ".TargetTrackingScalingPolicyConfiguration";
    SentScaling.Tracking tracking = Constraints.present(at, policy.tracking());
    double target = Constraints.present(at + ".TargetValue", tracking.target());
    requirePercent(target);
  }

  static void requirePercent(double target) throws Refusal {
    if (target >= TargetTracking.PERCENT_MIN && target <= TargetTracking.PERCENT_MAX) return;
    throw Refusal.invalid(
        INVALID
            + "Target utilization has to be between %d and %d percent"
                .formatted(TargetTracking.PERCENT_MIN, TargetTracking.PERCENT_MAX));
  }

  private static ScalingSettings changed(SentScaling sent, @Nullable ScalingSettings now)
      throws Refusal {
    Long minimum =
        sent.minimum() == null && now != null ? Long.valueOf(now.minimum()) : sent.minimum();
    Long maximum =
        sent.maximum() == null && now != null ? Long.valueOf(now.maximum()) : sent.maximum();
    if (minimum == null || maximum == null) {
      throw Refusal.invalid(
          INVALID + "MinimumUnits and MaximumUnits must both be specified for new settings");
    }
    if (minimum > maximum) {
      throw Refusal.invalid(INVALID + "MinimumUnits cannot be greater than MaximumUnits");
    }
    boolean disabled = sent.disabled() == null ? now != null && now.disabled() : sent.disabled();
    String role = sent.roleArn() == null && now != null ? now.roleArn() : sent.roleArn();
    return new ScalingSettings(minimum, maximum, disabled, role, policy(sent.policy(), now));
  }

  private static @Nullable TargetTracking policy(
      SentScaling.@Nullable Policy sent, @Nullable ScalingSettings now) throws Refusal {
    TargetTracking before = now == null ? null : now.policy();
    if (sent == null) return before;
    SentScaling.Tracking tracking = Constraints.present("ScalingPolicyUpdate", sent.tracking());
    String name = sent.name();
    if (name == null) name = before == null ? "DynamoDBAutoScalingPolicy" : before.name();
    return tracking(name, tracking);
  }

  /// The target is there, and checked.
  static TargetTracking tracking(String name, SentScaling.Tracking tracking) throws Refusal {
    return new TargetTracking(
        name,
        Constraints.present("TargetValue", tracking.target()),
        tracking.disableScaleIn() != null && tracking.disableScaleIn(),
        tracking.scaleInCooldown() == null ? 0 : tracking.scaleInCooldown(),
        tracking.scaleOutCooldown() == null ? 0 : tracking.scaleOutCooldown());
  }
}
