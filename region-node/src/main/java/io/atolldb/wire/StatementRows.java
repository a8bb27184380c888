package io.atolldb.wire;

import io.atolldb.region.Region;
import io.atolldb.request.BatchExecuteStatementCall;
import io.atolldb.request.ExecuteStatementCall;
import io.atolldb.request.ExecuteTransactionCall;
import java.util.List;

/// The operations that take PartiQL.
final class StatementRows {

  private StatementRows() {}

  static List<OperationRow<?, ?>> of(Region region) {
    return List.of(
        new OperationRow<>(
            "BatchExecuteStatement",
            BatchStatementJson::read,
            new BatchExecuteStatementCall(region)::answer,
            BatchStatementJson::write),
        new OperationRow<>(
            "ExecuteStatement",
            StatementJson::read,
            new ExecuteStatementCall(region)::answer,
            StatementJson::write),
        new OperationRow<>(
            "ExecuteTransaction",
            TransactStatementJson::read,
            new ExecuteTransactionCall(region)::answer,
            TransactStatementJson::write));
  }
}
