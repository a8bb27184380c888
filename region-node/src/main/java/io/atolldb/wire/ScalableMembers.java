package io.atolldb.wire;

import io.atolldb.fault.Refusal;
import io.atolldb.request.ScalableTargetCalls.Named;
import org.jspecify.annotations.Nullable;

/// Collects the members by which the operations of Application Auto Scaling name what is scaled.
final class ScalableMembers {

  private @Nullable String namespace;
  private @Nullable String resourceId;
  private @Nullable String dimension;

  /// Takes a member that names, skips any other.
  void take(String member, JsonBody body) throws Refusal {
    switch (member) {
      case "ServiceNamespace" -> namespace = body.text();
      case "ResourceId" -> resourceId = body.text();
      case "ScalableDimension" -> dimension = body.text();
      default -> body.skip();
    }
  }

  Named named() {
    return new Named(namespace, resourceId, dimension);
  }
}
