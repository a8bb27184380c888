package io.atolldb.request;

import io.atolldb.catalog.Table;
import io.atolldb.fault.Refusal;
import io.atolldb.operation.DeleteTable;
import io.atolldb.operation.TableFaults;
import io.atolldb.request.TableDescription.Status;

/// DeleteTable, from the name that was sent to what is answered: the table as it was, DELETING. It
/// is gone by then.
public record DeleteTableCall(TablePorts ports) {

  public TableDescription answer(DescribeTableCall.Request request) throws Refusal {
    String name = TableNames.here(ports.region(), request.tableName());
    Table gone = TableNames.alter(ports.region(), new DeleteTable(name)).before().named(name);
    if (gone == null) throw new Refusal(TableFaults.notFound(name));
    return TableDescription.of(gone, Status.DELETING, ports);
  }
}
