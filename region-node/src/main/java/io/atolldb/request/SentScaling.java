package io.atolldb.request;

import org.jspecify.annotations.Nullable;

/// `AutoScalingSettingsUpdate`, as sent: what is not said stays as it is.
public record SentScaling(
    @Nullable Long minimum,
    @Nullable Long maximum,
    @Nullable Boolean disabled,
    @Nullable String roleArn,
    @Nullable Policy policy) {

  /// `ScalingPolicyUpdate`; `tracking` is its configuration.
  public record Policy(@Nullable String name, @Nullable Tracking tracking) {}

  /// `TargetTrackingScalingPolicyConfiguration`: cooldowns in seconds, the target in percent.
  public record Tracking(
      @Nullable Boolean disableScaleIn,
      @Nullable Integer scaleInCooldown,
      @Nullable Integer scaleOutCooldown,
      @Nullable Double target) {}
}
