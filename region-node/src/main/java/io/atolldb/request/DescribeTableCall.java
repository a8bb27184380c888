package io.atolldb.request;

import io.atolldb.catalog.Table;
import io.atolldb.fault.Refusal;
import io.atolldb.operation.TableFaults;
import org.jspecify.annotations.Nullable;

/// DescribeTable, from the name that was sent to what is answered.
public record DescribeTableCall(TablePorts ports) {

  /// The only member of DescribeTable and of DeleteTable, as sent.
  public record Request(@Nullable String tableName) {}

  public TableDescription answer(Request request) throws Refusal {
    String name = TableNames.here(ports.region(), request.tableName());
    Table table = ports.region().tables().named(name);
    if (table == null) throw new Refusal(TableFaults.notFound(name));
    return TableDescription.now(table, ports);
  }
}
