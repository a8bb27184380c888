package io.atolldb.wire;

import io.atolldb.request.PolicyCalls;
import io.atolldb.request.TablePorts;
import java.util.List;

/// The operations on resource policies.
final class PolicyRows {

  private PolicyRows() {}

  static List<OperationRow<?, ?>> of(TablePorts ports) {
    var calls = new PolicyCalls(ports);
    return List.of(
        new OperationRow<>(
            "DeleteResourcePolicy", PolicyJson::read, calls::delete, PolicyJson::writeRevision),
        new OperationRow<>("GetResourcePolicy", PolicyJson::read, calls::get, PolicyJson::write),
        new OperationRow<>(
            "PutResourcePolicy", PolicyJson::read, calls::put, PolicyJson::writeRevision));
  }
}
