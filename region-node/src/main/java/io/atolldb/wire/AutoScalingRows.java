package io.atolldb.wire;

import io.atolldb.region.Region;
import io.atolldb.request.AutoScalingCalls;
import java.util.List;

/// The operations on capacity that scales by itself.
final class AutoScalingRows {

  private AutoScalingRows() {}

  static List<OperationRow<?, ?>> of(Region region) {
    var calls = new AutoScalingCalls(region);
    return List.of(
        new OperationRow<>(
            "DescribeTableReplicaAutoScaling",
            AutoScalingJson::read,
            calls::describe,
            AutoScalingJson::write),
        new OperationRow<>(
            "UpdateTableReplicaAutoScaling",
            AutoScalingJson::read,
            calls::update,
            AutoScalingJson::write));
  }
}
