package io.atolldb.wire;

import io.atolldb.fault.Refusal;
import io.atolldb.request.SentScaling;
import org.jspecify.annotations.Nullable;

/// Collects the members of a target tracking configuration that all operations have in common.
final class TrackingMembers {

  private @Nullable Boolean disableScaleIn;
  private @Nullable Integer scaleInCooldown;
  private @Nullable Integer scaleOutCooldown;
  private @Nullable Double target;

  /// Takes a member that is common, skips any other.
  void take(String member, JsonBody body) throws Refusal {
    switch (member) {
      case "DisableScaleIn" -> disableScaleIn = body.truth();
      case "ScaleInCooldown" -> scaleInCooldown = body.integer();
      case "ScaleOutCooldown" -> scaleOutCooldown = body.integer();
      case "TargetValue" -> target = body.decimal();
      default -> body.skip();
    }
  }

  SentScaling.Tracking tracking() {
    return new SentScaling.Tracking(disableScaleIn, scaleInCooldown, scaleOutCooldown, target);
  }
}
