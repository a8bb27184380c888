package io.atolldb.request;

import io.atolldb.catalog.Table;
import io.atolldb.catalog.TableSettings;
import io.atolldb.fault.Refusal;
import io.atolldb.operation.TableFaults;
import org.jspecify.annotations.Nullable;

/// DescribeTimeToLive: by which attribute a table's items expire.
public record DescribeTimeToLiveCall(TablePorts ports) {

  /// `attribute` is null where items do not expire.
  public record Answer(@Nullable String attribute) {}

  public Answer answer(DescribeTableCall.Request request) throws Refusal {
    String name = TableNames.here(ports.region(), request.tableName());
    Table table = ports.region().tables().named(name);
    if (table == null) throw new Refusal(TableFaults.notFound(name));
    return new Answer(TableSettings.expiryAttribute(table.descriptor()));
  }
}
