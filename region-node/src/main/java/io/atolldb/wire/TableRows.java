package io.atolldb.wire;

import io.atolldb.request.CreateTableCall;
import io.atolldb.request.DeleteTableCall;
import io.atolldb.request.DescribeTableCall;
import io.atolldb.request.ListTablesCall;
import io.atolldb.request.TablePorts;
import io.atolldb.request.UpdateTableCall;
import java.util.List;

/// The operations on tables and on the account.
final class TableRows {

  private TableRows() {}

  static List<OperationRow<?, ?>> of(TablePorts ports) {
    return List.of(
        new OperationRow<>(
            "CreateTable",
            CreateTableJson::read,
            new CreateTableCall(ports)::answer,
            TableDescriptionJson::write),
        new OperationRow<>(
            "DeleteTable",
            TableDescriptionJson::readName,
            new DeleteTableCall(ports)::answer,
            TableDescriptionJson::write),
        new OperationRow<>(
            "DescribeEndpoints", AccountJson::readHost, host -> host, AccountJson::writeEndpoint),
        new OperationRow<>(
            "DescribeLimits",
            AccountJson::readHost,
            host -> host,
            (_, json) -> AccountJson.writeLimits(json)),
        new OperationRow<>(
            "DescribeTable",
            TableDescriptionJson::readName,
            new DescribeTableCall(ports)::answer,
            TableDescriptionJson::writeTable),
        new OperationRow<>(
            "ListTables",
            ListTablesJson::read,
            new ListTablesCall(ports.region())::answer,
            ListTablesJson::write),
        new OperationRow<>(
            "UpdateTable",
            UpdateTableJson::read,
            new UpdateTableCall(ports)::answer,
            TableDescriptionJson::write));
  }
}
